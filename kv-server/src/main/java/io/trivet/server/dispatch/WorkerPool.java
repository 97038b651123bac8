package io.trivet.server.dispatch;

import io.trivet.storage.keyspace.KeyspaceTxn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads on which commands run that walk over the whole keyspace or read the disk.
///
/// Bounded by the number of connections: each waits for one piece of work.
///
/// Threads: [#submit] from any; each worker has its own transaction.
public final class WorkerPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

  /// Something to do; nothing means that a worker ends.
  private record Work(@Nullable Consumer<KeyspaceTxn> action) {}

  private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  public WorkerPool(int count, ThreadFactory factory, Supplier<KeyspaceTxn> transactions) {
    for (int i = 0; i < count; i++) {
      KeyspaceTxn txn = transactions.get();
      Thread thread = factory.newThread(() -> work(txn));
      thread.setName("worker-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /// Runs `work` on a worker, with its transaction. It must not throw.
  public void submit(Consumer<KeyspaceTxn> work) {
    queue.add(new Work(work));
  }

  /// Has everything done that was submitted before; the stage ends then, on a worker.
  public CompletionStage<?> finishSubmitted() {
    CyclicBarrier all = new CyclicBarrier(threads.size());
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    threads.forEach(_ ->
        submit(_ -> {
          meet(all);
          done.complete(true);
        }));
    return done;
  }

  private static void meet(CyclicBarrier all) {
    try {
      all.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets the workers finish what is queued, and waits until they have ended: they work on memory
  /// that goes after them.
  @Override
  public void close() {
    threads.forEach(_ -> queue.add(new Work(null)));
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void accept(Consumer<KeyspaceTxn> action, KeyspaceTxn txn) {
    try {
      action.accept(txn);
    } catch (RejectedExecutionException e) {
      LOG.debug("nobody waits for the answer any more, the event loops have ended", e);
    }
  }

  private void work(KeyspaceTxn txn) {
    try (txn) {
      Consumer<KeyspaceTxn> action = queue.take().action();
      while (action != null) {
        accept(action, txn);
        action = queue.take().action();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
