package io.trivet.raft;

/// Why a proposal was rejected.
public enum Refusal {
  /// Another configuration was committed before it.
  OVERTAKEN,
  /// The proposer is not the primary of the epoch.
  NOT_PRIMARY,
  /// The epoch was released: only an appointment may follow.
  RELEASED,
  /// It names a member that the last committed in-sync set does not vouch for.
  NOT_VOUCHED,
  /// The in-sync set would lack its primary.
  PRIMARY_MISSING,
  /// The node to take out is not in the in-sync set, or the one to take in already is.
  NO_CHANGE,
  /// The floor would fall, or belongs to an epoch that has not begun.
  BAD_FLOOR
}
