package io.trivet.server.replication;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition, with a deadline.
final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long LOOK_EVERY_NS = 500_000;

  private Await() {}

  /// Returns when it is true.
  static void until(String what, BooleanSupplier condition) {
    long startNs = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startNs > LIMIT.toNanos()) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY_NS);
    }
  }
}
