package io.trivet.server.bytes;

import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Signed 64-bit integers as decimal text, one spelling a number.
///
/// Grammar: `0 | -?[1-9][0-9]*`, within the range of a long. No plus sign, no leading zero, no
/// `-0`, no blanks: a text is accepted exactly if formatting its number gives the same text, so
/// that the number may be stored in its place.
public final class Int64Text {
  /// The longest text: a minus sign and nineteen digits.
  public static final int MAX_LENGTH = 20;

  private static final int MAX_DIGITS = 19;
  private static final long MIN_TENTH = Long.MIN_VALUE / 10;
  private static final int MIN_LAST_DIGIT = 8;
  private static final byte[] MIN_TEXT =
      Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.ISO_8859_1);

  private Int64Text() {}

  /// True if the bytes at a place (see [Octets]) are a number of this grammar.
  public static boolean isInt64(byte @Nullable [] heap, long at, int length) {
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    boolean negative = Octets.at(heap, at) == '-';
    int digits = negative ? length - 1 : length;
    if (digits == 0 || digits > MAX_DIGITS) {
      return false;
    }
    long first = at + (length - digits);
    if (Octets.at(heap, first) == '0') {
      return length == 1;
    }
    return allDigits(heap, first, digits)
        && (digits < MAX_DIGITS || inRange(heap, first, negative));
  }

  /// The number at a place that [#isInt64] accepts; of other bytes, some number.
  public static long parse(byte @Nullable [] heap, long at, int length) {
    boolean negative = length > 0 && Octets.at(heap, at) == '-';
    long value = 0;
    for (int i = negative ? 1 : 0; i < length; i++) {
      value = value * 10 - (Octets.at(heap, at + i) - '0');
    }
    return negative ? value : -value;
  }

  /// True if `text` is a number of this grammar.
  public static boolean isInt64(Bytes text) {
    return isInt64(text.array(), 0, text.length());
  }

  /// The number that `text` is.
  ///
  /// @throws NumberFormatException if it is none
  public static long parse(Bytes text) {
    if (!isInt64(text)) {
      throw new NumberFormatException("no 64-bit integer in " + text.length() + " bytes");
    }
    return parse(text.array(), 0, text.length());
  }

  /// Writes the text of `value` into `target` from index `at` and returns the index after it. There
  /// must be room for it: [#MAX_LENGTH] bytes are enough for any number.
  public static int format(long value, byte[] target, int at) {
    if (value == Long.MIN_VALUE) {
      System.arraycopy(MIN_TEXT, 0, target, at, MIN_TEXT.length);
      return at + MIN_TEXT.length;
    }
    int from = at;
    long rest = value;
    if (rest < 0) {
      target[from++] = '-';
      rest = -rest;
    }
    int to = from + digits(rest);
    for (int i = to - 1; i >= from; i--) {
      long tenth = rest / 10;
      target[i] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    }
    return to;
  }

  /// The text of `value`.
  public static Bytes format(long value) {
    byte[] text = new byte[length(value)];
    format(value, text, 0);
    return Bytes.of(text);
  }

  /// The length of the text of `value`.
  public static int length(long value) {
    if (value == Long.MIN_VALUE) {
      return MAX_LENGTH;
    }
    return value < 0 ? 1 + digits(-value) : digits(value);
  }

  /// The number of decimal digits of a number that is not negative.
  private static int digits(long value) {
    int digits = 1;
    long limit = 10;
    while (digits < MAX_DIGITS && value >= limit) {
      digits++;
      limit *= 10;
    }
    return digits;
  }

  private static boolean allDigits(byte @Nullable [] heap, long at, int count) {
    for (int i = 0; i < count; i++) {
      int digit = Octets.at(heap, at + i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
    }
    return true;
  }

  /// Whether nineteen digits fit: counted downwards, since there is one more negative number.
  private static boolean inRange(byte @Nullable [] heap, long at, boolean negative) {
    long value = 0;
    for (int i = 0; i < MAX_DIGITS - 1; i++) {
      value = value * 10 - (Octets.at(heap, at + i) - '0');
    }
    int last = Octets.at(heap, at + MAX_DIGITS - 1) - '0';
    int largest = negative ? MIN_LAST_DIGIT : MIN_LAST_DIGIT - 1;
    return value > MIN_TENTH || (value == MIN_TENTH && last <= largest);
  }
}
