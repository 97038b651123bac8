package io.trivet.it.group;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waits until something is so, and no longer than is reasonable.
final class Patience {
  private static final long LIMIT_NS = TimeUnit.MINUTES.toNanos(2);
  private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(5);

  private Patience() {}

  /// Something that becomes so. While it throws, it is not so yet.
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /// Returns when it holds.
  ///
  /// @param what is waited for, and how things stand, for the failure
  /// @return how long that took, in milliseconds
  static long until(Supplier<String> what, Condition condition) {
    long beginNs = System.nanoTime();
    while (!holds(condition)) {
      if (System.nanoTime() - beginNs > LIMIT_NS) {
        throw new AssertionError("not in two minutes: " + what.get());
      }
      LockSupport.parkNanos(LOOK_NS);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs);
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (IOException notYet) {
      return false;
    }
  }
}
