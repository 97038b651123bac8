package io.trivet.raft.jraft;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Waits for a condition, with a deadline.
final class Await {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long LOOK_EVERY_NS = 500_000;

  private Await() {}

  /// Returns when it is true.
  static void until(String what, BooleanSupplier condition) {
    notNull(what, () -> condition.getAsBoolean() ? what : null);
  }

  /// Returns what is there once it is.
  static <T> T notNull(String what, Supplier<@Nullable T> source) {
    long startNs = System.nanoTime();
    while (System.nanoTime() - startNs < LIMIT.toNanos()) {
      T found = source.get();
      if (found != null) {
        return found;
      }
      LockSupport.parkNanos(LOOK_EVERY_NS);
    }
    throw new AssertionError("not within " + LIMIT + ": " + what);
  }
}
