package io.trivet.server.failover;

import io.trivet.raft.ConfigQuorum;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import io.trivet.raft.agent.AgentScheduler;
import java.util.function.Consumer;

/// A quorum that never answers, and the thread on which it would.
final class UnansweredQuorum implements ConfigQuorum, AgentScheduler {
  int reads;

  @Override
  public void read(Consumer<Reading> answered) {
    reads++;
  }

  @Override
  public void propose(Proposal proposal, Consumer<Outcome> decided) {}

  @Override
  public void watch(Consumer<GroupConfig> watcher) {}

  @Override
  public void close() {}

  @Override
  public long nowNs() {
    return 0;
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public void after(long delayNs, Runnable task) {}
}
