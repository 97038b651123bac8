package io.trivet.raft.agent;

import io.trivet.raft.ConfigQuorum.Reading;
import io.trivet.raft.GroupConfig;
import java.util.function.Consumer;

/// Renews a primary's lease as long as the quorum confirms its epoch and its data path works (I22,
/// I26).
///
/// Threads: the agent's.
final class LeaseKeeper {
  /// Reads that may be on their way; each ends in time. More than one, so that one which meets a
  /// change of the Raft leader does not cost the lease.
  private static final int MAX_OPEN = 32;

  private final Surroundings world;
  private final Lease lease;
  private final int epoch;
  private final Consumer<GroupConfig> observed;
  private long nextNs;
  private int open;
  private boolean isStopped;

  /// @param observed told of each configuration that a read confirms, before it is acted on
  LeaseKeeper(Surroundings world, Lease lease, int epoch, Consumer<GroupConfig> observed) {
    this.world = world;
    this.lease = lease;
    this.epoch = epoch;
    this.observed = observed;
    this.nextNs = world.scheduler().nowNs();
  }

  void tick(long nowNs) {
    if (isStopped
        || nowNs - nextNs < 0
        || open == MAX_OPEN
        || !world.replica().isHealthyAt(nowNs)) {
      return;
    }
    nextNs = nowNs + AgentTimes.ns(world.times().renewMs());
    open++;
    long startedNs = world.scheduler().nowNs();
    world.quorum().read(reading -> world.scheduler().execute(() -> read(startedNs, reading)));
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

  private void read(long startedNs, Reading reading) {
    open--;
    if (reading instanceof Reading.Confirmed(GroupConfig config)) {
      observed.accept(config);
      if (!isStopped && config.epoch() == epoch && !config.isReleased()) {
        lease.renew(startedNs + AgentTimes.ns(world.times().leaseMs()));
        world.listener().leased(epoch);
      }
    }
  }
}
