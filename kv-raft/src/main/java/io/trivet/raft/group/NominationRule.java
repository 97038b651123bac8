package io.trivet.raft.group;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.Member;
import io.trivet.raft.Proposal.Appoint;

/// When a member with a copy may nominate itself as primary, and with which in-sync set (I1, I2,
/// I6, I20). A voter has no copy and never asks.
public final class NominationRule {

  /// The answer, the first that applies.
  public enum Verdict {
    MAY_STAND,
    /// The last committed in-sync set does not name this node, or not as it now is.
    NOT_VOUCHED,
    /// It has promised a newer epoch than it would begin.
    FENCED,
    /// Its log lacks what is known to be committed: the disk was rolled back.
    BELOW_FLOOR,
    /// Its promise to the primary of the epoch has not lapsed, and the epoch was not released.
    PROMISE_HOLDS,
    /// It would be the last copy, which holds nothing that it has not synced.
    NOT_SYNCED
  }

  private NominationRule() {}

  /// Judges one's own nomination.
  ///
  /// @param committed the newest configuration known; a newer one makes the quorum refuse
  /// @param own this member as it now is
  /// @param fence what it has promised
  /// @param log its log
  /// @param syncedSequence up to where that log is synced
  /// @param hasPromiseLapsed whether its promise to wait for the primary of the epoch is over; a
  ///   member that has just started promised it anew
  /// @param kept the in-sync set to propose, from [#alone] or [#keepingAll]
  public static Verdict judge(
      GroupConfig committed,
      Member own,
      EpochFence fence,
      Lineage log,
      long syncedSequence,
      boolean hasPromiseLapsed,
      InSyncSet kept) {
    if (committed.epoch() > 0 && !committed.vouchesFor(own)) {
      return Verdict.NOT_VOUCHED;
    }
    if (!fence.admits(committed.epoch() + 1)) {
      return Verdict.FENCED;
    }
    if (!log.has(committed.floor())) {
      return Verdict.BELOW_FLOOR;
    }
    if (!hasPromiseLapsed && !committed.isReleased() && !committed.isPrimary(own.node())) {
      return Verdict.PROMISE_HOLDS;
    }
    return kept.size() == 1 && syncedSequence < log.endSequence()
        ? Verdict.NOT_SYNCED
        : Verdict.MAY_STAND;
  }

  /// The set to propose when nobody else is known to live.
  public static InSyncSet alone(Member own) {
    return InSyncSet.of(own);
  }

  /// The set to propose when the others follow at once: the last committed one, with this member as
  /// it now is.
  public static InSyncSet keepingAll(GroupConfig committed, Member own) {
    return committed.inSync().without(own.node()).with(own);
  }

  /// The proposal for a member that [#judge] lets stand.
  public static Appoint nomination(GroupConfig committed, Member own, InSyncSet kept) {
    return new Appoint(committed.at(), own, kept);
  }
}
