package io.trivet.server.command.server;

import io.trivet.server.command.LatencyEvents.Event;
import io.trivet.server.command.LatencyEvents.Sample;
import java.util.ArrayList;
import java.util.List;

/// Draws the samples of an event with letters, one column a sample, oldest first; under each column
/// stands how long ago it was.
final class LatencyGraph {
  private static final int ROWS = 4;
  private static final int STEPS_PER_ROW = 3;
  private static final String STEPS = "_o#";
  private static final String FULL = "|";
  private static final int LINE_LENGTH = 80;

  private LatencyGraph() {}

  /// @param nowSeconds on the wall clock
  static String of(Event event, long nowSeconds) {
    long highMs = event.samples().stream().mapToLong(Sample::latencyMs).max().orElse(0);
    long lowMs = event.samples().stream().mapToLong(Sample::latencyMs).min().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append(
        "%s - high %d ms, low %d ms (all time high %d ms)\n"
            .formatted(event.name(), highMs, lowMs, event.worstMs()));
    text.append("-".repeat(LINE_LENGTH)).append('\n');
    for (int row = ROWS - 1; row >= 0; row--) {
      for (Sample sample : event.samples()) {
        text.append(letter(height(sample.latencyMs(), lowMs, highMs), row));
      }
      text.append('\n');
    }
    appendAges(text, event.samples(), nowSeconds);
    return text.toString();
  }

  /// From 1 to all steps.
  private static int height(long ms, long lowMs, long highMs) {
    int most = ROWS * STEPS_PER_ROW;
    return highMs == lowMs ? most : 1 + (int) ((ms - lowMs) * (most - 1) / (highMs - lowMs));
  }

  private static String letter(int height, int row) {
    int inRow = height - row * STEPS_PER_ROW;
    if (inRow > STEPS_PER_ROW) {
      return FULL;
    }
    return inRow <= 0 ? " " : STEPS.substring(inRow - 1, inRow);
  }

  private static void appendAges(StringBuilder text, List<Sample> samples, long nowSeconds) {
    List<String> ages = new ArrayList<>();
    int longest = 0;
    for (Sample sample : samples) {
      String age = age(Math.max(0, nowSeconds - sample.atSeconds()));
      ages.add(age);
      longest = Math.max(longest, age.length());
    }
    for (int line = 0; line < longest; line++) {
      for (String age : ages) {
        text.append(line < age.length() ? age.charAt(line) : ' ');
      }
      text.append('\n');
    }
  }

  private static String age(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }
}
