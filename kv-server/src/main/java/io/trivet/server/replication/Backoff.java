package io.trivet.server.replication;

import java.util.random.RandomGenerator;

/// How long to wait before the next attempt to connect: 20 ms at first, twice as long each time, at
/// most 500 ms; of that at random between a half and all, so that nodes do not march in step.
final class Backoff {
  static final int FIRST_MS = 20;
  static final int MOST_MS = 500;

  private final RandomGenerator random;
  private int nextMs = FIRST_MS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /// Milliseconds, at least 10.
  int nextMs() {
    int ms = nextMs;
    nextMs = Math.min(2 * ms, MOST_MS);
    return ms / 2 + random.nextInt(ms - ms / 2 + 1);
  }

  /// The last attempt was a success.
  void reset() {
    nextMs = FIRST_MS;
  }
}
