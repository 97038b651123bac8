package io.trivet.raft;

import java.util.UUID;

/// Configurations and members for tests.
public final class Configs {
  public static final NodeId A = new NodeId("a");
  public static final NodeId B = new NodeId("b");
  public static final NodeId V = new NodeId("v");

  private Configs() {}

  public static Member member(NodeId node, int storage, int boot) {
    return new Member(node, new Incarnation(new UUID(1, storage), new UUID(2, boot)));
  }

  public static Member member(NodeId node) {
    return member(node, 1, 1);
  }

  /// Epoch 3, version 7, node a primary of a set of a and b, the floor at 2/100.
  public static GroupConfig pair(AckLevel level) {
    return new GroupConfig(
        new ConfigVersion(3, 7),
        A,
        false,
        InSyncSet.of(member(A), member(B)),
        new CommitPolicy(WritePolicy.IN_SYNC, level, 1),
        new LogPosition(2, 100),
        0);
  }

  /// The same with node a alone.
  public static GroupConfig lone(AckLevel level) {
    GroupConfig pair = pair(level);
    return new GroupConfig(
        pair.at(), A, false, InSyncSet.of(member(A)), pair.policy(), pair.floor(), 0);
  }

  /// Node b alone, forced to be primary of epoch 4 after [#pair], with its log to 2/60.
  public static GroupConfig forced(AckLevel level) {
    GroupConfig pair = pair(level);
    return new GroupConfig(
        new ConfigVersion(4, 8),
        B,
        false,
        InSyncSet.of(member(B)),
        pair.policy(),
        new LogPosition(2, 60),
        4);
  }
}
