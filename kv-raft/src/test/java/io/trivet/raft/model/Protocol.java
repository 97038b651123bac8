package io.trivet.raft.model;

import io.trivet.raft.AckLevel;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.Member;
import io.trivet.raft.Proposal;
import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.JoinRule;
import io.trivet.raft.group.JoinRule.Join;
import io.trivet.raft.group.NominationRule;
import io.trivet.raft.group.NominationRule.Verdict;
import io.trivet.raft.group.PrimaryTenure;
import io.trivet.raft.group.Progress;

/// How the model's nodes use the protocol: each method asks the real class. A planted bug overrides
/// one of them.
class Protocol {

  long committedSequence(PrimaryTenure tenure, Progress progress) {
    return tenure.committedSequence(progress);
  }

  PrimaryTenure proposing(PrimaryTenure tenure, Proposal proposal) {
    return tenure.proposing(proposal);
  }

  boolean mayPropose(
      PrimaryTenure tenure, Proposal proposal, boolean serves, long committed, Progress progress) {
    return tenure.mayPropose(proposal, serves, committed, progress);
  }

  boolean serves(PrimaryTenure tenure, boolean haveOldLeasesLapsed, long committed) {
    return tenure.serves(haveOldLeasesLapsed, committed);
  }

  Verdict judge(GroupConfig committed, ModelNode node, InSyncSet kept) {
    return NominationRule.judge(
        committed,
        identity(committed, node),
        node.fence.value(),
        node.log.lineage(),
        node.synced,
        true,
        kept);
  }

  Verdict judgeForced(GroupConfig committed, ModelNode node) {
    return NominationRule.judgeForced(
        committed, node.member(), node.fence.value(), node.log.lineage(), node.synced);
  }

  /// What a primary makes of a proposal whose outcome it does not know.
  PrimaryTenure givingUp(PrimaryTenure tenure) {
    return tenure;
  }

  /// As whom a node speaks.
  Member identity(GroupConfig committed, ModelNode node) {
    return node.member();
  }

  /// Up to where a primary counts its own log as held.
  long ownHeld(ModelNode primary, AckLevel level) {
    return primary.held(level);
  }

  /// What a standby acknowledges.
  long acknowledges(ModelNode standby, AckLevel level) {
    return standby.held(level);
  }

  Join meet(ModelNode own, int primaryEpoch, ModelLog primaryLog) {
    return JoinRule.meet(
        own.log.lineage(), own.fence.value(), own.view.value(), primaryEpoch, primaryLog.lineage());
  }

  boolean admits(EpochFence fence, int epoch) {
    return fence.admits(epoch);
  }

  /// What a restarted node finds of its promises.
  EpochFence fenceAfterRestart(EpochFence durable) {
    return durable;
  }

  /// How much of what the disk kept a restarted node keeps.
  int logAfterRestart(int kept, int commitMark) {
    return kept;
  }

  /// Whether a restarted primary goes on in its epoch.
  boolean resumesTenure() {
    return false;
  }

  /// Whether an empty disk makes a new storage id.
  boolean wipeChangesStorage() {
    return true;
  }
}
