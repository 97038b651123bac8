package io.trivet.raft.agent;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.NodeId;
import java.util.List;

/// What the operator says of the group.
///
/// @param dataMembers the nodes with a copy, in the order of the configuration; the first begins a
///   fresh group
/// @param policy what it takes to acknowledge a write; with it a fresh group begins, and that of
///   any other stays as it is
/// @param times delays
public record AgentSettings(List<NodeId> dataMembers, CommitPolicy policy, AgentTimes times) {
  public AgentSettings {
    dataMembers = List.copyOf(dataMembers);
  }
}
