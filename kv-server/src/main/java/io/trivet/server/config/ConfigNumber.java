package io.trivet.server.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The two number grammars of configuration values: plain decimal integers, and sizes with a unit.
///
///     integer = "0" | ["-"] digit1-9 *digit
///     size    = *digit unit
///     unit    = "" | "b" | "k" (1000) | "kb" (1024) | "m" | "mb" | "g" | "gb"
final class ConfigNumber {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private ConfigNumber() {}

  /// The integer that a word writes, or null if it writes none.
  static @Nullable Long integer(String word) {
    boolean isNegative = word.startsWith("-");
    String digits = isNegative ? word.substring(1) : word;
    if (!isDigits(digits) || (digits.startsWith("0") && word.length() > 1)) {
      return null;
    }
    return parse(word, 10);
  }

  /// The number that a word of octal digits writes, or null.
  static @Nullable Long octal(String word) {
    return isDigits(word) ? parse(word, 8) : null;
  }

  /// The bytes that a size writes, or null if it writes none or more than a long holds.
  static @Nullable Long bytes(String word) {
    int end = 0;
    while (end < word.length() && isDigit(word.charAt(end))) {
      end++;
    }
    Long number = end == 0 ? null : parse(word.substring(0, end), 10);
    long unit = unit(word.substring(end).toLowerCase(Locale.ROOT));
    if (number == null || unit == 0 || number > Long.MAX_VALUE / unit) {
      return null;
    }
    return number * unit;
  }

  /// A size with the largest unit that divides it: 2097152 is `2mb`.
  static String sized(long bytes) {
    if (bytes != 0 && bytes % GIB == 0) {
      return bytes / GIB + "gb";
    }
    if (bytes != 0 && bytes % MIB == 0) {
      return bytes / MIB + "mb";
    }
    if (bytes != 0 && bytes % KIB == 0) {
      return bytes / KIB + "kb";
    }
    return Long.toString(bytes);
  }

  private static long unit(String unit) {
    return switch (unit) {
      case "", "b" -> 1;
      case "k" -> 1_000;
      case "kb" -> KIB;
      case "m" -> 1_000_000;
      case "mb" -> MIB;
      case "g" -> 1_000_000_000;
      case "gb" -> GIB;
      default -> 0;
    };
  }

  private static @Nullable Long parse(String word, int radix) {
    try {
      return Long.parseLong(word, radix);
    } catch (NumberFormatException tooLong) {
      return null;
    }
  }

  private static boolean isDigits(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> isDigit((char) c));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
