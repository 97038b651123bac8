package io.trivet.raft.group;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.LogPosition;

/// Where a member's log meets that of a primary it is about to follow (I18).
///
/// A member cuts its log only here: on the word of the primary of a newer epoch, and only behind
/// the last frame that both have. It never cuts to its own idea of what is committed: a commit mark
/// lags, and what lies above it may be acknowledged (H7).
public final class JoinRule {

  /// What the member does.
  public sealed interface Join {}

  /// Nothing: it has promised a newer epoch.
  public record Fenced(int promisedEpoch) implements Join {}

  /// It asks for the frames behind `sequence`, after it has cut off what it has beyond.
  public record FollowFrom(long sequence) implements Join {}

  /// It keeps aside what it has beyond `sequence`, and asks for an image: what it would have to
  /// take back may be in its checkpoint, because it was committed before an epoch was forced (I9).
  public record TakeImage(long sequence) implements Join {}

  /// It asks again: it would have to cut its log, and has not seen yet by which configuration the
  /// primary is one.
  public record NotKnownYet() implements Join {}

  private JoinRule() {}

  /// Decides on the greeting of a primary.
  ///
  /// @param own this member's log
  /// @param fence what it has promised
  /// @param committed the newest configuration it has seen; what its floor covers is never cut
  /// @param primaryEpoch of the primary that greets
  /// @param primaryLog that primary's log
  /// @throws IllegalStateException if following would cut what may not be cut
  public static Join meet(
      Lineage own, EpochFence fence, GroupConfig committed, int primaryEpoch, Lineage primaryLog) {
    if (!fence.admits(primaryEpoch)) {
      return new Fenced(fence.promisedEpoch());
    }
    long sequence = own.commonSequence(primaryLog);
    if (sequence < own.endSequence()) {
      check(primaryEpoch > own.lastEpoch(), "an equal epoch cuts the log", sequence, own);
      if (committed.epoch() < primaryEpoch) {
        return new NotKnownYet();
      }
      if (own.lastEpoch() < committed.forcedEpoch()) {
        return new TakeImage(sequence);
      }
      LogPosition floor = committed.floor();
      check(!own.has(floor) || sequence >= floor.sequence(), "committed frames cut", sequence, own);
    }
    return new FollowFrom(sequence);
  }

  private static void check(boolean holds, String broken, long sequence, Lineage own) {
    if (!holds) {
      throw new IllegalStateException(
          "invariant broken: " + broken + ": to " + sequence + " from " + own);
    }
  }
}
