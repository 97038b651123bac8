package io.trivet.cli.bench.report;

import io.trivet.cli.bench.load.CommandResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// How A compares with B by one measure over the rounds of a comparison.
///
/// @param measure what was measured: `throughput`, `p99` and so on
/// @param command of which command, or `all`
/// @param unit of the two medians
/// @param a median of A over the rounds
/// @param b median of B over the rounds
/// @param median median over the rounds of A's value divided by B's in the same round; NaN, like
///   everything else, where a value is unknown
/// @param min smallest of these quotients
/// @param max largest of them
public record Ratio(
    String measure,
    String command,
    String unit,
    double a,
    double b,
    double median,
    double min,
    double max) {
  /// All measures of the rounds. A round is one pair of values: two servers are never compared
  /// across rounds, between which the machine may have changed.
  public static List<Ratio> ofRounds(List<Round> rounds) {
    List<Ratio> ratios = new ArrayList<>();
    ratios.add(of(rounds, "throughput", "all", "op/s", Measurement::throughput));
    List<CommandResult> commands = rounds.getFirst().a().result().commands();
    for (int index = 0; index < commands.size(); index++) {
      int command = index;
      addPercentiles(
          ratios,
          rounds,
          commands.get(index).name(),
          measurement -> measurement.result().commands().get(command));
    }
    if (commands.size() > 1) {
      addPercentiles(ratios, rounds, "all", measurement -> measurement.result().all());
    }
    ratios.add(of(rounds, "server CPU", "all", "us/op", Measurement::serverCpuUs));
    ratios.add(of(rounds, "generator CPU", "all", "us/op", Measurement::generatorCpuUs));
    ratios.add(of(rounds, "resident", "all", "MiB", Ratio::residentMib));
    return ratios;
  }

  /// The measures of a populate phase, which there is only one of.
  public static List<Ratio> ofPopulate(Measurement a, Measurement b) {
    List<Round> once = List.of(new Round(a, b));
    return List.of(
        of(once, "populate", "all", "op/s", Measurement::throughput),
        of(once, "populate CPU", "all", "us/op", Measurement::serverCpuUs),
        of(once, "memory grown", "all", "B/key", Measurement::grownBytes),
        of(once, "resident", "all", "MiB", Ratio::residentMib));
  }

  /// One measure over the rounds.
  static Ratio of(
      List<Round> rounds,
      String measure,
      String command,
      String unit,
      ToDoubleFunction<Measurement> value) {
    double[] a = rounds.stream().mapToDouble(round -> value.applyAsDouble(round.a())).toArray();
    double[] b = rounds.stream().mapToDouble(round -> value.applyAsDouble(round.b())).toArray();
    double[] quotients = new double[a.length];
    Arrays.setAll(quotients, index -> b[index] == 0 ? Double.NaN : a[index] / b[index]);
    double min = Arrays.stream(quotients).min().orElse(Double.NaN);
    double max = Arrays.stream(quotients).max().orElse(Double.NaN);
    return new Ratio(measure, command, unit, median(a), median(b), median(quotients), min, max);
  }

  /// The value in the middle, or the mean of the two there; NaN if any value is.
  static double median(double[] values) {
    if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private interface Of {
    CommandResult in(Measurement measurement);
  }

  private static void addPercentiles(
      List<Ratio> ratios, List<Round> rounds, String command, Of result) {
    for (double percentile : new double[] {50, 99, 99.9}) {
      ratios.add(
          of(
              rounds,
              percentile == 99.9 ? "p99.9" : "p" + (int) percentile,
              command,
              "us",
              measurement -> result.in(measurement).percentileUs(percentile)));
    }
  }

  private static double residentMib(Measurement measurement) {
    ServerCost cost = measurement.server();
    return cost == null ? Double.NaN : cost.residentAfterBytes() / (double) (1 << 20);
  }
}
