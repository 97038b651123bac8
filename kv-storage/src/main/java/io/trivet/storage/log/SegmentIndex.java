package io.trivet.storage.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/// The segments that are on disk, by first sequence.
///
/// Threads: any; the log's writer adds, a prune removes.
final class SegmentIndex {

  private final ConcurrentSkipListSet<Long> firstSequences;

  SegmentIndex(Collection<Long> firstSequences) {
    this.firstSequences = new ConcurrentSkipListSet<>(firstSequences);
  }

  void add(long firstSequence) {
    firstSequences.add(firstSequence);
  }

  void remove(long firstSequence) {
    firstSequences.remove(firstSequence);
  }

  /// All segments, oldest first.
  List<Long> all() {
    return List.copyOf(firstSequences);
  }

  /// The first sequence of the segment that holds `sequence`; -1 if it is older than all.
  long holding(long sequence) {
    Long first = firstSequences.floor(sequence);
    return first == null ? -1 : first;
  }

  /// Where the segment that begins at `firstSequence` ends, because the next begins there; for the
  /// newest the greatest number.
  long endOf(long firstSequence) {
    Long next = firstSequences.higher(firstSequence);
    return next == null ? Long.MAX_VALUE : next;
  }

  /// Where the oldest segment begins; `otherwise` if there is none.
  long firstSequence(long otherwise) {
    Long first = firstSequences.ceiling(0L);
    return first == null ? otherwise : first;
  }

  /// The segments, oldest first, that end at or below `sequence`; never the newest.
  List<Long> endingBefore(long sequence) {
    List<Long> before = new ArrayList<>();
    for (Long first : firstSequences) {
      Long next = firstSequences.higher(first);
      if (next == null || next > sequence) {
        break;
      }
      before.add(first);
    }
    return before;
  }
}
