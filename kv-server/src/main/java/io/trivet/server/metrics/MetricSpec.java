package io.trivet.server.metrics;

/// The declaration of one metric: from it follow its registration and its line in docs/metrics.md.
///
/// @param name the name as Prometheus shows it: words with underscores, the unit last, and `_total`
///   at the end of a counter
/// @param type what kind of number it is
/// @param label the name of its one label, or empty
/// @param meaning what it counts or measures, in a sentence
public record MetricSpec(String name, Type type, String label, String meaning) {
  /// The kinds of numbers.
  public enum Type {
    /// Rises and falls.
    GAUGE,
    /// Never falls while the server runs.
    COUNTER,
    /// Durations in seconds, counted in buckets.
    HISTOGRAM
  }

  static MetricSpec gauge(String name, String meaning) {
    return new MetricSpec(name, Type.GAUGE, "", meaning);
  }

  static MetricSpec counter(String name, String meaning) {
    return new MetricSpec(name, Type.COUNTER, "", meaning);
  }

  static MetricSpec histogram(String name, String meaning) {
    return new MetricSpec(name, Type.HISTOGRAM, "", meaning);
  }

  MetricSpec by(String labelName) {
    return new MetricSpec(name, type, labelName, meaning);
  }
}
