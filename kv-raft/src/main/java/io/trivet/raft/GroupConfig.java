package io.trivet.raft;

import org.jspecify.annotations.Nullable;

/// Who is primary of a group, and whose copies count: one committed decision of its quorum.
/// Immutable.
///
/// Invariants: the primary is in the in-sync set; only a group that has never had a primary, whose
/// epoch is 0, has none.
///
/// @param at its epoch and version
/// @param primary the node appointed for this epoch; null in epoch 0
/// @param isReleased whether the primary has given this epoch up (I25): it serves no more, and its
///   successor need not wait for its lease
/// @param inSync the members whose copy counts
/// @param policy what it takes to acknowledge a write
/// @param floor a lower bound of what is committed; a candidate whose log lacks it is refused (I20)
/// @param forcedEpoch the newest epoch that an operator had begun with a copy that nobody vouched
///   for; what was acknowledged before it may be lost, and a log without it may hold what it took
///   back. 0 if there is none
public record GroupConfig(
    ConfigVersion at,
    @Nullable NodeId primary,
    boolean isReleased,
    InSyncSet inSync,
    CommitPolicy policy,
    LogPosition floor,
    int forcedEpoch) {
  /// The configuration of a group before its first appointment.
  public static final GroupConfig NONE =
      new GroupConfig(
          new ConfigVersion(0, 0),
          null,
          false,
          InSyncSet.EMPTY,
          CommitPolicy.DEFAULT,
          LogPosition.START,
          0);

  public GroupConfig {
    boolean isFresh = at.epoch() == 0;
    if (isFresh != (primary == null)
        || isFresh != (inSync.size() == 0)
        || (isFresh && isReleased)
        || (primary != null && !inSync.contains(primary))
        || forcedEpoch < 0
        || forcedEpoch > at.epoch()) {
      throw new IllegalArgumentException(
          "config " + at + " with primary " + primary + " of " + inSync);
    }
  }

  public int epoch() {
    return at.epoch();
  }

  /// Whether that node is the primary of this epoch.
  public boolean isPrimary(NodeId node) {
    return node.equals(primary);
  }

  /// Whether this epoch was begun at the operator's word.
  public boolean isForced() {
    return forcedEpoch != 0 && forcedEpoch == at.epoch();
  }

  /// How firmly a member holds what it acknowledged under this configuration: the last copy always
  /// syncs before it answers.
  public AckLevel ackLevel() {
    return inSync.size() == 1 ? AckLevel.SYNCED : policy.ackLevel();
  }

  /// Whether this member, as it now is, still holds everything that was acknowledged under this
  /// configuration (I4, I6): it is in the in-sync set, on the same disk, and on the same boot
  /// unless acknowledgements were synced.
  public boolean vouchesFor(Member member) {
    Member entry = inSync.find(member.node());
    if (entry == null) {
      return false;
    }
    Incarnation then = entry.incarnation();
    Incarnation now = member.incarnation();
    return then.storageId().equals(now.storageId())
        && (ackLevel() == AckLevel.SYNCED || then.bootId().equals(now.bootId()));
  }
}
