package io.trivet.server.metrics;

/// What was counted of one command.
///
/// @param durations the executed calls with their durations
/// @param failedCalls those of them that answered with an error
/// @param rejectedCalls calls that were not executed
public record CommandTotals(LatencySnapshot durations, long failedCalls, long rejectedCalls) {
  static final CommandTotals NONE = new CommandTotals(LatencySnapshot.EMPTY, 0, 0);

  /// How many calls were executed.
  public long calls() {
    return durations.count();
  }

  /// Whether nothing was counted.
  public boolean isEmpty() {
    return calls() == 0 && rejectedCalls == 0;
  }

  CommandTotals plus(CommandTotals other) {
    return new CommandTotals(
        durations.plus(other.durations),
        failedCalls + other.failedCalls,
        rejectedCalls + other.rejectedCalls);
  }

  CommandTotals since(CommandTotals earlier) {
    return new CommandTotals(
        durations.since(earlier.durations),
        failedCalls - earlier.failedCalls,
        rejectedCalls - earlier.rejectedCalls);
  }
}
