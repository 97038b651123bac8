package io.trivet.cli.bench.load;

import io.trivet.cli.bench.workload.Share;

/// When the operations of one connection are due under a fixed rate: evenly spaced, and staggered
/// between connections. A late operation is still measured from the time it was due, so that a
/// server that stalls is charged with all that would have come meanwhile.
///
/// @param startNs when the first operation of all connections is due
/// @param operationsPerSecond rate of all connections together
record Arrivals(long startNs, double operationsPerSecond, Share share) {
  private static final double NS_PER_SECOND = 1e9;

  /// When the connection's `index`-th operation is due, from 0.
  long dueNs(long index) {
    double before = (double) index * share.count() + share.index();
    return startNs + (long) (before * (NS_PER_SECOND / operationsPerSecond));
  }

  /// How many operations are due at `nowNs`, those sent long ago included.
  long dueBy(long nowNs) {
    if (nowNs < dueNs(0)) {
      return 0;
    }
    double all = (nowNs - startNs) * operationsPerSecond / NS_PER_SECOND;
    long count = Math.max(0, (long) ((all - share.index()) / share.count()));
    while (dueNs(count) <= nowNs) {
      count++;
    }
    while (count > 0 && dueNs(count - 1) > nowNs) {
      count--;
    }
    return count;
  }
}
