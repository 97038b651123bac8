package io.trivet.raft;

/// Whose copies an acknowledgement waits for.
public enum WritePolicy {
  /// Every member of the in-sync set: a failover loses nothing acknowledged.
  IN_SYNC,
  /// The primary alone: a failover may lose what the standby had not received.
  PRIMARY
}
