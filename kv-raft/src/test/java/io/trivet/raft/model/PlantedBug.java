package io.trivet.raft.model;

import io.trivet.raft.AckLevel;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.Member;
import io.trivet.raft.Proposal;
import io.trivet.raft.Proposal.Admit;
import io.trivet.raft.Proposal.Release;
import io.trivet.raft.Proposal.Shrink;
import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.JoinRule.FollowFrom;
import io.trivet.raft.group.JoinRule.Join;
import io.trivet.raft.group.JoinRule.TakeImage;
import io.trivet.raft.group.NominationRule.Verdict;
import io.trivet.raft.group.PrimaryTenure;
import io.trivet.raft.group.Progress;
import java.util.List;

/// Protocols with one rule broken each, as somebody might break it who does not know what it is
/// for.
enum PlantedBug {
  /// B1.
  STANDBY_ACKNOWLEDGES_BEFORE_ITS_SYNC(
      new Protocol() {
        @Override
        long acknowledges(ModelNode standby, AckLevel level) {
          return standby.log.length();
        }
      }),

  /// B2.
  PRIMARY_ACKNOWLEDGES_BEFORE_ITS_SYNC(
      new Protocol() {
        @Override
        long ownHeld(ModelNode primary, AckLevel level) {
          return primary.log.length();
        }
      }),

  /// B3.
  RESTART_GOES_ON_IN_ITS_EPOCH(
      new Protocol() {
        @Override
        boolean resumesTenure() {
          return true;
        }
      }),

  /// B6.
  SHRINK_IS_ACTED_ON_WHEN_PROPOSED(
      new Protocol() {
        @Override
        long committedSequence(PrimaryTenure tenure, Progress progress) {
          List<GroupConfig> smaller =
              tenure.proposed().stream()
                  .filter(next -> next.inSync().size() < tenure.config().inSync().size())
                  .toList();
          return smaller.isEmpty()
              ? tenure.committedSequence(progress)
              : withConfig(tenure, smaller.getFirst(), List.of()).committedSequence(progress);
        }
      }),

  /// B7.
  ADMITTED_MEMBER_IS_NOT_COUNTED_WHEN_PROPOSED(
      new Protocol() {
        @Override
        long committedSequence(PrimaryTenure tenure, Progress progress) {
          List<GroupConfig> others =
              tenure.proposed().stream()
                  .filter(next -> next.inSync().size() <= tenure.config().inSync().size())
                  .toList();
          return withConfig(tenure, tenure.config(), others).committedSequence(progress);
        }
      }),

  /// B8.
  RESTART_CUTS_TO_ITS_COMMIT_MARK(
      new Protocol() {
        @Override
        int logAfterRestart(int kept, int commitMark) {
          return Math.min(kept, commitMark);
        }
      }),

  /// B14.
  NEW_PRIMARY_DOES_NOT_WAIT_FOR_THE_OLD_LEASE(
      new Protocol() {
        @Override
        boolean serves(PrimaryTenure tenure, boolean haveOldLeasesLapsed, long committed) {
          return tenure.serves(true, committed);
        }
      }),

  /// B24.
  WIPED_NODE_KEEPS_ITS_IDENTITY(
      new Protocol() {
        @Override
        boolean wipeChangesStorage() {
          return false;
        }
      }),

  /// H5: it is admitted on the way to what is committed.
  MEMBER_IS_ADMITTED_BEFORE_IT_CAUGHT_UP(
      new Protocol() {
        @Override
        boolean mayPropose(
            PrimaryTenure tenure,
            Proposal proposal,
            boolean serves,
            long committed,
            Progress progress) {
          return super.mayPropose(tenure, proposal, serves, committed, progress)
              || (proposal instanceof Admit && !tenure.isStopped());
        }
      }),

  /// I3, H4: and it is committed late.
  UNKNOWN_OUTCOME_IS_TAKEN_FOR_A_REJECTION(
      new Protocol() {
        @Override
        PrimaryTenure givingUp(PrimaryTenure tenure) {
          return withConfig(tenure, tenure.config(), List.of());
        }
      }),

  /// H6.
  STALE_INCARNATION_TAKES_ITS_OLD_NAME(
      new Protocol() {
        @Override
        Member identity(GroupConfig committed, ModelNode node) {
          Member named = committed.inSync().find(node.id);
          return named == null ? node.member() : named;
        }
      }),

  /// I5: it goes on acknowledging to the old primary after it has nominated itself.
  STANDBY_FORGETS_ITS_NOMINATION_AT_A_RESTART(
      new Protocol() {
        @Override
        EpochFence fenceAfterRestart(EpochFence durable) {
          return EpochFence.OPEN;
        }
      }),

  /// I5.
  STANDBY_ACKNOWLEDGES_AFTER_ITS_NOMINATION(
      new Protocol() {
        @Override
        boolean admits(EpochFence fence, int epoch) {
          return epoch >= fence.promisedEpoch();
        }
      }),

  /// The last copy rule, at a shrink.
  PRIMARY_IS_ALONE_BEFORE_IT_HAS_SYNCED(
      new Protocol() {
        @Override
        boolean mayPropose(
            PrimaryTenure tenure,
            Proposal proposal,
            boolean serves,
            long committed,
            Progress progress) {
          return super.mayPropose(tenure, proposal, serves, committed, progress)
              || (proposal instanceof Shrink && !tenure.isStopped());
        }
      }),

  /// The last copy rule, at a failover.
  CANDIDATE_IS_ALONE_BEFORE_IT_HAS_SYNCED(
      new Protocol() {
        @Override
        Verdict judge(GroupConfig committed, ModelNode node, InSyncSet kept) {
          Verdict verdict = super.judge(committed, node, kept);
          return verdict == Verdict.NOT_SYNCED ? Verdict.MAY_STAND : verdict;
        }
      }),

  /// I20.
  CANDIDATE_DOES_NOT_ASK_FOR_THE_FLOOR(
      new Protocol() {
        @Override
        Verdict judge(GroupConfig committed, ModelNode node, InSyncSet kept) {
          Verdict verdict = super.judge(committed, node, kept);
          return verdict == Verdict.BELOW_FLOOR ? Verdict.MAY_STAND : verdict;
        }
      }),

  /// I9: what it has too much was committed once, and its checkpoint may show it.
  OLD_COPY_IS_REPAIRED_AFTER_A_FORCE(
      new Protocol() {
        @Override
        Join meet(ModelNode own, int primaryEpoch, ModelLog primaryLog) {
          return super.meet(own, primaryEpoch, primaryLog) instanceof TakeImage(long sequence)
              ? new FollowFrom(sequence)
              : super.meet(own, primaryEpoch, primaryLog);
        }
      }),

  /// I25: its own wait for an older lease is not over, and its successor waits for none.
  PRIMARY_RELEASES_BEFORE_IT_SERVES(
      new Protocol() {
        @Override
        boolean mayPropose(
            PrimaryTenure tenure,
            Proposal proposal,
            boolean serves,
            long committed,
            Progress progress) {
          return super.mayPropose(
              tenure, proposal, serves || proposal instanceof Release, committed, progress);
        }
      });

  private final Protocol protocol;

  PlantedBug(Protocol protocol) {
    this.protocol = protocol;
  }

  Protocol protocol() {
    return protocol;
  }

  private static PrimaryTenure withConfig(
      PrimaryTenure tenure, GroupConfig config, List<GroupConfig> proposed) {
    return new PrimaryTenure(
        tenure.self(),
        config,
        proposed,
        tenure.wasReleased(),
        tenure.tailSequence(),
        tenure.isStopped());
  }
}
