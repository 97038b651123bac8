package io.trivet.raft;

/// What it takes to acknowledge a write.
///
/// @param writePolicy whose copies count
/// @param ackLevel how firmly each of them holds it, while there are at least two; the last copy
///   always syncs
/// @param minInSync members (1 or 2) below which the group takes no writes and commits nothing
///   (H22)
public record CommitPolicy(WritePolicy writePolicy, AckLevel ackLevel, int minInSync) {
  /// That of a new group.
  public static final CommitPolicy DEFAULT =
      new CommitPolicy(WritePolicy.IN_SYNC, AckLevel.WRITTEN, 1);

  public CommitPolicy {
    if (minInSync < 1 || minInSync > 2) {
      throw new IllegalArgumentException("min-in-sync " + minInSync);
    }
  }
}
