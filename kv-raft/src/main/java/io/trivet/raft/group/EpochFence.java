package io.trivet.raft.group;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.GroupConfig;
import org.jspecify.annotations.Nullable;

/// What a member has promised: to take no frame and give no acknowledgement in an epoch older than
/// the newest that it follows, has seen committed, or has nominated itself for (I5). Immutable.
///
/// A nomination fences the old epoch from before the proposal leaves until it is known what became
/// of it; one that failed gives the old epoch back, since it can never come into force. The two
/// fields are durable before anything that follows from them leaves the node: a restart that forgot
/// a nomination could acknowledge in the old epoch what the late appointment does not know of.
///
/// @param promisedEpoch the newest epoch followed, or seen committed
/// @param nominatedOn the configuration that an undecided nomination expects; null if there is none
public record EpochFence(int promisedEpoch, @Nullable ConfigVersion nominatedOn) {
  /// That of a member that has promised nothing.
  public static final EpochFence OPEN = new EpochFence(0, null);

  /// Whether a frame of this epoch may be taken, and acknowledged.
  public boolean admits(int epoch) {
    ConfigVersion nomination = nominatedOn;
    return epoch >= promisedEpoch && (nomination == null || epoch > nomination.epoch());
  }

  /// After a primary of this epoch, which the fence admits, was taken as one's own.
  public EpochFence following(int epoch) {
    return new EpochFence(Math.max(promisedEpoch, epoch), nominatedOn);
  }

  /// Before nominating oneself on top of that configuration.
  public EpochFence nominating(ConfigVersion expected) {
    return new EpochFence(promisedEpoch, expected);
  }

  /// After a committed configuration was seen. One after that which the nomination expects decides
  /// it, in favour or not.
  public EpochFence observing(GroupConfig committed) {
    ConfigVersion nomination = nominatedOn;
    boolean isDecided = nomination != null && committed.at().isAfter(nomination);
    return new EpochFence(
        Math.max(promisedEpoch, committed.epoch()), isDecided ? null : nomination);
  }
}
