package io.trivet.raft;

import java.util.Comparator;

/// The name of one place in the group's log: the epoch of the frame that ends there, and its
/// sequence. It names at most one frame for all time (I1).
///
/// @param epoch of the primary that wrote the frame; 0 with sequence 0
/// @param sequence position of the frame's end, in bytes; 0 is nothing
public record LogPosition(int epoch, long sequence) implements Comparable<LogPosition> {
  /// Before the first frame.
  public static final LogPosition START = new LogPosition(0, 0);

  private static final Comparator<LogPosition> ORDER =
      Comparator.comparingInt(LogPosition::epoch).thenComparingLong(LogPosition::sequence);

  public LogPosition {
    if (epoch < 0 || sequence < 0) {
      throw new IllegalArgumentException("position " + epoch + "/" + sequence);
    }
  }

  /// Newer epochs are later; within one epoch the sequence decides.
  @Override
  public int compareTo(LogPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return epoch + "/" + sequence;
  }
}
