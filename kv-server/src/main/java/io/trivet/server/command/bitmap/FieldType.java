package io.trivet.server.command.bitmap;

import io.trivet.server.bytes.Int64Text;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.value.Bytes;

/// The type of a field of BITFIELD: `i1` to `i64`, two's complement, or `u1` to `u63`.
///
/// @param isSigned whether the first bit is a sign
/// @param bits its width
record FieldType(boolean isSigned, int bits) {
  private static final int MAX_SIGNED_BITS = 64;
  private static final int MAX_UNSIGNED_BITS = 63;

  /// The type that `text` is.
  ///
  /// @throws CommandError if it is none
  static FieldType parse(Bytes text) {
    boolean isSigned = !text.isEmpty() && text.at(0) == 'i';
    if (isSigned || (!text.isEmpty() && text.at(0) == 'u')) {
      long bits = width(text);
      if (bits >= 1 && bits <= (isSigned ? MAX_SIGNED_BITS : MAX_UNSIGNED_BITS)) {
        return new FieldType(isSigned, (int) bits);
      }
    }
    throw new CommandError(ErrorText.BITFIELD_TYPE);
  }

  private static long width(Bytes text) {
    boolean isNumber = Int64Text.isInt64(text.array(), 1, text.length() - 1);
    return isNumber ? Int64Text.parse(text.array(), 1, text.length() - 1) : 0;
  }

  /// The largest number of this type.
  long max() {
    return (1L << (isSigned ? bits - 1 : bits)) - 1;
  }

  /// The smallest number of this type.
  long min() {
    return isSigned ? -max() - 1 : 0;
  }

  /// The number of this type whose bits are the lowest bits of `number`.
  long truncate(long number) {
    int spare = Long.SIZE - bits;
    return isSigned ? number << spare >> spare : number << spare >>> spare;
  }
}
