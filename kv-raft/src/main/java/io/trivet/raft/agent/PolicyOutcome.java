package io.trivet.raft.agent;

/// What came of an operator's wish for another policy.
public enum PolicyOutcome {
  /// It is in force.
  COMMITTED,
  /// This node is not primary: nothing has changed.
  NOT_PRIMARY,
  /// Another wish took its place.
  REPLACED,
  /// This node's tenure ended before it was decided: its successor may have it in force.
  UNDECIDED
}
