package io.trivet.server.command;

/// The positions `[from, to)` of a sequence that a client names by its first and its last index,
/// both included; negative indexes count from the end, -1 being the last.
///
/// Indexes beyond an end mean that end. An empty range is `[0, 0)`.
///
/// @param from the first position
/// @param to the position behind the last
public record IndexRange(int from, int to) {
  private static final IndexRange EMPTY = new IndexRange(0, 0);

  /// The range of a sequence of `size` elements.
  public static IndexRange of(long first, long last, int size) {
    long from = Math.max(0, first < 0 ? size + first : first);
    long to = Math.min(size - 1L, last < 0 ? size + last : last) + 1;
    return from < to ? new IndexRange((int) from, (int) to) : EMPTY;
  }

  /// The position that one index means in a sequence of `size` elements, or -1 if there is none.
  public static int position(long index, int size) {
    long position = index < 0 ? size + index : index;
    return position >= 0 && position < size ? (int) position : -1;
  }

  /// How many positions.
  public int size() {
    return to - from;
  }

  /// Whether there is no position.
  public boolean isEmpty() {
    return from == to;
  }
}
