package io.trivet.storage.log;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Repeats one piece of background work of the log on a thread of its own, until the log fails or
/// the worker is stopped.
///
/// Threads: [#run] by one, [#wake] and [#stop] by any.
final class LogWorker implements Runnable {

  private final LogFailure failure;
  private final LongSupplier clockNs;
  private final Step step;
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private volatile @Nullable Thread parked;
  private volatile boolean isStopped;

  /// All the work there is to do at a time; returns how long to wait at most until the next step.
  @FunctionalInterface
  interface Step {
    long run(long nowNs) throws LogFailedException;
  }

  LogWorker(LogFailure failure, LongSupplier clockNs, Step step) {
    this.failure = failure;
    this.clockNs = clockNs;
    this.step = step;
  }

  /// Ends the wait between two steps.
  ///
  /// Of several that wake it for one step the first does the work. None is forgotten: the exchange
  /// comes either before that of `run`, which then sees what the caller published, or after it.
  void wake() {
    if (!isWoken.getAndSet(true)) {
      unpark();
    }
  }

  /// Makes [#run] return after the step it is in.
  void stop() {
    isStopped = true;
    unpark();
  }

  @Override
  public void run() {
    try {
      while (!isStopped) {
        isWoken.getAndSet(false);
        long waitNs = step.run(clockNs.getAsLong());
        if (waitNs > 0) {
          park(waitNs);
        }
      }
    } catch (LogFailedException e) {
      return; // the listener has been told, and there is nothing left to do
    } catch (RuntimeException | Error e) {
      failure.fail("", "a thread of the log died", e);
    }
  }

  private void unpark() {
    Thread thread = parked;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  private void park(long waitNs) {
    parked = Thread.currentThread();
    if (!isWoken.get() && !isStopped) {
      LockSupport.parkNanos(this, waitNs);
    }
    parked = null;
  }
}
