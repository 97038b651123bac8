package io.trivet.raft.group;

import static io.trivet.raft.Configs.A;
import static io.trivet.raft.Configs.B;
import static io.trivet.raft.Configs.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.Configs;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.LogPosition;
import io.trivet.raft.Outcome.Committed;
import io.trivet.raft.Proposal;
import io.trivet.raft.Proposal.Admit;
import io.trivet.raft.Proposal.Appoint;
import io.trivet.raft.Proposal.ChangePolicy;
import io.trivet.raft.Proposal.RaiseFloor;
import io.trivet.raft.Proposal.Release;
import io.trivet.raft.Proposal.Shrink;
import io.trivet.raft.WritePolicy;
import org.junit.jupiter.api.Test;

final class PrimaryTenureTest {
  private static final GroupConfig PAIR = Configs.pair(AckLevel.WRITTEN);
  private static final GroupConfig LONE = Configs.lone(AckLevel.WRITTEN);
  private static final LogPosition FLOOR = new LogPosition(3, 150);
  private static final Proposal SHRINK = new Shrink(PAIR.at(), A, B, FLOOR);
  private static final Proposal ADMIT = new Admit(LONE.at(), A, member(B), FLOOR);

  private final PrimaryTenure pair = PrimaryTenure.begin(PAIR, false, 100);
  private final PrimaryTenure lone = PrimaryTenure.begin(LONE, false, 100);

  @Test
  void processIsAppointedThatAskedForThisEpochAndPromisedNoOther() {
    EpochFence fence = EpochFence.OPEN.observing(PAIR);
    assertThat(PrimaryTenure.isAppointed(PAIR, member(A), 3, fence)).isTrue();
    assertThat(PrimaryTenure.isAppointed(PAIR, member(B), 3, fence)).isFalse();
    assertThat(PrimaryTenure.isAppointed(PAIR, member(A), 0, fence)).isFalse();
    assertThat(PrimaryTenure.isAppointed(PAIR, member(A), 3, fence.following(4))).isFalse();
    assertThat(PrimaryTenure.isAppointed(PAIR, member(A, 1, 2), 3, fence)).isFalse();
  }

  @Test
  void commitNeedsEveryMember() {
    assertThat(pair.committedSequence(held(300, 200, 250, 0))).isEqualTo(250);
    assertThat(pair.committedSequence(held(200, 200, 250, 0))).isEqualTo(200);
  }

  @Test
  void acknowledgementOfAnotherIncarnationDoesNotCount() {
    Progress rebooted =
        (member, level) -> member.equals(member(A)) || member.equals(member(B, 1, 2)) ? 300 : 0;
    assertThat(pair.committedSequence(rebooted)).isZero();
  }

  @Test
  void lastCopyCommitsWhatItHasSynced() {
    assertThat(lone.committedSequence(held(300, 200, 0, 0))).isEqualTo(200);
  }

  @Test
  void shrinkChangesNothingBeforeItIsCommitted() {
    PrimaryTenure pending = pair.proposing(SHRINK);
    assertThat(pending.committedSequence(held(300, 300, 250, 0))).isEqualTo(250);
    assertThat(pending.committedSequence(held(300, 200, 250, 0))).isEqualTo(200);
    assertThat(pending.needed()).containsExactlyInAnyOrder(member(A), member(B));
    PrimaryTenure alone = pending.observing(after(PAIR, SHRINK));
    assertThat(alone.committedSequence(held(300, 300, 250, 0))).isEqualTo(300);
    assertThat(alone.needed()).containsExactly(member(A));
  }

  @Test
  void admittedMemberCountsFromTheProposalOn() {
    PrimaryTenure pending = lone.proposing(ADMIT);
    assertThat(pending.committedSequence(held(300, 300, 150, 0))).isEqualTo(150);
    assertThat(pending.needed()).containsExactlyInAnyOrder(member(A), member(B));
  }

  @Test
  void unknownProposalCountsUntilAnotherConfigurationIsSeen() {
    PrimaryTenure unknown = pair.proposing(SHRINK).proposing(SHRINK);
    assertThat(unknown.proposed()).hasSize(1);
    RaiseFloor raise = new RaiseFloor(PAIR.at(), A, FLOOR);
    assertThat(unknown.observing(PAIR).proposed()).hasSize(1);
    assertThat(unknown.observing(after(PAIR, raise)).proposed()).isEmpty();
  }

  @Test
  void memberIsAdmittedWhenItHasAllThatIsCommitted() {
    assertThat(lone.mayPropose(ADMIT, true, 150, held(300, 300, 149, 0))).isFalse();
    assertThat(lone.mayPropose(ADMIT, true, 150, held(300, 300, 150, 0))).isTrue();
  }

