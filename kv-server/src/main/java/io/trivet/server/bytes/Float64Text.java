package io.trivet.server.bytes;

import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Double-precision numbers as text: scores, timeouts, coordinates.
///
/// Accepted is what C's `strtod` reads to the last byte, less what a score cannot be:
///
/// ```
/// number   = sign? ( decimal | hex | "inf" | "infinity" )        letters in any case
/// decimal  = ( digit+ ("." digit*)? | "." digit+ ) ( "e" sign? digit+ )?
/// hex      = "0x" ( hexit+ ("." hexit*)? | "." hexit+ ) ( "p" sign? digit+ )?
/// ```
///
/// Refused: blanks anywhere, `nan`, the empty text, a number too large for a double, and one that
/// is not zero but too small for one.
///
/// Formatting gives the shortest digits that read back as the same double, in the notation of Redis
/// 7.2: see [#format].
public final class Float64Text {
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int EXACT_DIGITS = 15;

  private Float64Text() {}

  /// The number at a place (see [Octets]), or NaN if the bytes are no number of this grammar.
  public static double parse(byte @Nullable [] heap, long at, int length) {
    double quick = parseShortDecimal(heap, at, length);
    return Double.isNaN(quick) ? parseAny(heap, at, length) : quick;
  }

  /// The number that `text` is, or NaN if it is none.
  public static double parse(Bytes text) {
    return parse(text.array(), 0, text.length());
  }

  /// Decimals of at most fifteen digits without exponent: exact, since the digits and the power of
  /// ten are both doubles without rounding, and one division rounds once. NaN for anything else.
  private static double parseShortDecimal(byte @Nullable [] heap, long at, int length) {
    if (length == 0 || length > EXACT_DIGITS + 2) {
      return Double.NaN;
    }
    int sign = Octets.at(heap, at);
    int from = sign == '-' || sign == '+' ? 1 : 0;
    long digits = 0;
    int count = 0;
    int point = -1;
    for (int i = from; i < length; i++) {
      int digit = Octets.at(heap, at + i) - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        count++;
      } else if (digit == '.' - '0' && point < 0) {
        point = i;
      } else {
        return Double.NaN;
      }
    }
    if (count == 0 || count > EXACT_DIGITS) {
      return Double.NaN;
    }
    double value = point < 0 ? digits : digits / TENS[length - 1 - point];
    return sign == '-' ? -value : value;
  }

  private static double parseAny(byte @Nullable [] heap, long at, int length) {
    byte[] copy = new byte[length];
    Octets.copy(heap, at, copy, 0, length);
    return Float64Grammar.parse(new String(copy, StandardCharsets.ISO_8859_1));
  }

  /// The text of `value`: the shortest digits that read back as the same double, in the notation of
  /// Redis 7.2 (`3`, `0.1`, `1.5e-8`, `inf`).
  public static String format(double value) {
    return Float64Format.of(value);
  }

  /// Whether the text of `value` is that of the long it is, which costs less to write.
  public static boolean isPlainInteger(double value) {
    return Float64Format.isSafeInteger(value);
  }

  /// The text of `value` as bytes.
  public static Bytes formatBytes(double value) {
    return isPlainInteger(value)
        ? Int64Text.format((long) value)
        : Bytes.of(format(value).getBytes(StandardCharsets.ISO_8859_1));
  }
}
