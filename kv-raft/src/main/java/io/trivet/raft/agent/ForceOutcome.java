package io.trivet.raft.agent;

/// What came of a forced failover that an operator asked this node for.
public enum ForceOutcome {
  /// This node is primary of a new epoch, and will serve when older leases are over.
  APPOINTED,
  /// Nothing has changed: no majority of the group answers.
  NO_MAJORITY,
  /// Nothing has changed: the epoch or this node's log is not what the operator has seen, or
  /// another change of the configuration came first.
  CHANGED,
  /// Nothing has changed: the group goes on, or will, without force.
  NEEDS_NO_FORCE,
  /// Nothing has changed: a primary is heard here.
  PRIMARY_LIVES,
  /// Nothing has changed: this node's log is another group's.
  OF_ANOTHER_GROUP,
  /// Nothing has changed: another nomination of this node is on its way.
  BUSY,
  /// Nobody has said what came of it; it may still come into force.
  UNDECIDED
}
