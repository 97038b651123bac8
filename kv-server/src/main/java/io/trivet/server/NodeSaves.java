package io.trivet.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.trivet.server.command.SaveControl;
import io.trivet.server.time.Clock;
import io.trivet.storage.checkpoint.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Checkpoints that clients ask for, and who waits for the log to be on disk.
///
/// Threads: any. Bounded by the number of connections: each waits once.
final class NodeSaves implements SaveControl {

  private static final double MS_PER_SECOND = 1e3;

  private record Waiter(long sequence, Runnable action) {}

  private final Storage storage;
  private final Clock clock;
  private final LongAdder completed = new LongAdder();
  private final AtomicInteger running = new AtomicInteger();
  private volatile long lastSaveMs;

  @GuardedBy("this")
  private final PriorityQueue<Waiter> waiters =
      new PriorityQueue<>(Comparator.comparingLong(Waiter::sequence));

  NodeSaves(Storage storage, Clock clock) {
    this.storage = storage;
    this.clock = clock;
    this.lastSaveMs = clock.wallMs();
  }

  @Override
  public CompletionStage<?> save() {
    running.incrementAndGet();
    return storage.checkpoint().whenComplete((_, _) -> running.decrementAndGet());
  }

  @Override
  public boolean isSaving() {
    return running.get() > 0;
  }

  @Override
  public long completed() {
    return completed.sum();
  }

  @Override
  public long lastSaveMs() {
    return lastSaveMs;
  }

  /// Seconds since the last checkpoint, or since the start if there was none.
  double ageSeconds() {
    return Math.max(0, clock.wallMs() - lastSaveMs) / MS_PER_SECOND;
  }

  @Override
  public long durableSequence() {
    return storage.log().durableSequence();
  }

  @Override
  public long appendedSequence() {
    return storage.log().appendedSequence();
  }

  @Override
  public void whenDurable(long sequence, Runnable action) {
    synchronized (this) {
      waiters.add(new Waiter(sequence, action));
    }
    storage.log().requestSync();
    durable(durableSequence());
  }

  /// The log is on disk up to a sequence.
  void durable(long sequence) {
    for (Waiter waiter : reached(sequence)) {
      waiter.action().run();
    }
  }

  /// A checkpoint is complete.
  void checkpointed() {
    lastSaveMs = clock.wallMs();
    completed.increment();
  }

  private synchronized List<Waiter> reached(long sequence) {
    List<Waiter> reached = new ArrayList<>(0);
    for (Waiter first = waiters.peek();
        first != null && first.sequence() <= sequence;
        first = waiters.peek()) {
      reached.add(waiters.remove());
    }
    return reached;
  }
}
