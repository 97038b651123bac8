package io.trivet.cli.bench.load;

import org.HdrHistogram.Histogram;

/// What was measured of one command.
///
/// @param latenciesNs of every operation answered within the window; not to be changed
/// @param errors error replies, also those outside of the window
public record CommandResult(String name, Histogram latenciesNs, long errors) {
  private static final double NS_PER_US = 1000;

  /// Operations answered within the window, errors included.
  public long operations() {
    return latenciesNs.getTotalCount();
  }

  /// The latency in microseconds that so many percent of the operations did not exceed.
  public double percentileUs(double percent) {
    return (double) latenciesNs.getValueAtPercentile(percent) / NS_PER_US;
  }

  /// The mean latency in microseconds.
  public double meanUs() {
    return latenciesNs.getMean() / NS_PER_US;
  }

  /// The longest latency in microseconds.
  public double maxUs() {
    return (double) latenciesNs.getMaxValue() / NS_PER_US;
  }

  /// The sum of this and another result, under a name.
  public CommandResult plus(CommandResult other, String sumName) {
    Histogram sum = latenciesNs.copy();
    sum.add(other.latenciesNs);
    return new CommandResult(sumName, sum, errors + other.errors);
  }
}
