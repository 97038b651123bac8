package io.trivet.raft.agent;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// One queue of events, true time, and chance from a seed.
///
/// Threads: one.
public final class SimWorld {
  public static final long MS = 1_000_000;

  public final SplittableRandom random;
  private final PriorityQueue<Event> queue =
      new PriorityQueue<>(Comparator.comparingLong(Event::atNs).thenComparingLong(Event::number));
  private long nowNs;
  private long events;

  public SimWorld(long seed) {
    this.random = new SplittableRandom(seed);
  }

  public long nowNs() {
    return nowNs;
  }

  public void after(long delayNs, Runnable task) {
    queue.add(new Event(nowNs + Math.max(0, delayNs), events++, task));
  }

  /// Runs everything up to that time, with a look after each event.
  public void runUntil(long untilNs, Runnable look) {
    while (!queue.isEmpty() && queue.peek().atNs <= untilNs) {
      Event event = queue.poll();
      nowNs = event.atNs;
      event.task.run();
      look.run();
    }
    nowNs = untilNs;
  }

  /// A delay with a long tail.
  public long delayNs(long usualNs, long rareNs) {
    return random.nextInt(50) == 0 ? between(usualNs, rareNs) : between(usualNs / 4, usualNs);
  }

  public long between(long fromNs, long toNs) {
    return random.nextLong(fromNs, toNs + 1);
  }

  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private record Event(long atNs, long number, Runnable task) {}
}
