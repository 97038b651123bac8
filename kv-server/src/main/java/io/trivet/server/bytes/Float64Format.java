package io.trivet.server.bytes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// Doubles as text: the shortest digits that read back as the same number, laid out as Redis 7.2
/// does.
///
/// ```
/// integer of magnitude up to 2^62        all digits                      100000000000000000
/// exponent small against the digits      all digits, zeros at the end    46116860184273880000
/// a fraction not too small               plain, with a point             0.1   0.000015
/// else                                   one digit, point, exponent      1.5e-8   1e+100
/// ```
///
/// Redis up to 7.0 printed seventeen digits in C's `%g` instead (0.1 as 0.10000000000000001).
final class Float64Format {
  private static final double SAFE_INTEGER = 0x1p62;
  private static final int ZEROS_AT_END = 7;
  private static final int FRACTION_EXPONENT = -7;
  private static final int FRACTION_MAGNITUDE = 4;

  private static final List<RoundingMode> ONE_DIGIT =
      List.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP);

  private Float64Format() {}

  static String of(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (isSafeInteger(value)) {
      return Long.toString((long) value);
    }
    BigDecimal shortest = shortest(Math.abs(value));
    return layOut(value < 0, shortest.unscaledValue().toString(), -shortest.scale());
  }

  /// Whether the text is that of a long. Zero is not counted in, since it may have a sign.
  static boolean isSafeInteger(double value) {
    return Math.abs(value) <= SAFE_INTEGER && value != 0 && value == Math.rint(value);
  }

  /// The fewest digits that read back as `value`. Java gives at least two of them, although one may
  /// do (4.9E-324 for 5e-324).
  private static BigDecimal shortest(double value) {
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (digits.precision() == 2) {
      for (RoundingMode mode : ONE_DIGIT) {
        BigDecimal one = digits.round(new MathContext(1, mode));
        if (one.doubleValue() == value) {
          return one.stripTrailingZeros();
        }
      }
    }
    return digits;
  }

  /// Lays out `digits` times ten to `exponent`.
  private static String layOut(boolean isNegative, String digits, int exponent) {
    StringBuilder text = new StringBuilder(28);
    if (isNegative) {
      text.append('-');
    }
    int count = digits.length();
    int scientific = exponent + count - 1;
    int magnitude = Math.abs(scientific);
    if (exponent >= 0 && magnitude < count + ZEROS_AT_END) {
      return text.append(digits).repeat('0', exponent).toString();
    }
    if (exponent < 0 && (exponent > FRACTION_EXPONENT || magnitude < FRACTION_MAGNITUDE)) {
      appendFraction(text, digits, count + exponent);
      return text.toString();
    }
    text.append(digits.charAt(0));
    if (count > 1) {
      text.append('.').append(digits, 1, count);
    }
    return text.append('e').append(scientific < 0 ? '-' : '+').append(magnitude).toString();
  }

  private static void appendFraction(StringBuilder text, String digits, int pointAt) {
    if (pointAt <= 0) {
      text.append("0.").repeat('0', -pointAt).append(digits);
    } else {
      text.append(digits, 0, pointAt).append('.').append(digits, pointAt, digits.length());
    }
  }
}
