package io.trivet.raft.agent;

import java.util.ArrayDeque;
import java.util.Queue;

/// A clock that stands, and does at once what is not to wait; what waits is kept.
final class StillClock implements AgentScheduler {
  long nowNs;
  final Queue<Runnable> later = new ArrayDeque<>();

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public void after(long delayNs, Runnable task) {
    later.add(task);
  }
}
