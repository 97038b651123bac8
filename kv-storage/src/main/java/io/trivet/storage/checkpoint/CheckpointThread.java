package io.trivet.storage.checkpoint;

import io.trivet.storage.Invariant;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes the steps of a checkpointer, and waits between them.
///
/// Threads: [#run] is the checkpoint's thread, the rest any. It is never interrupted: that would
/// close the files it works on.
final class CheckpointThread implements Runnable {

  private static final long MAX_WAIT_MS = 100;
  private static final long UNCHANGED_WAIT_MS = 1_000;
  private static final int MAX_ERRANDS = 8;

  private final Checkpointer checkpointer;
  private final Semaphore signals = new Semaphore(0);
  private final Queue<Errand> errands = new ArrayBlockingQueue<>(MAX_ERRANDS);
  private final Object steps = new Object(); // held during each
  private volatile boolean isStopped;
  private volatile boolean isEnded;
  private volatile boolean isAwaiting;
  private @Nullable Thread thread;

  /// Something that others want done between two steps.
  private interface Errand {
    /// @param failure if it cannot be done any more
    void run(@Nullable StoreException failure);
  }

  CheckpointThread(Checkpointer checkpointer) {
    this.checkpointer = checkpointer;
  }

  void start(Thread newThread) {
    Invariant.check(thread == null, "second checkpoint thread", 0, 0);
    thread = newThread;
    newThread.setName("checkpoint");
    newThread.start();
  }

  /// The stable sequence moved. Cheap while no step waits for that.
  void signal() {
    if (isAwaiting) {
      wake();
    }
  }

  /// Ends the wait for the next step.
  void wake() {
    if (signals.availablePermits() == 0) {
      signals.release();
    }
  }

  /// Has something done by the checkpoint's thread between two steps: nobody writes to the store
  /// meanwhile, and what is in it is what a crash at this moment would leave.
  ///
  /// @throws StoreException if too much waits already, or the thread has ended
  <T> CompletableFuture<T> between(Callable<T> work) throws StoreException {
    CompletableFuture<T> done = new CompletableFuture<>();
    boolean isTaken =
        errands.offer(failure -> {
          try {
            if (failure != null) {
              throw failure;
            }
            done.complete(work.call());
          } catch (Exception e) {
            done.completeExceptionally(e);
          }
        });
    if (!isTaken) {
      throw new StoreException("too many wait for the checkpoint's thread", null);
    }
    wake();
    if (isEnded) {
      doErrands(new StoreException("the checkpoint's thread has ended", null));
    }
    return done;
  }

  /// Does something on the caller's thread, between two steps.
  <X extends Exception> void pause(Interlude<X> interlude) throws X {
    synchronized (steps) {
      interlude.run();
    }
  }

  /// Ends after the step that runs; returns when it has.
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
        doErrands(null);
        step();
      }
    } catch (IOException | RuntimeException | Error e) {
      checkpointer.fail(e);
    } catch (InterruptedException e) {
      checkpointer.fail(e);
      Thread.currentThread().interrupt();
    } finally {
      isEnded = true;
      doErrands(new StoreException("the checkpoint's thread has ended", null));
    }
  }

  /// @param failure if they cannot be done any more
  private void doErrands(@Nullable StoreException failure) {
    Errand errand = errands.poll();
    while (errand != null) {
      errand.run(failure);
      errand = errands.poll();
    }
  }

  private void step() throws IOException, InterruptedException {
    Checkpointer.Step step = next();
    boolean awaits = step == Checkpointer.Step.AWAITS_COMMIT || step == Checkpointer.Step.UNCHANGED;
    if (awaits && !isAwaiting) {
      isAwaiting = true; // and look again: what moves from now on signals
      return;
    }
    isAwaiting = awaits;
    switch (step) {
      case WORKED -> {}
      case AWAITS_COMMIT -> await(MAX_WAIT_MS);
      case IDLE -> await(idleMs());
      case UNCHANGED -> await(UNCHANGED_WAIT_MS);
    }
  }

  private Checkpointer.Step next() throws IOException {
    synchronized (steps) {
      return checkpointer.step();
    }
  }

  /// Until the next checkpoint is due; one that is due and idle waits for something to change.
  private long idleMs() {
    long idleNs = checkpointer.idleNs();
    return idleNs == 0 ? MAX_WAIT_MS : Math.clamp(idleNs / StorageClock.NS_PER_MS, 1, MAX_WAIT_MS);
  }

  private void await(long ms) throws InterruptedException {
    if (!isStopped && signals.tryAcquire(ms, TimeUnit.MILLISECONDS)) {
      signals.drainPermits();
    }
  }
}
