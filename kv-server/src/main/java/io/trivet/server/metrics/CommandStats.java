package io.trivet.server.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// The counters of one event loop: for each command its calls, their durations, and the calls that
/// failed or were rejected.
///
/// Recording costs a few nanoseconds and allocates only at the first call of a command on this
/// loop.
///
/// Threads: written by the thread that owns it; read by any through [CommandMetrics].
public final class CommandStats {
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle HISTOGRAMS =
      MethodHandles.arrayElementVarHandle(LatencyHistogram[].class);

  private final @Nullable LatencyHistogram[] durations;
  private final long[] failed;
  private final long[] rejected;

  CommandStats(int commands) {
    durations = new LatencyHistogram[commands];
    failed = new long[commands];
    rejected = new long[commands];
  }

  /// Counts a call that was executed.
  ///
  /// @param commandIndex place of the command in the list given to [CommandMetrics]
  /// @param isFailed whether it answered with an error
  public void record(int commandIndex, long durationNs, boolean isFailed) {
    LatencyHistogram histogram = durations[commandIndex];
    if (histogram == null) {
      histogram = new LatencyHistogram();
      HISTOGRAMS.setRelease(durations, commandIndex, histogram);
    }
    histogram.record(durationNs);
    if (isFailed) {
      LONGS.setOpaque(failed, commandIndex, failed[commandIndex] + 1);
    }
  }

  /// Counts a call that was refused before it was executed, such as one with a wrong number of
  /// arguments, without permission, or without memory to spare.
  public void reject(int commandIndex) {
    LONGS.setOpaque(rejected, commandIndex, rejected[commandIndex] + 1);
  }

  CommandTotals totals(int commandIndex) {
    Object histogram = HISTOGRAMS.getAcquire(durations, commandIndex);
    return new CommandTotals(
        histogram instanceof LatencyHistogram some ? some.snapshot() : LatencySnapshot.EMPTY,
        (long) LONGS.getOpaque(failed, commandIndex),
        (long) LONGS.getOpaque(rejected, commandIndex));
  }
}
