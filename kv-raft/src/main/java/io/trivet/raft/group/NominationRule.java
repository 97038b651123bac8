package io.trivet.raft.group;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.LogPosition;
import io.trivet.raft.Member;
import io.trivet.raft.Proposal;
import io.trivet.raft.Proposal.Appoint;
import io.trivet.raft.Proposal.Force;
import io.trivet.raft.Proposal.Found;

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
    NOT_SYNCED,
    /// Nobody need force it: it may stand without, or the group has yet to begin.
    NEEDS_NO_FORCE,
    /// Its log has epochs that the group has not had: it is another group's.
    OF_ANOTHER_GROUP
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
    boolean hasHadAGroup = committed.epoch() == 0 && fence.promisedEpoch() > 0;
    if (hasHadAGroup || !fence.admits(nextEpoch(committed, log))) {
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

  /// Judges one's own nomination at the operator's word, which takes the place of being vouched for
  /// and of the floor. Whatever else [#judge] asks for stays.
  ///
  /// @param log its log, all of which counts as committed afterwards
  public static Verdict judgeForced(
      GroupConfig committed, Member own, EpochFence fence, Lineage log, long syncedSequence) {
    if (committed.epoch() == 0 || (committed.vouchesFor(own) && log.has(committed.floor()))) {
      return Verdict.NEEDS_NO_FORCE;
    }
    if (log.lastEpoch() > committed.epoch()) {
      return Verdict.OF_ANOTHER_GROUP;
    }
    if (!fence.admits(committed.epoch() + 1)) {
      return Verdict.FENCED;
    }
    return syncedSequence < log.endSequence() ? Verdict.NOT_SYNCED : Verdict.MAY_STAND;
  }

  /// The epoch that a nomination asks for. A group's first one is above those that its founder's
  /// log has from a time without a group (I1).
  public static int nextEpoch(GroupConfig committed, Lineage log) {
    return 1 + (committed.epoch() == 0 ? log.lastEpoch() : committed.epoch());
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
  ///
  /// @param policy with which a group begins; that of a group which has begun stays
  public static Proposal nomination(
      GroupConfig committed, Member own, Lineage log, InSyncSet kept, CommitPolicy policy) {
    return committed.epoch() == 0
        ? new Found(committed.at(), own, nextEpoch(committed, log), policy)
        : new Appoint(committed.at(), own, kept);
  }

  /// The proposal for a member that [#judgeForced] lets stand.
  public static Force forced(GroupConfig committed, Member own, Lineage log) {
    long end = log.endSequence();
    return new Force(committed.at(), own, new LogPosition(log.epochOf(end), end));
  }
}
