package io.trivet.server.command.bitmap;

/// The bits `[from, to)` of a string that a command looks at.
///
/// @param from the first bit
/// @param to the bit behind the last one; not below `from`
record BitRange(long from, long to) {
  static final BitRange EMPTY = new BitRange(0, 0);

  /// How clients count.
  enum Unit {
    BYTE,
    BIT
  }

  /// The range from `first` to `last`, both included, in a string of `length` bytes; negative
  /// numbers count from its end, and what lies outside the string is left out.
  static BitRange of(long first, long last, boolean countsBits, int length) {
    long size = countsBits ? (long) length * Byte.SIZE : length;
    long from = Math.max(0, first < 0 ? size + first : first);
    long to = Math.min(size - 1, Math.max(0, last < 0 ? size + last : last)) + 1;
    if (from >= to) {
      return EMPTY;
    }
    return countsBits ? new BitRange(from, to) : new BitRange(from * Byte.SIZE, to * Byte.SIZE);
  }

  boolean isEmpty() {
    return from == to;
  }
}
