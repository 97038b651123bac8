package io.trivet.server.bytes;

import java.util.Locale;
import java.util.regex.Pattern;

/// The slow, complete way from text to double; [Float64Text] has the grammar.
final class Float64Grammar {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*+|\\.[0-9]+)(e[+-]?[0-9]+)?");
  private static final Pattern HEX =
      Pattern.compile("[+-]?0x([0-9a-f]+\\.?[0-9a-f]*+|\\.[0-9a-f]+)(p[+-]?[0-9]+)?");
  private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?");

  private Float64Grammar() {}

  /// The number, or NaN if the text is none.
  static double parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (INFINITE.matcher(lower).matches()) {
      return lower.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    boolean hex = HEX.matcher(lower).matches();
    if (!hex && !DECIMAL.matcher(lower).matches()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(hex && lower.indexOf('p') < 0 ? lower + "p0" : lower);
    boolean lost = Double.isInfinite(value) || (value == 0 && !isZero(lower, hex));
    return lost ? Double.NaN : value;
  }

  /// Whether no digit before the exponent is other than zero.
  private static boolean isZero(String lower, boolean hex) {
    int to = lower.indexOf(hex ? 'p' : 'e');
    String digits = lower.substring(0, to < 0 ? lower.length() : to);
    return digits.chars().allMatch(c -> "+-.0x".indexOf(c) >= 0);
  }
}
