package io.trivet.raft.agent;

import io.trivet.raft.ConfigQuorum;
import io.trivet.raft.Member;
import java.util.random.RandomGenerator;

/// What an agent is given.
///
/// @param self this node as it now is
record Surroundings(
    AgentSettings settings,
    Member self,
    ConfigQuorum quorum,
    LocalReplica replica,
    AgentListener listener,
    AgentScheduler scheduler,
    RandomGenerator random) {

  AgentTimes times() {
    return settings.times();
  }
}
