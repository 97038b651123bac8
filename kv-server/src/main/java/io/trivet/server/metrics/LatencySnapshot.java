package io.trivet.server.metrics;

/// The counts of a histogram at one moment, or of several merged.
///
/// Threads: any; immutable.
public final class LatencySnapshot {
  /// Nothing counted.
  public static final LatencySnapshot EMPTY =
      new LatencySnapshot(new long[LatencyBuckets.COUNT], 0);

  private final long[] counts;
  private final long sumNs;
  private final long count;

  LatencySnapshot(long[] counts, long sumNs) {
    this.counts = counts;
    this.sumNs = sumNs;
    long total = 0;
    for (long each : counts) {
      total += each;
    }
    this.count = total;
  }

  /// How many durations were counted.
  public long count() {
    return count;
  }

  /// Their sum in nanoseconds.
  public long sumNs() {
    return sumNs;
  }

  /// How many of them lie below a duration. The bucket that the duration cuts is left out, so that
  /// the answer may be low by what the last sixteenth below it holds.
  public long countBelow(long durationNs) {
    long below = 0;
    for (int i = 0; i < counts.length && LatencyBuckets.endNs(i) <= durationNs; i++) {
      below += counts[i];
    }
    return below;
  }

  /// The duration in nanoseconds that a share of all does not exceed, at most 1/16 too high; 0 if
  /// nothing was counted.
  ///
  /// @param percent from 0 to 100
  public long percentileNs(double percent) {
    long rank = Math.clamp((long) Math.ceil(count * (percent / 100)), 1, Math.max(1, count));
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i];
      if (below >= rank) {
        return LatencyBuckets.endNs(i) - 1;
      }
    }
    return 0;
  }

  /// These counts and those of another snapshot together.
  public LatencySnapshot plus(LatencySnapshot other) {
    return combined(other, 1);
  }

  /// What was counted after an earlier snapshot of the same histogram.
  public LatencySnapshot since(LatencySnapshot earlier) {
    return combined(earlier, -1);
  }

  private LatencySnapshot combined(LatencySnapshot other, int sign) {
    long[] sums = counts.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.max(0, sums[i] + sign * other.counts[i]);
    }
    return new LatencySnapshot(sums, Math.max(0, sumNs + sign * other.sumNs));
  }
}
