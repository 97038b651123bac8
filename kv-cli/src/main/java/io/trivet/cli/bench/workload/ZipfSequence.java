package io.trivet.cli.bench.workload;

import java.util.SplittableRandom;

/// Keys by Zipf's law, exactly, in constant time and memory whatever the number of keys.
final class ZipfSequence implements KeySequence {
  /*
   * Rejection-inversion (W. Hörmann, G. Derflinger: Rejection-inversion to generate variates from
   * monotone discrete distributions, ACM TOMACS 6(3), 1996).
   *
   * Ranks run from 1 to n with weight w(k) = k^-theta. W is an antiderivative of w on the reals. As
   * w is convex, the area under it over [k - 1/2, k + 1/2] is at least w(k). So:
   *
   * 1. draw an area u between W(1.5) - w(1) and W(n + 0.5), evenly;
   * 2. invert: x = W^-1(u), k = x rounded;
   * 3. accept k if u lies in the last w(k) of k's area, which is u >= W(k + 0.5) - w(k); else draw
   *    again.
   *
   * The first area begins at W(1.5) - w(1), so rank 1 is always accepted. Step 3 costs a power; for
   * most draws it is spared, because x >= k - s already implies it, where s is that bound for k = 2:
   * it grows with k.
   *
   * Not by a table of cumulated weights: it is exact as well, but has a line of cache to miss per
   * step of its binary search at 10^8 keys. Not by the formula of Gray et al. that YCSB uses: it sums
   * n weights first, and is exact for the first two ranks only.
   */
  private final long keys;
  private final double theta;
  private final double lowest;
  private final double highest;
  private final double surelyAccepted;
  private final SplittableRandom random;

  ZipfSequence(long keys, double theta, SplittableRandom random) {
    this.keys = keys;
    this.theta = theta;
    this.random = random;
    this.lowest = area(1.5) - 1;
    this.highest = area(keys + 0.5);
    this.surelyAccepted = 2 - inverseArea(area(2.5) - weight(2));
  }

  @Override
  public long next() {
    while (true) {
      double u = lowest + random.nextDouble() * (highest - lowest);
      double x = inverseArea(u);
      long rank = Math.clamp(Math.round(x), 1, keys);
      if ((double) rank - x <= surelyAccepted
          || u >= area((double) rank + 0.5) - weight((double) rank)) {
        return rank - 1;
      }
    }
  }

  private double weight(double x) {
    return Math.exp(-theta * Math.log(x));
  }

  /// W(x) = (x^(1-theta) - 1) / (1 - theta), which is ln x in the limit of theta = 1.
  private double area(double x) {
    double logX = Math.log(x);
    double power = (1 - theta) * logX;
    return Math.abs(power) < 1e-8 ? logX * (1 + power / 2) : Math.expm1(power) / (1 - theta);
  }

  private double inverseArea(double area) {
    double grown = (1 - theta) * area;
    return Math.exp(
        Math.abs(grown) < 1e-8
            ? area * (1 - grown / 2)
            : Math.log1p(Math.max(grown, -1)) / (1 - theta));
  }
}
