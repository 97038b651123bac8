package io.trivet.server.command.bitmap;

import static io.trivet.server.command.Arguments.int64;

import io.trivet.server.command.Int64Arg;
import io.trivet.server.reply.ErrorText;

/// The place of a bit in a string. The highest bit of a byte comes first.
final class BitOffset {
  /// The last bit of a string of 512 MiB.
  static final long LAST = (512L << 20) * Byte.SIZE - 1;

  private BitOffset() {}

  /// A bit offset as an argument.
  static Int64Arg argument(String name) {
    return int64(name).orError(ErrorText.BIT_OFFSET).between(0, LAST, ErrorText.BIT_OFFSET);
  }

  /// The byte that holds a bit.
  static int byteIndex(long bit) {
    return (int) (bit >>> 3);
  }

  /// The value of a bit within its byte.
  static int mask(long bit) {
    return 0x80 >>> (int) (bit & 7);
  }
}
