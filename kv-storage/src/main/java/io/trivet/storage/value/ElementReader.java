package io.trivet.storage.value;

import org.jspecify.annotations.Nullable;

/// Reads packed elements as byte strings: the text stays where it is, a number is written out into
/// the reader's own digits.
///
/// After [#read] the element is `array()[from(), to())` until the next read.
final class ElementReader {
  private static final byte[] NOTHING = new byte[0];

  private byte @Nullable [] digits;
  private byte[] array = NOTHING;
  private int from;
  private int to;

  /// Reads the element at `at` and gives the position behind it.
  ///
  /// @throws CorruptValueException if there is no whole element before `limit`
  int read(byte[] bytes, int at, int limit) {
    int end = PackedElement.end(bytes, at, limit);
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      number(first);
    } else if (first < 0xC0) {
      text(bytes, at + 1, end);
    } else if (first < 0xE0) {
      number((first & 0x1F) << 27 >> 19 | (bytes[at + 1] & 0xFF));
    } else if (first < PackedElement.FORM_U32_BYTES) {
      text(bytes, at + 2, end);
    } else if (first == PackedElement.FORM_U32_BYTES) {
      text(bytes, at + 5, end);
    } else {
      number(PackedElement.littleEndian(bytes, at + 1, end - at - 1));
    }
    return end;
  }

  /// Shows the number as its decimal digits.
  void number(long number) {
    byte[] target = digits;
    if (target == null) {
      target = new byte[PackedElement.MAX_DIGITS];
      digits = target;
    }
    int at = PackedElement.MAX_DIGITS;
    long rest = number;
    do {
      at--;
      long quotient = rest / 10;
      target[at] = (byte) ('0' + Math.abs((int) (rest - quotient * 10)));
      rest = quotient;
    } while (rest != 0);
    if (number < 0) {
      at--;
      target[at] = '-';
    }
    text(target, at, PackedElement.MAX_DIGITS);
  }

  private void text(byte[] bytes, int first, int end) {
    array = bytes;
    from = first;
    to = end;
  }

  /// The array that holds the element.
  byte[] array() {
    return array;
  }

  /// Where the element begins.
  int from() {
    return from;
  }

  /// Where it ends, exclusive.
  int to() {
    return to;
  }

  /// Shows the element to a visitor.
  void show(BytesVisitor visitor) {
    visitor.visit(array, from, to);
  }

  /// A copy of the element.
  Bytes copy() {
    return Bytes.copyOf(array, from, to);
  }
}
