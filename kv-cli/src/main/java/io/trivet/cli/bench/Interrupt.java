package io.trivet.cli.bench;

import io.trivet.cli.bench.load.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns Ctrl-C and SIGTERM into a cancellation, and holds the end of the process back until the
/// report is printed, for a few seconds at most.
///
/// Threads: created and closed by the main thread; the hook is a thread of the JVM.
final class Interrupt implements AutoCloseable {
  private static final long REPORT_TIMEOUT_MS = 5000;

  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch reported = new CountDownLatch(1);
  private final Thread hook = new Thread(this::cancelAndWait, "bench-interrupt");

  private Interrupt() {}

  static Interrupt install() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /// Lets the process end: the report is printed, or will never be.
  @Override
  public void close() {
    reported.countDown();
    if (!cancellation.isCancelled()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        // The JVM began to end just now, and the hook finds its work done.
      }
    }
  }

  private void cancelAndWait() {
    cancellation.cancel();
    try {
      reported.await(REPORT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
