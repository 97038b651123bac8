package io.trivet.cli.bench.report;

import io.trivet.cli.bench.load.CommandResult;
import io.trivet.cli.bench.load.PhaseResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Measurements of round figures.
final class Samples {
  private static final long SECOND_NS = 1_000_000_000;
  private static final long MIB = 1 << 20;

  private Samples() {}

  /// So many operations in a second, of one command, each of them taking `latencyUs`.
  static Measurement measurement(long operations, long latencyUs, @Nullable ServerCost cost) {
    return measurement(List.of(command("get", operations, latencyUs)), Map.of(), cost);
  }

  static Measurement measurement(
      List<CommandResult> commands, Map<String, Long> errors, @Nullable ServerCost cost) {
    PhaseResult result = new PhaseResult(SECOND_NS, commands, 0, new LinkedHashMap<>(errors), 0, 0);
    return new Measurement("run", result, cost, SECOND_NS / 10);
  }

  static CommandResult command(String name, long operations, long latencyUs) {
    Histogram latencies = new Histogram(5);
    latencies.recordValueWithCount(latencyUs * 1000, operations);
    return new CommandResult(name, latencies, 0);
  }

  /// Half a second of processor time, and memory that grew from 10 to 12 MiB.
  static ServerCost cost() {
    return new ServerCost(SECOND_NS / 2, 10 * MIB, 12 * MIB);
  }
}
