package io.trivet.server.command.bitmap;

import io.trivet.server.bytes.Int64Text;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.storage.value.Bytes;

/// Where a field of BITFIELD begins: at a bit, or, written with `#`, behind so many fields of its
/// type.
///
/// @param number bits or fields
/// @param countsFields whether it was written with `#`
record FieldOffset(long number, boolean countsFields) {

  /// The offset that `text` is.
  ///
  /// @throws CommandError if it is none
  static FieldOffset parse(Bytes text) {
    boolean countsFields = !text.isEmpty() && text.at(0) == '#';
    int from = countsFields ? 1 : 0;
    if (!Int64Text.isInt64(text.array(), from, text.length() - from)) {
      throw new CommandError(ErrorText.BIT_OFFSET);
    }
    return new FieldOffset(Int64Text.parse(text.array(), from, text.length() - from), countsFields);
  }

  /// The first bit of a field of this type.
  ///
  /// @throws CommandError if it lies outside the longest string
  long bit(FieldType type) {
    int factor = countsFields ? type.bits() : 1;
    if (number < 0 || number > BitOffset.LAST / factor) {
      throw new CommandError(ErrorText.BIT_OFFSET);
    }
    return number * factor;
  }
}
