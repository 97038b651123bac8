package io.trivet.raft.jraft;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread on which a quorum calls back, in the order in which things happened.
///
/// What comes after close() is dropped. The queue is as long as what the quorum decides and its
/// callers ask: a handful of entries.
///
/// Threads: any.
final class CallbackThread implements Executor, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CallbackThread.class);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("raft-callback", true));

  CallbackThread() {
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable callback) {
    var _ = after(0, callback);
  }

  /// Runs it later, unless what is returned is cancelled before.
  Future<?> after(int delayMs, Runnable callback) {
    try {
      return thread.schedule(() -> run(callback), delayMs, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("callback dropped, the quorum is closed", e);
      return CompletableFuture.completedFuture(null);
    }
  }

  /// Takes no more; what it has still runs, at its time.
  @Override
  public void close() {
    thread.shutdown();
  }

  private static void run(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      LOG.error("a callback of the quorum failed", e);
    }
  }
}
