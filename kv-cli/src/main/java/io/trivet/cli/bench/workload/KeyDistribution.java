package io.trivet.cli.bench.workload;

import java.util.Locale;

/// How often each key is asked for.
public sealed interface KeyDistribution {
  /// Zipf's exponent where none is given, as in YCSB.
  double DEFAULT_THETA = 0.99;

  /// Each key equally often, in random order.
  record Uniform() implements KeyDistribution {}

  /// Key number k in proportion to `1 / (k + 1)^theta`; key 0 is the hottest.
  record Zipf(double theta) implements KeyDistribution {
    /// Checks the range.
    public Zipf {
      if (!(theta > 0 && theta <= 10)) {
        throw new IllegalArgumentException("theta of zipf must be in (0, 10], not " + theta);
      }
    }
  }

  /// One key after the other: each connection begins at its own share of the keys and goes round.
  record Sequential() implements KeyDistribution {}

  /// Reads `uniform`, `sequential`, `zipf` or `zipf:THETA`.
  ///
  /// @throws IllegalArgumentException if the text is none of these
  static KeyDistribution parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "uniform" -> new Uniform();
      case "sequential" -> new Sequential();
      case "zipf" -> new Zipf(DEFAULT_THETA);
      default -> {
        if (!lower.startsWith("zipf:")) {
          throw new IllegalArgumentException(
              "distribution must be uniform, sequential, zipf or zipf:THETA, not " + text);
        }
        yield new Zipf(theta(lower.substring("zipf:".length())));
      }
    };
  }

  /// The text that [#parse] reads.
  default String text() {
    return switch (this) {
      case Uniform _ -> "uniform";
      case Sequential _ -> "sequential";
      case Zipf zipf -> "zipf:" + zipf.theta();
    };
  }

  private static double theta(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("theta of zipf is no number: " + text);
    }
  }
}
