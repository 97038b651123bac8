package io.trivet.server.bytes;

import java.math.BigDecimal;

/// Doubles as text: the shortest digits that read back as the same number.
///
/// Integers whose magnitude is below 2^62 or so stand without point or exponent; other numbers use
/// the plain notation where it is short, and else one digit, the other digits after a point, and a
/// signed exponent.
final class Float64Format {
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
    if (value == Math.rint(value) && Math.abs(value) < 0x1p52) {
      return Long.toString((long) value);
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return layOut(value < 0, shortest.unscaledValue().abs().toString(), -shortest.scale());
  }

  /// Lays out `digits` times ten to `exponent`.
  private static String layOut(boolean negative, String digits, int exponent) {
    StringBuilder text = new StringBuilder(25);
    if (negative) {
      text.append('-');
    }
    int count = digits.length();
    int scientific = exponent + count - 1;
    int magnitude = Math.abs(scientific);
    if (exponent >= 0 && magnitude < count + 7) {
      return text.append(digits).repeat('0', exponent).toString();
    }
    if (exponent < 0 && (exponent > -7 || magnitude < 4)) {
      return appendPlainFraction(text, digits, count + exponent).toString();
    }
    text.append(digits.charAt(0));
    if (count > 1) {
      text.append('.').append(digits, 1, count);
    }
    text.append('e').append(scientific < 0 ? '-' : '+').append(magnitude);
    return text.toString();
  }

  private static StringBuilder appendPlainFraction(StringBuilder text, String digits, int pointAt) {
    if (pointAt <= 0) {
      return text.append("0.").repeat('0', -pointAt).append(digits);
    }
    return text.append(digits, 0, pointAt).append('.').append(digits, pointAt, digits.length());
  }
}
