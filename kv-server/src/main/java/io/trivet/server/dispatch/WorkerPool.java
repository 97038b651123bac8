package io.trivet.server.dispatch;

import io.trivet.storage.keyspace.KeyspaceTxn;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The threads on which commands run that walk over the whole keyspace or read the disk.
///
/// Bounded by the number of connections: each waits for one piece of work.
///
/// Threads: [#submit] from any; each worker has its own transaction.
public final class WorkerPool implements AutoCloseable {

  /// Something to do; nothing means that a worker ends.
  private record Work(@Nullable Consumer<KeyspaceTxn> action) {}

  private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final int threads;

  public WorkerPool(int threads, ThreadFactory factory, Supplier<KeyspaceTxn> transactions) {
    this.threads = threads;
    for (int i = 0; i < threads; i++) {
      KeyspaceTxn txn = transactions.get();
      factory.newThread(() -> work(txn)).start();
    }
  }

  /// Runs `work` on a worker, with its transaction. It must not throw.
  public void submit(Consumer<KeyspaceTxn> work) {
    queue.add(new Work(work));
  }

  /// Lets the workers finish what is queued and end.
  @Override
  public void close() {
    for (int i = 0; i < threads; i++) {
      queue.add(new Work(null));
    }
  }

  private void work(KeyspaceTxn txn) {
    try (txn) {
      Consumer<KeyspaceTxn> action = queue.take().action();
      while (action != null) {
        action.accept(txn);
        action = queue.take().action();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
