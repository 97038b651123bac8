package io.trivet.raft.group;

import static io.trivet.raft.Configs.A;
import static io.trivet.raft.Configs.B;
import static io.trivet.raft.Configs.V;
import static io.trivet.raft.Configs.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.Configs;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.Outcome.Committed;
import io.trivet.raft.Proposal.Found;
import io.trivet.raft.Proposal.Release;
import io.trivet.raft.group.Lineage.EpochStart;
import io.trivet.raft.group.NominationRule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NominationRuleTest {
  private static final GroupConfig PAIR = Configs.pair(AckLevel.WRITTEN);
  private static final EpochFence FENCE = new EpochFence(3, null);
  private static final List<EpochStart> EPOCHS =
      List.of(new EpochStart(1, 0), new EpochStart(2, 50), new EpochStart(3, 120));
  private static final Lineage LOG = new Lineage(EPOCHS, 150);

  @Test
  void memberInSyncMayStandWhenItsPromiseHasLapsed() {
    assertThat(judge(member(B), LOG, true)).isEqualTo(Verdict.MAY_STAND);
    assertThat(judge(member(B), LOG, false)).isEqualTo(Verdict.PROMISE_HOLDS);
  }

  @Test
  void promiseEndsWithTheReleaseOfTheEpoch() {
    Release release = new Release(PAIR.at(), A, PAIR.floor());
    GroupConfig released = ((Committed) GroupConfigMachine.apply(PAIR, release)).config();
    assertThat(
            NominationRule.judge(
                released, member(B), FENCE, LOG, 150, false, NominationRule.alone(member(B))))
        .isEqualTo(Verdict.MAY_STAND);
  }

  @Test
  void primaryThatStartsAgainHasPromisedNothingToItself() {
    assertThat(judge(member(A), LOG, false)).isEqualTo(Verdict.MAY_STAND);
  }

  @Test
  void wipedRebootedOrForeignNodeMayNot() {
    assertThat(judge(member(B, 2, 1), LOG, true)).isEqualTo(Verdict.NOT_VOUCHED);
    assertThat(judge(member(B, 1, 2), LOG, true)).isEqualTo(Verdict.NOT_VOUCHED);
    assertThat(judge(member(V), LOG, true)).isEqualTo(Verdict.NOT_VOUCHED);
  }

  @Test
  void logThatLacksTheFloorMayNot() {
    Lineage rolledBack = new Lineage(EPOCHS.subList(0, 2), 99);
    assertThat(judge(member(B), rolledBack, true)).isEqualTo(Verdict.BELOW_FLOOR);
    Lineage parted = new Lineage(EPOCHS.subList(0, 1), 150);
    assertThat(judge(member(B), parted, true)).isEqualTo(Verdict.BELOW_FLOOR);
  }

  /// Found by the model check: a member follows epoch 5, and applies the configurations before only
  /// now.
  @Test
  void memberThatHasPromisedANewerEpochMayNot() {
    assertThat(
            NominationRule.judge(
                PAIR,
                member(B),
                new EpochFence(5, null),
                LOG,
                150,
                true,
                NominationRule.alone(member(B))))
        .isEqualTo(Verdict.FENCED);
  }

  @Test
  void candidateThatWouldBeAloneHasSyncedItsLog() {
    assertThat(
            NominationRule.judge(
                PAIR, member(B), FENCE, LOG, 149, true, NominationRule.alone(member(B))))
        .isEqualTo(Verdict.NOT_SYNCED);
    assertThat(
            NominationRule.judge(
                PAIR, member(B), FENCE, LOG, 149, true, NominationRule.keepingAll(PAIR, member(B))))
        .isEqualTo(Verdict.MAY_STAND);
  }

  @Test
  void firstCandidateOfAGroupNeedsNoVouching() {
    Member first = member(new NodeId("first"));
    assertThat(
            NominationRule.judge(
                GroupConfig.NONE,
                first,
                EpochFence.OPEN,
                LOG,
                150,
                true,
                NominationRule.alone(first)))
        .isEqualTo(Verdict.MAY_STAND);
  }

  @Test
  void groupBeginsAboveTheEpochsOfItsFoundersLog() {
    assertThat(NominationRule.nextEpoch(GroupConfig.NONE, LOG)).isEqualTo(4);
    assertThat(
            NominationRule.nomination(
                GroupConfig.NONE, member(A), LOG, NominationRule.alone(member(A)), PAIR.policy()))
        .isEqualTo(new Found(GroupConfig.NONE.at(), member(A), 4, PAIR.policy()));
    assertThat(NominationRule.nextEpoch(PAIR, new Lineage(EPOCHS.subList(0, 2), 99))).isEqualTo(4);
  }

  /// Whoever was in a group that is gone with its quorum would give its epochs a second time.
  @Test
  void memberThatHasFollowedOnceFoundsNoGroup() {
    assertThat(
            NominationRule.judge(
                GroupConfig.NONE,
                member(A),
                new EpochFence(1, null),
                LOG,
                150,
                true,
                NominationRule.alone(member(A))))
        .isEqualTo(Verdict.FENCED);
  }

  @Test
  void operatorsWordTakesThePlaceOfBeingVouchedForAndOfTheFloor() {
    assertThat(judgeForced(member(B, 1, 2), LOG, 150)).isEqualTo(Verdict.MAY_STAND);
    assertThat(judgeForced(member(B), new Lineage(EPOCHS.subList(0, 2), 99), 99))
        .isEqualTo(Verdict.MAY_STAND);
    assertThat(judgeForced(member(B, 1, 2), LOG, 149)).isEqualTo(Verdict.NOT_SYNCED);
  }

  @Test
  void nobodyIsForcedWhoMayStandAnyway() {
    assertThat(judgeForced(member(B), LOG, 150)).isEqualTo(Verdict.NEEDS_NO_FORCE);
    assertThat(NominationRule.judgeForced(GroupConfig.NONE, member(B), EpochFence.OPEN, LOG, 150))
        .isEqualTo(Verdict.NEEDS_NO_FORCE);
  }

  @Test
  void logOfAnotherGroupIsNotForcedOnThisOne() {
    Lineage other = new Lineage(List.of(new EpochStart(9, 0)), 150);
    assertThat(judgeForced(member(B, 2, 1), other, 150)).isEqualTo(Verdict.OF_ANOTHER_GROUP);
  }

  private static Verdict judgeForced(Member own, Lineage log, long syncedSequence) {
    return NominationRule.judgeForced(PAIR, own, FENCE, log, syncedSequence);
  }

  private static Verdict judge(Member own, Lineage log, boolean hasPromiseLapsed) {
    return NominationRule.judge(
        PAIR, own, FENCE, log, log.endSequence(), hasPromiseLapsed, NominationRule.alone(own));
  }
}
