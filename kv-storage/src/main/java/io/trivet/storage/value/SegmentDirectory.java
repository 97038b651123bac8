package io.trivet.storage.value;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The directory of an [EntryTable]: which segment holds the hashes that begin with certain bits.
///
/// Invariants: a segment of depth d stands in 2^(depth-d) neighbouring places; the hashes of a
/// segment share their first d bits; at least one segment is as deep as the directory, unless that
/// has the depth 0.
final class SegmentDirectory {
  private static final int SEGMENT_ENTRIES = 128;
  private static final int JOINED_ENTRIES = SEGMENT_ENTRIES / 2;
  private static final int MAX_DEPTH = 25;
  private static final int RANDOM_TRIES = 64;
  private static final int UNKNOWN = -1;

  private final HeapMeter meter = new HeapMeter();
  private EntrySegment[] places = {new EntrySegment(meter, 0, 8)};
  private int depth;

  /// The number of segments as deep as the directory.
  private int deepSegments = 1;

  /// No segment has more entries, or unknown.
  private int largestSegment = SEGMENT_ENTRIES;

  /// The number of places.
  int length() {
    return places.length;
  }

  /// The segment at a place.
  EntrySegment at(int place) {
    return places[place];
  }

  /// The place of a hash.
  int place(int hash) {
    return (hash >>> 1) >>> (31 - depth);
  }

  /// The segment of a hash.
  EntrySegment segment(int hash) {
    return places[place(hash)];
  }

  /// The first place of the next segment.
  int next(int place) {
    int span = 1 << (depth - places[place].depth());
    return (place & -span) + span;
  }

  /// The segment of a hash, which has room for one more entry.
  ///
  /// @param size the number of entries in all segments
  EntrySegment roomFor(int hash, int size) {
    EntrySegment segment = segment(hash);
    while (segment.size() >= SEGMENT_ENTRIES && isSplittable(segment, size)) {
      split(segment, hash);
      segment = segment(hash);
    }
    if (segment.size() >= SEGMENT_ENTRIES) {
      largestSegment = UNKNOWN;
    }
    return segment;
  }

  /// Not if so many hashes are alike that the directory would grow out of proportion; then the
  /// segment grows beyond its usual size.
  private boolean isSplittable(EntrySegment segment, int size) {
    return segment.depth() < depth || (depth < MAX_DEPTH && places.length <= size / 8 + 16);
  }

  private void split(EntrySegment segment, int hash) {
    if (segment.depth() == depth) {
      doublePlaces();
    }
    int span = 1 << (depth - segment.depth() - 1);
    int first = place(hash) & -(2 * span);
    int middle = segment.firstNotBelow((first + span) << (32 - depth));
    EntrySegment low = segment.part(0, middle);
    EntrySegment high = segment.part(middle, segment.size());
    segment.unlink();
    Arrays.fill(places, first, first + span, low);
    Arrays.fill(places, first + span, first + 2 * span, high);
    if (low.depth() == depth) {
      deepSegments += 2;
    }
    if (segment.size() > SEGMENT_ENTRIES) {
      largestSegment = UNKNOWN;
    }
  }

  private void doublePlaces() {
    EntrySegment[] doubled = new EntrySegment[places.length * 2];
    for (int place = 0; place < doubled.length; place++) {
      doubled[place] = places[place >> 1];
    }
    places = doubled;
    depth++;
    deepSegments = 0;
  }

  /// Joins the segment of a hash with its neighbour while both are small.
  void joinIfSmall(int hash) {
    EntrySegment segment = segment(hash);
    while (segment.depth() > 0) {
      int span = 1 << (depth - segment.depth());
      int first = place(hash) & -(2 * span);
      EntrySegment low = places[first];
      EntrySegment high = places[first + span];
      if (low.depth() != high.depth() || low.size() + high.size() > JOINED_ENTRIES) {
        return;
      }
      segment = low.joinedWith(high);
      low.unlink();
      high.unlink();
      Arrays.fill(places, first, first + 2 * span, segment);
      if (low.depth() == depth) {
        deepSegments -= 2;
        halvePlaces();
      }
    }
  }

  private void halvePlaces() {
    while (deepSegments == 0 && depth > 0) {
      EntrySegment[] halved = new EntrySegment[places.length / 2];
      depth--;
      for (int place = 0; place < halved.length; place++) {
        halved[place] = places[2 * place];
        deepSegments += halved[place].depth() == depth ? 1 : 0;
      }
      places = halved;
    }
  }

  /// An entry, each equally likely; null if luck did not find one.
  ///
  /// Each place is tried as if it held as many entries as the largest segment; so an entry's chance
  /// does not depend on how full its place is.
  byte @Nullable [] tryRandom(RandomGenerator random) {
    if (largestSegment == UNKNOWN) {
      measureLargestSegment();
    }
    for (int tries = 0; tries < RANDOM_TRIES; tries++) {
      int place = random.nextInt(places.length);
      EntrySegment segment = places[place];
      int from = 0;
      int to = segment.size();
      if (segment.depth() < depth) {
        from = segment.firstNotBelow(place << (32 - depth));
        to = next(place) == place + 1 ? to : segment.firstNotBelow((place + 1) << (32 - depth));
      }
      int index = from + random.nextInt(largestSegment);
      if (index < to) {
        return segment.entry(index);
      }
    }
    return null;
  }

  private void measureLargestSegment() {
    largestSegment = SEGMENT_ENTRIES;
    for (EntrySegment segment : places) {
      largestSegment = Math.max(largestSegment, segment.size());
    }
  }

  /// Estimate of the heap in use, without the entries.
  long heapBytes() {
    return HeapBytes.object(20)
        + HeapBytes.array((long) places.length * HeapBytes.REFERENCE)
        + HeapBytes.object(8)
        + meter.bytes();
  }
}
