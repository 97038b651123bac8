package io.trivet.server.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Counts durations in [LatencyBuckets], without allocation.
///
/// Threads: one writer at a time, any readers. Fields are written in opaque mode: a reader sees
/// each number whole and, soon, all of them; it may see the count of a duration before its sum.
public final class LatencyHistogram {
  private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle SUM_NS;

  static {
    try {
      SUM_NS = MethodHandles.lookup().findVarHandle(LatencyHistogram.class, "sumNs", long.class);
    } catch (ReflectiveOperationException absent) {
      throw new ExceptionInInitializerError(absent);
    }
  }

  private final long[] counts = new long[LatencyBuckets.COUNT];

  @SuppressWarnings("UnusedVariable") // read and written through SUM_NS
  private long sumNs;

  /// Counts a duration in nanoseconds; a negative one counts as 0.
  public void record(long durationNs) {
    int index = LatencyBuckets.index(durationNs);
    COUNTS.setOpaque(counts, index, counts[index] + 1);
    SUM_NS.setOpaque(this, sumNs + Math.max(0, durationNs));
  }

  /// What has been counted until now.
  public LatencySnapshot snapshot() {
    long[] copy = new long[LatencyBuckets.COUNT];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (long) COUNTS.getOpaque(counts, i);
    }
    return new LatencySnapshot(copy, (long) SUM_NS.getOpaque(this));
  }
}
