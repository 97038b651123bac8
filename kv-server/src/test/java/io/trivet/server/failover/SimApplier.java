package io.trivet.server.failover;

import static io.trivet.raft.agent.SimWorld.MS;

import io.trivet.raft.agent.SimWorld;

/// The thread of a simulated process that applies the log: soon after it is woken, now and then
/// much later.
final class SimApplier implements Applying.Worker {
  private final SimServer server;
  private final Applying.Work work;
  private final boolean finishes;
  private boolean isAwake;
  private boolean isOver;

  /// @param finishes false plants a bug: what is left at the end is left
  SimApplier(SimServer server, Applying.Work work, boolean finishes) {
    this.server = server;
    this.work = work;
    this.finishes = finishes;
    wake();
  }

  @Override
  public void wake() {
    if (!isAwake && !isOver) {
      isAwake = true;
      SimWorld world = server.group().world;
      long lateNs = server.machine().appliesFromNs - world.nowNs();
      server.later(Math.max(lateNs, world.delayNs(MS, 120 * MS)), this::apply);
    }
  }

  @Override
  public void finish() {
    if (!isOver && finishes) {
      work.applyAll();
    }
    isOver = true;
  }

  private void apply() {
    isAwake = false;
    if (!isOver) {
      isOver = !work.applyAll();
    }
  }
}
