package io.trivet.storage.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Writes, syncs and prepares segments in the background.
///
/// One [#step] is all the work there is to do now: it takes no time from anywhere but its argument,
/// so a simulation may call it instead of starting the thread. [#run] repeats it until [#stop].
///
/// Group commit: a step syncs once for everything that was published before it; what comes in
/// meanwhile waits for the next.
///
/// Threads: `step` by one at a time, `wake` by any.
public final class LogSyncer implements Runnable {

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final GroupLog log;
  private final LongSupplier clockNs;
  private volatile @Nullable Thread parked;
  private volatile boolean isStopped;
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private long lastSyncNs;

  LogSyncer(GroupLog log, LongSupplier clockNs) {
    this.log = log;
    this.clockNs = clockNs;
    this.lastSyncNs = clockNs.getAsLong();
  }

  /// Does what is to do at `nowNs` (monotonic); returns how long to wait at most for the next step.
  ///
  /// @throws LogFailedException if the log has failed, now or before
  public long step(long nowNs) throws LogFailedException {
    log.prepareSegment();
    log.write();
    switch (log.syncPolicy()) {
      case ALWAYS -> log.sync();
      case EVERYSEC -> {
        if (nowNs - lastSyncNs >= SECOND_NS) {
          log.sync();
          lastSyncNs = nowNs;
        }
      }
      case NO -> log.syncSealed();
    }
    if (log.hasUrgentWork()) {
      return 0;
    }
    return log.syncPolicy() == SyncPolicy.EVERYSEC
        ? Math.max(0, SECOND_NS - (nowNs - lastSyncNs))
        : SECOND_NS;
  }

  /// Ends the wait of [#run], if it waits.
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
        long waitNs = step(clockNs.getAsLong());
        if (waitNs > 0) {
          park(waitNs);
        }
      }
    } catch (LogFailedException e) {
      // The listener has been told; there is nothing left to do here.
      return;
    } catch (RuntimeException | Error e) {
      log.fail("the log's syncer thread", e);
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