  @Test
  void memberIsAdmittedWhenItHasTheTailOfTheEpochBefore() {
    assertThat(lone.mayPropose(ADMIT, false, 0, held(100, 100, 99, 0))).isFalse();
    assertThat(lone.mayPropose(ADMIT, false, 0, held(100, 100, 100, 0))).isTrue();
  }

  @Test
  void primarySyncsAllThatIsCommittedBeforeItAsksToBeAlone() {
    assertThat(pair.mayPropose(SHRINK, true, 250, held(300, 249, 250, 0))).isFalse();
    assertThat(pair.mayPropose(SHRINK, true, 250, held(300, 250, 250, 0))).isTrue();
  }

  @Test
  void policyIsTightenedWhenAllThatIsCommittedMeetsIt() {
    CommitPolicy synced = new CommitPolicy(WritePolicy.IN_SYNC, AckLevel.SYNCED, 1);
    Proposal tighten = new ChangePolicy(PAIR.at(), A, synced, FLOOR);
    assertThat(pair.mayPropose(tighten, true, 250, held(300, 300, 250, 249))).isFalse();
    assertThat(pair.mayPropose(tighten, true, 250, held(300, 300, 250, 250))).isTrue();
    assertThat(pair.proposing(tighten).committedSequence(held(300, 300, 300, 270))).isEqualTo(270);
  }

  @Test
  void writePolicyOfThePrimaryWaitsForNobody() {
    CommitPolicy policy = new CommitPolicy(WritePolicy.PRIMARY, AckLevel.WRITTEN, 1);
    PrimaryTenure tenure = PrimaryTenure.begin(with(PAIR, policy), false, 100);
    assertThat(tenure.committedSequence(held(300, 200, 0, 0))).isEqualTo(300);
  }

  @Test
  void minInSyncOfTwoTakesNoWritesAndCommitsNothingAlone() {
    CommitPolicy two = new CommitPolicy(WritePolicy.IN_SYNC, AckLevel.WRITTEN, 2);
    PrimaryTenure alone = PrimaryTenure.begin(with(LONE, two), false, 100);
    assertThat(alone.takesWrites()).isFalse();
    assertThat(alone.committedSequence(held(300, 300, 0, 0))).isZero();
    PrimaryTenure both = PrimaryTenure.begin(with(PAIR, two), false, 100);
    assertThat(both.takesWrites()).isTrue();
    assertThat(both.committedSequence(held(300, 300, 200, 0))).isEqualTo(200);
    assertThat(both.proposing(SHRINK).committedSequence(held(300, 300, 200, 0))).isZero();
  }

  @Test
  void newPrimaryServesAfterTheOldLeaseAndItsOwnTail() {
    assertThat(pair.serves(false, 100)).isFalse();
    assertThat(pair.serves(true, 99)).isFalse();
    assertThat(pair.serves(true, 100)).isTrue();
    assertThat(PrimaryTenure.begin(PAIR, true, 100).serves(false, 100)).isTrue();
  }

  @Test
  void releaseIsForOneThatServesAndIsNeverTakenBack() {
    Proposal release = new Release(PAIR.at(), A, FLOOR);
    Progress all = held(300, 300, 300, 300);
    assertThat(pair.mayPropose(release, false, 100, all)).isFalse();
    assertThat(pair.mayPropose(release, true, 100, all)).isTrue();
    PrimaryTenure stopped = pair.proposing(release);
    PrimaryTenure overtaken = stopped.observing(after(PAIR, new RaiseFloor(PAIR.at(), A, FLOOR)));
    assertThat(overtaken.isStopped()).isTrue();
    assertThat(overtaken.serves(true, 300)).isFalse();
    assertThat(overtaken.takesWrites()).isFalse();
    Shrink shrink = new Shrink(overtaken.config().at(), A, B, FLOOR);
    assertThat(overtaken.mayPropose(shrink, false, 100, all)).isFalse();
  }

  @Test
  void tenureEndsWithItsEpoch() {
    Appoint appoint = new Appoint(PAIR.at(), member(B), InSyncSet.of(member(B)));
    assertThat(pair.isEndedBy(after(PAIR, appoint))).isTrue();
    assertThat(pair.isEndedBy(after(PAIR, SHRINK))).isFalse();
  }

  /// What node a and node b hold, written and synced.
  private static Progress held(long aWritten, long aSynced, long bWritten, long bSynced) {
    return (member, level) -> {
      if (member.equals(member(A))) {
        return level == AckLevel.WRITTEN ? aWritten : aSynced;
      }
      return level == AckLevel.WRITTEN ? bWritten : bSynced;
    };
  }

  private static GroupConfig after(GroupConfig config, Proposal proposal) {
    return ((Committed) GroupConfigMachine.apply(config, proposal)).config();
  }

  private static GroupConfig with(GroupConfig config, CommitPolicy policy) {
    return new GroupConfig(config.at(), A, false, config.inSync(), policy, config.floor(), 0);
  }
}
