package io.trivet.server.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/// The counters of the commands in Prometheus's form: one time series for each command that was
/// called.
record CommandExposition(CommandMetrics commands) implements MultiCollector {
  @Override
  public MetricSnapshots collect() {
    Map<String, CommandTotals> totals = commands.sinceStart();
    MetricSpec spec = MetricSpecs.COMMAND_DURATION;
    HistogramSnapshot.Builder durations = Exposition.builder(spec);
    totals.forEach((name, each) ->
        durations.dataPoint(Exposition.point(Labels.of(spec.label(), name), each.durations())));
    return MetricSnapshots.of(
        durations.build(),
        Exposition.counters(
            MetricSpecs.COMMAND_FAILURES, positive(totals, CommandTotals::failedCalls)),
        Exposition.counters(
            MetricSpecs.COMMAND_REJECTIONS, positive(totals, CommandTotals::rejectedCalls)));
  }

  private static Map<String, Long> positive(
      Map<String, CommandTotals> totals, ToLongFunction<CommandTotals> number) {
    Map<String, Long> counts = new LinkedHashMap<>();
    totals.forEach((name, each) -> {
      if (number.applyAsLong(each) > 0) {
        counts.put(name, number.applyAsLong(each));
      }
    });
    return counts;
  }
}
