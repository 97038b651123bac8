package io.trivet.raft.agent;

import io.trivet.raft.ConfigQuorum.Reading;
import io.trivet.raft.GroupConfig;
import java.util.function.Consumer;

/// Renews a primary's lease as long as the quorum confirms its epoch and its data path works (I22,
/// I26).
///
/// A primary that has answered nobody for REST_AFTER_NS rests: it renews a lease only when that has
/// been over for REST_MS, so as to notice still when it is cut off, and at once when somebody wants
/// an answer.
///
/// Threads: the agent's.
final class LeaseKeeper {
  /// Reads that may be on their way; each ends in time. More than one, so that one which meets a
  /// change of the Raft leader does not cost the lease.
  private static final int MAX_OPEN = 32;

  private static final long REST_AFTER_NS = 10_000_000_000L;
  private static final int REST_MS = 250;

  private final Surroundings world;
  private final Lease lease;
  private final int epoch;
  private final Consumer<GroupConfig> observed;
  private long startedNs;
  private long usedNs;
  private int open;
  private boolean isStopped;

  /// @param observed told of each configuration that a read confirms, before it is acted on
  LeaseKeeper(Surroundings world, Lease lease, int epoch, Consumer<GroupConfig> observed) {
    this.world = world;
    this.lease = lease;
    this.epoch = epoch;
    this.observed = observed;
    this.usedNs = world.scheduler().nowNs();
    this.startedNs = usedNs - AgentTimes.ns(world.times().renewMs());
  }

  void tick(long nowNs) {
    if (lease.takeUse()) {
      usedNs = nowNs;
    }
    if (nowNs - startedNs >= intervalNs(nowNs)) {
      renew(nowNs);
    }
  }

  /// Somebody wants to answer, and there is no lease.
  void missed() {
    long nowNs = world.scheduler().nowNs();
    usedNs = nowNs;
    renew(nowNs);
  }

  /// Drops the lease; no read renews it, also none that is on its way.
  void stop() {
    isStopped = true;
    lease.drop();
  }

  /// Takes a stop back from which nothing has followed.
  void resume() {
    isStopped = false;
  }

  /// Whether nobody has been answered for long.
  boolean isAtRest(long nowNs) {
    return nowNs - usedNs >= REST_AFTER_NS;
  }

  private long intervalNs(long nowNs) {
    AgentTimes times = world.times();
    return AgentTimes.ns(isAtRest(nowNs) ? times.leaseMs() + REST_MS : times.renewMs());
  }

  private void renew(long nowNs) {
    if (isStopped || open == MAX_OPEN || !world.replica().isHealthyAt(nowNs)) {
      return;
    }
    open++;
    startedNs = nowNs;
    lease.renewing();
    world.quorum().read(reading -> world.scheduler().execute(() -> read(nowNs, reading)));
  }

  private void read(long readNs, Reading reading) {
    open--;
    if (reading instanceof Reading.Confirmed(GroupConfig config)) {
      observed.accept(config);
      if (!isStopped && config.epoch() == epoch && !config.isReleased()) {
        lease.renew(readNs + AgentTimes.ns(world.times().leaseMs()));
        world.listener().mayAnswer(epoch);
      }
    }
  }
}
