package io.trivet.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatencyHistogramTest {
  @Test
  void everyDurationFallsIntoABucketOfItsSixteenth() {
    long begin = 0;
    for (int index = 0; index < LatencyBuckets.COUNT; index++) {
      long end = LatencyBuckets.endNs(index);
      assertThat(LatencyBuckets.index(begin)).isEqualTo(index);
      assertThat(LatencyBuckets.index(end - 1)).isEqualTo(index);
      assertThat(end - begin).isBetween(1L, Math.max(1, begin / 16));
      begin = end;
    }
    assertThat(begin).isEqualTo(1L << 37);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE, 1L << 37})
  void durationsBeyondTheEndsFallIntoTheEndBuckets(long durationNs) {
    int last = LatencyBuckets.COUNT - 1;
    assertThat(LatencyBuckets.index(durationNs)).isEqualTo(durationNs < 0 ? 0 : last);
  }

  @Test
  void percentilesAreNeverBelowTheExactOnesAndAtMostASixteenthAbove() {
    Random random = new Random(42);
    long[] exact = new long[50_000];
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 0; i < exact.length; i++) {
      exact[i] = (long) Math.exp(random.nextGaussian() * 2 + 9);
      histogram.record(exact[i]);
    }
    Arrays.sort(exact);
    LatencySnapshot snapshot = histogram.snapshot();
    for (double percent : new double[] {0, 0.1, 1, 25, 50, 90, 99, 99.9, 99.99, 100}) {
      int rank = Math.clamp((int) Math.ceil(exact.length * (percent / 100)), 1, exact.length);
      long truth = exact[rank - 1];
      assertThat(snapshot.percentileNs(percent))
          .as("percentile %s of %s", percent, truth)
          .isBetween(truth, truth + truth / 16);
    }
    assertThat(snapshot.count()).isEqualTo(exact.length);
    assertThat(snapshot.sumNs()).isEqualTo(Arrays.stream(exact).sum());
  }

  @Test
  void countsWhatLiesBelowADuration() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (long ns : new long[] {0, 1, 1_000, 1_000, 5_000, 1_000_000}) {
      histogram.record(ns);
    }
    LatencySnapshot snapshot = histogram.snapshot();
    assertThat(snapshot.countBelow(0)).isZero();
    assertThat(snapshot.countBelow(1)).isEqualTo(1);
    assertThat(snapshot.countBelow(1_024)).isEqualTo(4);
    assertThat(snapshot.countBelow(1 << 20)).isEqualTo(6);
  }

  @Test
  void anEmptyOneAnswersZero() {
    assertThat(LatencySnapshot.EMPTY.percentileNs(50)).isZero();
    assertThat(LatencySnapshot.EMPTY.count()).isZero();
  }

  @Test
  void snapshotsAddUpAndSubtract() {
    LatencyHistogram one = new LatencyHistogram();
    one.record(10);
    LatencySnapshot before = one.snapshot();
    one.record(500);
    LatencySnapshot since = one.snapshot().since(before);
    assertThat(since.count()).isEqualTo(1);
    assertThat(since.sumNs()).isEqualTo(500);
    assertThat(since.percentileNs(50)).isBetween(500L, 531L);
    assertThat(since.plus(before).count()).isEqualTo(2);
  }
}
