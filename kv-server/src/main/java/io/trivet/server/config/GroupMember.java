package io.trivet.server.config;

import io.trivet.raft.NodeId;

/// A member of a replication group, as a `group-member` directive names it.
///
/// @param id the node's name
/// @param kind whether it keeps data
/// @param client where clients reach it
/// @param peer where the other members reach it
public record GroupMember(NodeId id, Kind kind, NodeAddress client, NodeAddress peer) {
  /// What a member is there for.
  public enum Kind implements Worded {
    /// It keeps the data, and may be primary.
    DATA,
    /// It votes, keeps no data, and never is primary.
    VOTER
  }

  public boolean isVoter() {
    return kind == Kind.VOTER;
  }
}
