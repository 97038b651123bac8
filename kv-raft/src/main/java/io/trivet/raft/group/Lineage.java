package io.trivet.raft.group;

import io.trivet.raft.LogPosition;
import java.util.List;

/// Which primary wrote which part of a log: its epochs with their start sequences, and its end.
/// Immutable.
///
/// Two logs that have an epoch in common are equal up to where the first of them leaves it, because
/// (epoch, sequence) names one frame for all time (I1). Therefore the lineages alone tell where two
/// logs part.
///
/// Invariants: epochs grow, start sequences do not fall, none is above the end.
///
/// @param starts oldest first
/// @param endSequence of the last frame; 0 if there is none
public record Lineage(List<EpochStart> starts, long endSequence) {

  /// The frames that begin at or above `startSequence`, up to the next entry's, are of `epoch`.
  public record EpochStart(int epoch, long startSequence) {}

  public Lineage {
    starts = List.copyOf(starts);
    EpochStart previous = new EpochStart(0, 0);
    for (EpochStart start : starts) {
      if (start.epoch <= previous.epoch || start.startSequence < previous.startSequence) {
        throw new IllegalArgumentException("epochs out of order: " + starts);
      }
      previous = start;
    }
    if (endSequence < previous.startSequence) {
      throw new IllegalArgumentException("log ends at " + endSequence + " before " + previous);
    }
  }

  /// The newest epoch; 0 if there is none.
  public int lastEpoch() {
    return starts.isEmpty() ? 0 : starts.getLast().epoch;
  }

  /// The epoch of the frame that ends at `sequence`; 0 for sequence 0.
  public int epochOf(long sequence) {
    for (EpochStart start : starts.reversed()) {
      if (start.startSequence < sequence) {
        return start.epoch;
      }
    }
    return 0;
  }

  /// Whether this log has the frame of that name (I20).
  public boolean has(LogPosition position) {
    return position.sequence() <= endSequence && epochOf(position.sequence()) == position.epoch();
  }

  /// The last sequence up to which this log and the other are the same.
  public long commonSequence(Lineage other) {
    for (EpochStart start : starts.reversed()) {
      if (other.starts.stream().anyMatch(theirs -> theirs.epoch == start.epoch)) {
        return Math.min(endOf(start.epoch), other.endOf(start.epoch));
      }
    }
    return 0;
  }

  private long endOf(int epoch) {
    for (EpochStart start : starts) {
      if (start.epoch > epoch) {
        return start.startSequence;
      }
    }
    return endSequence;
  }
}
