package io.trivet.server.replication;

/// Why a node opens no session. The number is on the wire: never change, never reuse.
public enum Refusal {
  /// It is not the primary, or not any more.
  NOT_PRIMARY(1),
  /// It is primary in another epoch than the standby means.
  OTHER_EPOCH(2),
  /// It does not speak this version of the protocol.
  OTHER_VERSION(3),
  /// It is of another group.
  OTHER_GROUP(4),
  /// The group has no such data node.
  UNKNOWN_NODE(5);

  private final int number;

  Refusal(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
