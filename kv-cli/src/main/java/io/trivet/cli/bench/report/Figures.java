package io.trivet.cli.bench.report;

import java.util.Locale;

/// How numbers are written: always with a point, never with the user's locale.
final class Figures {
  private Figures() {}

  /// A number with so many digits behind the point as leave about four that matter; `-` if unknown.
  static String shortened(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return "-";
    }
    double size = Math.abs(number);
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
    return fixed(number, decimals);
  }

  /// A number with a fixed count of digits behind the point.
  static String fixed(double number, int decimals) {
    return Double.isNaN(number) || Double.isInfinite(number)
        ? "-"
        : String.format(Locale.ROOT, "%." + decimals + "f", number);
  }
}
