package io.trivet.server.failover;

import io.trivet.raft.agent.AgentScheduler;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread on which a node's part in its group is decided. What throws there is a bug, and
/// the node must stop.
///
/// Threads: any may submit.
final class GroupThread implements AgentScheduler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupThread.class);

  private static final long ENDS_WITHIN_MS = 5_000;

  private final ScheduledThreadPoolExecutor executor;
  private final LongSupplier monotonicNs;
  private final Consumer<Throwable> onFailure;

  GroupThread(ThreadFactory threads, LongSupplier monotonicNs, Consumer<Throwable> onFailure) {
    this.monotonicNs = monotonicNs;
    this.onFailure = onFailure;
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = threads.newThread(work);
              thread.setName("group");
              return thread;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nowNs() {
    return monotonicNs.getAsLong();
  }

  @Override
  public void execute(Runnable task) {
    after(0, task);
  }

  @Override
  public void after(long delayNs, Runnable task) {
    try {
      var _ = executor.schedule(() -> run(task), delayNs, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the group's thread has ended, nothing is decided any more", e);
    }
  }

  /// Ends when what was submitted before has run; what was to come later never does. Waits for it,
  /// but not for ever.
  @Override
  public void close() {
    after(0, executor::shutdown);
    try {
      if (!executor.awaitTermination(ENDS_WITHIN_MS, TimeUnit.MILLISECONDS)) {
        LOG.warn("the group's thread does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      onFailure.accept(e);
    }
  }
}
