package io.trivet.server.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory of this process that is in RAM, as Linux tells it in `/proc/self/status`.
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmRSS:";

  private ResidentMemory() {}

  /// The bytes in RAM now, or NaN where Linux does not tell.
  public static double bytes() {
    try {
      for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(FIELD)) {
          return kilobytes(line.substring(FIELD.length())) * 1024.0;
        }
      }
    } catch (IOException absent) {
      return Double.NaN;
    }
    return Double.NaN;
  }

  private static long kilobytes(String text) {
    return Long.parseLong(text.strip().split(" ", 2)[0]);
  }
}
