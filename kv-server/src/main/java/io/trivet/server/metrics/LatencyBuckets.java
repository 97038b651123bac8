package io.trivet.server.metrics;

/// The buckets of a latency histogram: 16 equal ones in each power of two.
///
/// A bucket holds the durations in [lowest, end) of nanoseconds, with
///
///     0 <= ns < 16:           lowest = ns, one nanosecond wide
///     2^e <= ns < 2^(e+1):    2^(e-4) wide
///
/// so that it is at most 1/16 of its lowest value wide. Durations of 2^37 ns (137 s) and more are
/// counted in the last one, negative ones in the first.
final class LatencyBuckets {
  /// How many buckets there are.
  static final int COUNT = 544;

  private static final int PART_BITS = 4;
  private static final int PARTS = 1 << PART_BITS;
  private static final long LONGEST_NS = (1L << 37) - 1;

  private LatencyBuckets() {}

  /// The bucket of a duration.
  static int index(long durationNs) {
    long ns = Math.clamp(durationNs, 0, LONGEST_NS);
    int shift = Math.max(0, Long.SIZE - 1 - PART_BITS - Long.numberOfLeadingZeros(ns | 1));
    return shift * PARTS + (int) (ns >>> shift);
  }

  /// The first duration behind a bucket.
  static long endNs(int index) {
    int shift = Math.max(0, (index >> PART_BITS) - 1);
    return (index - (long) shift * PARTS + 1) << shift;
  }
}
