package io.trivet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `/metrics` answers, and checks that all of it is Prometheus's text format.
final class MetricsPage {
  /// A sample of Prometheus's text format: name, labels, value.
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\""
              + "(?:,[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\")*,?\\})?"
              + " (NaN|[+-]Inf|[+-]?[0-9.]+(?:E-?[0-9]+)?)");

  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");

  private MetricsPage() {}

  /// The samples by name and labels.
  ///
  /// @param page the status, a line feed, the body
  static Map<String, Double> samples(String page) {
    assertThat(page).startsWith("200\n").endsWith("\n");
    Map<String, Double> samples = new HashMap<>();
    Map<String, String> types = new HashMap<>();
    for (String line : page.substring(4).split("\n", -1)) {
      Matcher comment = COMMENT.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (comment.matches()) {
        String before = types.put(comment.group(1) + comment.group(2), comment.group(3));
        assertThat(before).as("told twice: %s", line).isNull();
      } else if (sample.matches()) {
        String labels = sample.group(2) == null ? "" : sample.group(2);
        Double before = samples.put(sample.group(1) + labels, number(sample.group(3)));
        assertThat(before).as("twice: %s", line).isNull();
      } else {
        assertThat(line).as("neither a comment nor a sample").isEmpty();
      }
    }
    return samples;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
