package io.trivet.server.node;

import io.trivet.server.time.SettableClock;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// An event loop that runs when it is told to, by a clock that is set.
public final class SteppedLoop extends AbstractExecutorService implements ScheduledExecutorService {
  private final SettableClock clock;
  private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong((Later task) -> task.atNs));

  public SteppedLoop(SettableClock clock) {
    this.clock = clock;
  }

  /// Runs everything that is due, and what that brings.
  public void run() {
    while (true) {
      Later first = later.peek();
      if (first != null && first.atNs <= clock.monoNs()) {
        ready.add(later.remove());
      }
      Runnable next = ready.poll();
      if (next == null) {
        return;
      }
      next.run();
    }
  }

  @Override
  public void execute(Runnable command) {
    ready.add(command);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Later task = new Later(command, clock.monoNs() + unit.toNanos(delay));
    later.add(task);
    return task;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void shutdown() {
    ready.clear();
    later.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }

  /// A task that waits for its time.
  private final class Later extends FutureTask<Object> implements ScheduledFuture<Object> {
    private final long atNs;

    Later(Runnable command, long atNs) {
      super(command, true);
      this.atNs = atNs;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(atNs - clock.monoNs(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
