package io.trivet.raft.agent;

/// Bugs that can be planted around the agent: each is what a broken rule in it would come to.
enum Plant {
  NONE,
  /// A new primary that does not wait for the old lease (I22).
  NO_WAIT_FOR_THE_OLD_LEASE,
  /// A nomination that leaves before its promise is durable (I5).
  FENCE_IS_NOT_DURABLE,
  /// A standby that goes on acknowledging the primary that it stands against (I5).
  STANDBY_ACKNOWLEDGES_AFTER_ITS_NOMINATION,
  /// An acknowledgement of what is not synced, where that is asked for (I7).
  STANDBY_ACKNOWLEDGES_BEFORE_ITS_SYNC,
  /// A copy from before a forced epoch that is cut instead of replaced (I9).
  OLD_COPY_IS_REPAIRED_AFTER_A_FORCE
}
