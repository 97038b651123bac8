package io.trivet.server.failover;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/// A thread that applies whenever there is something to apply.
///
/// Threads: [#wake] any; [#finish] one.
final class ApplyThread implements Applying.Worker {

  /// In case a wake-up is missed for a reason nobody thought of.
  private static final long LONGEST_PARK_NS = 250_000_000;

  private final Applying.Work work;
  private final Thread thread;
  private volatile boolean isParked;
  private volatile boolean isEnding;

  private ApplyThread(Applying.Work work, ThreadFactory threads) {
    this.work = work;
    this.thread = threads.newThread(this::run);
    thread.setName("apply");
  }

  /// Begins.
  static ApplyThread start(Applying.Work work, ThreadFactory threads) {
    ApplyThread begun = new ApplyThread(work, threads);
    begun.thread.start();
    return begun;
  }

  @Override
  public void wake() {
    if (isParked) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void finish() throws InterruptedException {
    isEnding = true;
    LockSupport.unpark(thread);
    thread.join();
  }

  private void run() {
    boolean isLast;
    do {
      isLast = isEnding;
      if (!work.applyAll()) {
        return;
      }
      if (!isLast) {
        rest();
      }
    } while (!isLast);
  }

  private void rest() {
    isParked = true;
    if (!isEnding && !work.hasMore()) {
      LockSupport.parkNanos(this, LONGEST_PARK_NS);
    }
    isParked = false;
  }
}
