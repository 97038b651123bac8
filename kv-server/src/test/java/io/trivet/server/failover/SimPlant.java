package io.trivet.server.failover;

/// Bugs that can be planted around the real parts: each is what a broken one would come to.
enum SimPlant {
  NONE,
  /// A primary counts its own log as synced when it is written (I7).
  PRIMARY_COUNTS_WHAT_IT_HAS_NOT_SYNCED,
  /// Answers leave without a look at the lease (I22).
  ANSWERS_WITHOUT_A_LEASE,
  /// What was held at the end of a tenure is answered after it (I27).
  HELD_ANSWERS_SURVIVE_THE_TENURE,
  /// A standby writes to its checkpoint what is not committed (I9).
  STANDBY_CHECKPOINTS_WHAT_IS_NOT_COMMITTED,
  /// A standby says that it has synced what it has only taken (I7).
  STANDBY_ACKNOWLEDGES_BEFORE_ITS_SYNC,
  /// A standby believes how far a log is committed of which its own may be no beginning (I14).
  MARK_OF_A_PRIMARY_NOT_MET_IS_BELIEVED,
  /// A node that starts cuts its log to where it knew it to be committed (I18).
  START_CUTS_TO_THE_OWN_COMMIT_MARK,
  /// A standby becomes primary before it has applied all of its log (I24).
  PROMOTED_BEFORE_ALL_IS_APPLIED,
  /// What a node promised is forgotten in a crash (I5).
  PROMISE_IS_NOT_DURABLE
}
