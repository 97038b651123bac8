package io.trivet.raft.agent;

import java.util.random.RandomGenerator;

/// Randomised, growing delays, so that two nodes that stand against each other do not meet again
/// and again (H34).
///
/// Threads: the agent's.
final class Backoff {
  private final RandomGenerator random;
  private final long firstNs;
  private final long limitNs;
  private long boundNs;

  Backoff(RandomGenerator random, long firstNs, long limitNs) {
    this.random = random;
    this.firstNs = firstNs;
    this.limitNs = limitNs;
    this.boundNs = firstNs;
  }

  /// The next delay: between the first and a bound that doubles.
  long nextNs() {
    boundNs = Math.min(limitNs, 2 * boundNs);
    return firstNs + random.nextLong(boundNs);
  }

  /// What made it grow is over.
  void reset() {
    boundNs = firstNs;
  }
}
