package io.trivet.server.command.bitmap;

import io.trivet.storage.memory.Native;

/// Reads bits of a string in native memory, eight bytes at a time where it can.
///
/// Words are read in the machine's little-endian order. Counting does not care; where order counts,
/// the bytes are exchanged.
final class NativeBits {
  private static final int WORD = Long.BYTES;

  private NativeBits() {}

  /// The number of bits that are 1 in a range of the string at `address`.
  static long count(long address, BitRange range) {
    if (range.isEmpty()) {
      return 0;
    }
    long first = range.from() >>> 3;
    long last = (range.to() - 1) >>> 3;
    int head = 0xFF >>> (int) (range.from() & 7);
    int tail = (0xFF00 >>> ((int) ((range.to() - 1) & 7) + 1)) & 0xFF;
    if (first == last) {
      return Integer.bitCount(Native.getByte(address + first) & head & tail);
    }
    return Integer.bitCount(Native.getByte(address + first) & head)
        + countBytes(address + first + 1, last - first - 1)
        + Integer.bitCount(Native.getByte(address + last) & tail);
  }

  /// The first bit in a range of the string at `address` that is `wanted`, or -1.
  static long find(long address, BitRange range, boolean wanted) {
    if (range.isEmpty()) {
      return -1;
    }
    long first = range.from() >>> 3;
    long last = (range.to() - 1) >>> 3;
    long found = findInByte(address, first, range, wanted);
    if (found < 0 && first < last) {
      long between = skip(address, first + 1, last, wanted);
      found = findInByte(address, between, range, wanted);
    }
    return found;
  }

  private static long countBytes(long address, long bytes) {
    long count = 0;
    long at = 0;
    for (; at + WORD <= bytes; at += WORD) {
      count += Long.bitCount(Native.getLong(address + at));
    }
    for (; at < bytes; at++) {
      count += Integer.bitCount(Native.getByte(address + at) & 0xFF);
    }
    return count;
  }

  /// The first byte in `[from, last)` that has a bit that is `wanted`, else `last`.
  private static long skip(long address, long from, long last, boolean wanted) {
    long none = wanted ? 0 : -1;
    long at = from;
    while (at + WORD <= last && Native.getLong(address + at) == none) {
      at += WORD;
    }
    while (at < last && Native.getByte(address + at) == none) {
      at++;
    }
    return at;
  }

  private static long findInByte(long address, long index, BitRange range, boolean wanted) {
    int octet = Native.getByte(address + index) & 0xFF;
    int candidates = wanted ? octet : ~octet & 0xFF;
    long start = index * Byte.SIZE;
    if (start < range.from()) {
      candidates &= 0xFF >>> (int) (range.from() - start);
    }
    if (candidates == 0) {
      return -1;
    }
    long bit = start + Integer.numberOfLeadingZeros(candidates) - (Integer.SIZE - Byte.SIZE);
    return bit < range.to() ? bit : -1;
  }
}
