package io.trivet.storage.checkpoint;

import io.trivet.storage.log.LogFailedException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes the turns of the housekeeping, and waits between them.
///
/// Threads: [#run] is the housekeeping's, the rest any.
final class HousekeepingThread implements Runnable {

  /// The longest wait while memory is nearly full.
  private static final long HURRIED_TICK_MS = 10;

  /// The shortest wait while there is nothing to do: the free space of the disk is looked at.
  private static final long REST_TICK_MS = 250;

  /// After so many turns without a wait others get the processor.
  private static final int TURNS_IN_A_ROW = 16;

  private final Housekeeping housekeeping;
  private final Consumer<Throwable> onFailure;
  private final Semaphore signals = new Semaphore(0);
  private final Object turns = new Object(); // held during each
  private volatile long tickMs;
  private volatile boolean isStopped;
  private @Nullable Thread thread;

  HousekeepingThread(Housekeeping housekeeping, long tickMs, Consumer<Throwable> onFailure) {
    this.housekeeping = housekeeping;
    this.tickMs = tickMs;
    this.onFailure = onFailure;
  }

  void start(Thread newThread) {
    thread = newThread;
    newThread.setName("housekeeping");
    newThread.start();
  }

  /// Changes the time between two turns.
  void tickMs(long ms) {
    tickMs = ms;
  }

  /// Ends the wait for the next turn.
  void wake() {
    if (signals.availablePermits() == 0) {
      signals.release();
    }
  }

  /// Does something between two turns.
  <X extends Exception> void between(Interlude<X> interlude) throws X {
    synchronized (turns) {
      interlude.run();
    }
  }

  /// Ends after the turn that runs; returns when it has.
  void stop() throws InterruptedException {
    isStopped = true;
    wake();
    Thread running = thread;
    if (running != null) {
      running.join();
    }
  }

  @Override
  public void run() {
    try {
      while (!isStopped) {
        int inARow = 1;
        while (turn() && inARow < TURNS_IN_A_ROW) {
          inARow++;
        }
        await();
      }
    } catch (LogFailedException e) {
      // Its listener has been told; nothing can be expired any more.
      return;
    } catch (StoreException | RuntimeException | Error e) {
      onFailure.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean turn() throws StoreException, LogFailedException {
    synchronized (turns) {
      return housekeeping.turn();
    }
  }

  private void await() throws InterruptedException {
    if (!isStopped && signals.tryAcquire(waitMs(), TimeUnit.MILLISECONDS)) {
      signals.drainPermits();
    }
  }

  private long waitMs() {
    if (housekeeping.isHurried()) {
      return Math.min(tickMs, HURRIED_TICK_MS);
    }
    return housekeeping.isAtRest() ? Math.max(tickMs, REST_TICK_MS) : tickMs;
  }
}
