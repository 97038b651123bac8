package io.trivet.storage.value;

/// One element of a packed collection: a byte string, or a number if the string is exactly how that
/// number is written in decimal.
///
/// ```
/// first byte        bytes in all   content                  Persistent: never change, never reuse.
/// 0nnnnnnn          1              the number n, 0 to 127
/// 10LLLLLL          1 + L          L bytes, 0 to 63
/// 110hhhhh l        2              number of 13 bits, two's complement, high bits first
/// 1110HHHH L        2 + HHHHL      64 to 4095 bytes, high bits of the length first
/// 11110000 u32      5 + u32        4096 bytes or more
/// 11110001 i16      3              number
/// 11110010 i24      4              number
/// 11110011 i32      5              number
/// 11110100 i64      9              number
/// other                            damaged
/// ```
///
/// Numbers and lengths of whole bytes are little-endian. Each byte string has one form only (the
/// first that fits, numbers before strings), so equal strings are equal bytes: a search compares
/// encoded forms. The forms are as long as those of a Redis listpack, so that limits in bytes meet
/// at the same point.
final class PackedElement {
  static final int FORM_U32_BYTES = 0xF0;
  static final int FORM_I16 = 0xF1;
  static final int FORM_I24 = 0xF2;
  static final int FORM_I32 = 0xF3;
  static final int FORM_I64 = 0xF4;

  /// Most characters of a 64-bit number.
  static final int MAX_DIGITS = 20;

  private PackedElement() {}

  /// The encoded form of a byte string.
  static byte[] encode(Bytes bytes) {
    return encode(bytes.array(), 0, bytes.length(), 0);
  }

  /// The encoded form of `array[from, to)`, followed by `spare` bytes of 0.
  static byte[] encode(byte[] array, int from, int to, int spare) {
    if (isNumber(array, from, to)) {
      return encodeNumber(number(array, from, to), spare);
    }
    int length = to - from;
    int header = length < 64 ? 1 : length < 4096 ? 2 : 5;
    byte[] encoded = new byte[Math.addExact(header + spare, length)];
    if (header == 1) {
      encoded[0] = (byte) (0x80 | length);
    } else if (header == 2) {
      encoded[0] = (byte) (0xE0 | length >> 8);
      encoded[1] = (byte) length;
    } else {
      encoded[0] = (byte) FORM_U32_BYTES;
      putLittleEndian(encoded, 1, length, 4);
    }
    System.arraycopy(array, from, encoded, header, length);
    return encoded;
  }

  private static byte[] encodeNumber(long number, int spare) {
    if (number >= 0 && number < 128) {
      byte[] encoded = new byte[1 + spare];
      encoded[0] = (byte) number;
      return encoded;
    }
    if (number >= -4096 && number < 4096) {
      byte[] encoded = new byte[2 + spare];
      encoded[0] = (byte) (0xC0 | (number >> 8 & 0x1F));
      encoded[1] = (byte) number;
      return encoded;
    }
    int width =
        number == (short) number
            ? 2
            : number << 40 >> 40 == number ? 3 : number == (int) number ? 4 : 8;
    byte[] encoded = new byte[1 + width + spare];
    encoded[0] = (byte) (width == 8 ? FORM_I64 : FORM_I16 + width - 2);
    putLittleEndian(encoded, 1, number, width);
    return encoded;
  }

  /// The position behind the element that begins at `at`.
  ///
  /// @throws CorruptValueException if there is no whole element before `limit`
  static int end(byte[] array, int at, int limit) {
    if (at >= limit) {
      throw new CorruptValueException("element missing at " + at);
    }
    int first = array[at] & 0xFF;
    long length;
    if (first < 0x80) {
      return at + 1;
    } else if (first < 0xC0) {
      length = 1L + (first & 0x3F);
    } else if (first < 0xE0) {
      length = 2;
    } else {
      length = longElementLength(array, at, limit, first);
    }
    if (length > limit - at) {
      throw new CorruptValueException(
          "element of " + length + " bytes at " + at + ", limit " + limit);
    }
    return at + (int) length;
  }

  private static long longElementLength(byte[] array, int at, int limit, int first) {
    if (first < FORM_U32_BYTES) {
      return at + 1 < limit ? 2 + ((first & 0xF) << 8 | (array[at + 1] & 0xFF)) : 2;
    }
    return switch (first) {
      case FORM_U32_BYTES ->
          at + 5 <= limit ? 5 + (littleEndian(array, at + 1, 4) & 0xFFFFFFFFL) : 5;
      case FORM_I16, FORM_I24, FORM_I32 -> first - FORM_I16 + 3;
      case FORM_I64 -> 9;
      default -> throw new CorruptValueException("element form " + first + " at " + at);
    };
  }

  /// Whether `array[from, to)` is a 64-bit number exactly as it is written in decimal.
  static boolean isNumber(byte[] array, int from, int to) {
    int length = to - from;
    if (length == 0 || length > MAX_DIGITS) {
      return false;
    }
    int at = from;
    boolean negative = array[at] == '-';
    if (negative && ++at == to) {
      return false;
    }
    if (array[at] == '0') {
      return length == 1;
    }
    long magnitude = 0;
    for (; at < to; at++) {
      int digit = array[at] - '0';
      if (digit < 0 || digit > 9 || magnitude < Long.MIN_VALUE / 10) {
        return false;
      }
      long next = magnitude * 10 - digit;
      if (next > 0) {
        return false;
      }
      magnitude = next;
    }
    return negative || magnitude != Long.MIN_VALUE;
  }

  /// The number that [#isNumber] found.
  static long number(byte[] array, int from, int to) {
    boolean negative = array[from] == '-';
    long magnitude = 0;
    for (int at = negative ? from + 1 : from; at < to; at++) {
      magnitude = magnitude * 10 - (array[at] - '0');
    }
    return negative ? magnitude : -magnitude;
  }

  /// The number of `width` bytes at `at`, sign extended.
  static long littleEndian(byte[] array, int at, int width) {
    long number = array[at + width - 1];
    for (int index = width - 2; index >= 0; index--) {
      number = number << 8 | (array[at + index] & 0xFF);
    }
    return number;
  }

  /// Writes the low `width` bytes of `number` at `at`.
  static void putLittleEndian(byte[] array, int at, long number, int width) {
    for (int index = 0; index < width; index++) {
      array[at + index] = (byte) (number >> (8 * index));
    }
  }
}
