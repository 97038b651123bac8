package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Encoding;

/// The encoding that Redis gives a string: `int` for a canonical signed 64-bit decimal, `embstr` up
/// to 44 bytes, else `raw` (Redis, object.c). The bytes are stored alike in all three.
final class StringEncoding {

  private static final int EMBSTR_MAX_BYTES = 44;
  private static final int INT_MAX_BYTES = 20;

  private StringEncoding() {}

  /// The record kind of the string of `length` bytes at `address`.
  static RecordKind kindOf(long address, int length) {
    if (length <= INT_MAX_BYTES && isInt64(address, length)) {
      return RecordKind.STRING_INT;
    }
    return length <= EMBSTR_MAX_BYTES ? RecordKind.STRING_EMBSTR : RecordKind.STRING_RAW;
  }

  static RecordKind kindOf(Encoding encoding) {
    return switch (encoding) {
      case INT -> RecordKind.STRING_INT;
      case EMBSTR -> RecordKind.STRING_EMBSTR;
      default -> RecordKind.STRING_RAW;
    };
  }

  private static boolean isInt64(long address, int length) {
    boolean negative = length > 1 && Native.getByte(address) == '-';
    int at = negative ? 1 : 0;
    if (length == at || Native.getByte(address + at) == '0') {
      return length == 1 && Native.getByte(address) == '0';
    }
    long value = 0; // counted downwards, for the lowest number has no positive counterpart
    for (; at < length; at++) {
      int digit = Native.getByte(address + at) - '0';
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        return false;
      }
      value = value * 10 - digit;
    }
    return negative || value != Long.MIN_VALUE;
  }
}
