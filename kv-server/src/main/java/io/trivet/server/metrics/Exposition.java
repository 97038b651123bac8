package io.trivet.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;

/// Our counters and histograms in Prometheus's form.
final class Exposition {
  private static final double NS_PER_SECOND = 1e9;

  /// Upper bounds of the buckets shown, in microseconds: few, since each is a time series for each
  /// command.
  private static final long[] BOUNDS_US = {
    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000,
    500_000, 1_000_000, 5_000_000
  };

  private Exposition() {}

  /// A histogram without a label.
  static HistogramSnapshot histogram(MetricSpec spec, LatencySnapshot durations) {
    return builder(spec).dataPoint(point(Labels.EMPTY, durations)).build();
  }

  /// A histogram to which points are still to be added.
  static HistogramSnapshot.Builder builder(MetricSpec spec) {
    return HistogramSnapshot.builder().name(spec.name()).help(spec.meaning());
  }

  static HistogramDataPointSnapshot point(Labels labels, LatencySnapshot durations) {
    double[] bounds = new double[BOUNDS_US.length + 1];
    long[] counts = new long[bounds.length];
    long before = 0;
    for (int i = 0; i < BOUNDS_US.length; i++) {
      long below = durations.countBelow(BOUNDS_US[i] * 1_000);
      bounds[i] = BOUNDS_US[i] / 1e6;
      counts[i] = below - before;
      before = below;
    }
    bounds[BOUNDS_US.length] = Double.POSITIVE_INFINITY;
    counts[BOUNDS_US.length] = durations.count() - before;
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
        .sum(durations.sumNs() / NS_PER_SECOND)
        .build();
  }

  /// A counter for each value of a label.
  static CounterSnapshot counters(MetricSpec spec, Map<String, Long> byLabel) {
    CounterSnapshot.Builder counters =
        CounterSnapshot.builder().name(Metrics.familyName(spec)).help(spec.meaning());
    byLabel.forEach((value, count) ->
        counters.dataPoint(
            CounterDataPointSnapshot.builder()
                .labels(Labels.of(spec.label(), value))
                .value(count)
                .build()));
    return counters.build();
  }
}
