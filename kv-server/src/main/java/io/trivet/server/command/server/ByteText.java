package io.trivet.server.command.server;

import java.util.Locale;

/// Numbers of bytes for people: `2.11M`.
final class ByteText {
  private static final String UNITS = "BKMGTPE";
  private static final double STEP = 1024;

  private ByteText() {}

  static String of(long bytes) {
    double number = bytes;
    int unit = 0;
    while (number >= STEP && unit < UNITS.length() - 1) {
      number /= STEP;
      unit++;
    }
    return unit == 0
        ? bytes + "B"
        : String.format(Locale.ROOT, "%.2f%c", number, UNITS.charAt(unit));
  }
}
