package io.trivet.raft.group;

import static io.trivet.raft.Configs.A;
import static io.trivet.raft.Configs.B;
import static io.trivet.raft.Configs.V;
import static io.trivet.raft.Configs.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Configs;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.LogPosition;
import io.trivet.raft.NodeId;
import io.trivet.raft.Outcome.Committed;
import io.trivet.raft.Outcome.Rejected;
import io.trivet.raft.Proposal;
import io.trivet.raft.Proposal.Admit;
import io.trivet.raft.Proposal.Appoint;
import io.trivet.raft.Proposal.ChangePolicy;
import io.trivet.raft.Proposal.Force;
import io.trivet.raft.Proposal.Found;
import io.trivet.raft.Proposal.RaiseFloor;
import io.trivet.raft.Proposal.Release;
import io.trivet.raft.Proposal.Shrink;
import io.trivet.raft.Refusal;
import io.trivet.raft.WritePolicy;
import org.junit.jupiter.api.Test;

final class GroupConfigMachineTest {
  private static final GroupConfig PAIR = Configs.pair(AckLevel.WRITTEN);
  private static final GroupConfig SYNCED_PAIR = Configs.pair(AckLevel.SYNCED);
  private static final GroupConfig LONE = Configs.lone(AckLevel.WRITTEN);
  private static final ConfigVersion LONE_AT = new ConfigVersion(3, 6);
  private static final LogPosition FLOOR = new LogPosition(3, 200);

  @Test
  void firstPrimaryIsWhoAsksFirstAndIsAlone() {
    Appoint first = new Appoint(GroupConfig.NONE.at(), member(A), InSyncSet.of(member(A)));
    GroupConfig made = committed(GroupConfig.NONE, first);
    assertThat(made.at()).isEqualTo(new ConfigVersion(1, 1));
    assertThat(made.primary()).isEqualTo(A);
    assertThat(
            refusal(made, new Appoint(GroupConfig.NONE.at(), member(B), InSyncSet.of(member(B)))))
        .isEqualTo(Refusal.OVERTAKEN);
    Appoint both =
        new Appoint(GroupConfig.NONE.at(), member(A), InSyncSet.of(member(A), member(B)));
    assertThat(refusal(GroupConfig.NONE, both)).isEqualTo(Refusal.NOT_VOUCHED);
  }

  @Test
  void appointmentBeginsAnEpochOverTheMembersItKeeps() {
    GroupConfig made = committed(PAIR, new Appoint(PAIR.at(), member(B), InSyncSet.of(member(B))));
    assertThat(made.at()).isEqualTo(new ConfigVersion(4, 8));
    assertThat(made.primary()).isEqualTo(B);
    assertThat(made.inSync()).isEqualTo(InSyncSet.of(member(B)));
    assertThat(made.floor()).isEqualTo(PAIR.floor());
  }

  @Test
  void onlyAMemberOfTheSameIncarnationIsAppointed() {
    assertThat(refusal(PAIR, appoint(PAIR, V, 1, 1))).isEqualTo(Refusal.NOT_VOUCHED);
    assertThat(refusal(PAIR, appoint(PAIR, B, 2, 1))).isEqualTo(Refusal.NOT_VOUCHED);
    assertThat(refusal(PAIR, appoint(PAIR, B, 1, 2))).isEqualTo(Refusal.NOT_VOUCHED);
    assertThat(refusal(LONE, appoint(LONE, B, 1, 1))).isEqualTo(Refusal.NOT_VOUCHED);
  }

  @Test
  void bootMattersOnlyWhereAcknowledgementsWereNotSynced() {
    assertThat(committed(SYNCED_PAIR, appoint(SYNCED_PAIR, B, 1, 2)).primary()).isEqualTo(B);
    assertThat(committed(LONE, appoint(LONE, A, 1, 2)).epoch()).isEqualTo(4);
    assertThat(refusal(SYNCED_PAIR, appoint(SYNCED_PAIR, B, 2, 1))).isEqualTo(Refusal.NOT_VOUCHED);
  }

  @Test
  void appointmentWithoutItsOwnPrimaryIsRefused() {
    Appoint other = new Appoint(PAIR.at(), member(B), InSyncSet.of(member(A)));
    assertThat(refusal(PAIR, other)).isEqualTo(Refusal.PRIMARY_MISSING);
  }

  @Test
  void groupIsFoundedAboveTheEpochsOfItsFoundersLog() {
    GroupConfig made = committed(GroupConfig.NONE, found(A, 8));
    assertThat(made.at()).isEqualTo(new ConfigVersion(8, 1));
    assertThat(made.inSync()).isEqualTo(InSyncSet.of(member(A)));
    assertThat(made.policy()).isEqualTo(SYNCED_PAIR.policy());
    assertThat(refusal(made, found(B, 9))).isEqualTo(Refusal.OVERTAKEN);
  }

  @Test
  void forcedEpochIsMarkedAndMayLowerTheFloor() {
    GroupConfig made = committed(PAIR, force(PAIR, 2, 60));
    assertThat(made).isEqualTo(Configs.forced(AckLevel.WRITTEN));
    assertThat(made.isForced()).isTrue();
    GroupConfig next = committed(made, new Appoint(made.at(), member(B), InSyncSet.of(member(B))));
    assertThat(next.isForced()).isFalse();
    assertThat(next.forcedEpoch()).isEqualTo(4);
  }

  @Test
  void forceIsOfNoUseToAGroupThatHasNotBegunOrToTheLogOfAnother() {
    assertThat(refusal(GroupConfig.NONE, force(GroupConfig.NONE, 0, 0)))
        .isEqualTo(Refusal.NO_CHANGE);
    assertThat(refusal(PAIR, force(PAIR, 4, 60))).isEqualTo(Refusal.BAD_FLOOR);
    assertThat(refusal(PAIR, new Force(LONE_AT, member(B), new LogPosition(2, 60))))
        .isEqualTo(Refusal.OVERTAKEN);
  }

  @Test
  void onlyAStepThatSaysThatItIsForcedLowersTheFloor() {
    GroupConfig forced = committed(PAIR, force(PAIR, 2, 60));
    GroupConfig silent =
        new GroupConfig(forced.at(), B, false, forced.inSync(), forced.policy(), forced.floor(), 0);
    assertThat(LegalStep.isLegal(PAIR, forced)).isTrue();
    assertThat(LegalStep.isLegal(PAIR, silent)).isFalse();
    GroupConfig forgotten =
        new GroupConfig(
            new ConfigVersion(5, 9), B, false, forced.inSync(), forced.policy(), forced.floor(), 0);
    assertThat(LegalStep.isLegal(forced, forgotten)).isFalse();
  }

  @Test
  void primaryShrinksAndAdmits() {
    GroupConfig alone = committed(PAIR, new Shrink(PAIR.at(), A, B, FLOOR));
    assertThat(alone.inSync()).isEqualTo(InSyncSet.of(member(A)));
    assertThat(alone.floor()).isEqualTo(FLOOR);
    GroupConfig again = committed(alone, new Admit(alone.at(), A, member(B, 2, 2), FLOOR));
    assertThat(again.inSync()).isEqualTo(InSyncSet.of(member(A), member(B, 2, 2)));
    assertThat(again.at()).isEqualTo(new ConfigVersion(3, 9));
  }

  @Test
  void setKeepsItsPrimaryAndTakesNobodyTwice() {
    assertThat(refusal(PAIR, new Shrink(PAIR.at(), A, A, FLOOR)))
        .isEqualTo(Refusal.PRIMARY_MISSING);
    assertThat(refusal(PAIR, new Shrink(PAIR.at(), A, V, FLOOR))).isEqualTo(Refusal.NO_CHANGE);
    assertThat(refusal(PAIR, new Admit(PAIR.at(), A, member(B, 2, 2), FLOOR)))
        .isEqualTo(Refusal.NO_CHANGE);
  }

  @Test
  void nobodyButThePrimaryChangesItsEpoch() {
    assertThat(refusal(PAIR, new Shrink(PAIR.at(), B, A, FLOOR))).isEqualTo(Refusal.NOT_PRIMARY);
    assertThat(refusal(PAIR, new Release(PAIR.at(), V, FLOOR))).isEqualTo(Refusal.NOT_PRIMARY);
  }

  @Test
  void nothingButAnAppointmentFollowsARelease() {
    GroupConfig released = committed(PAIR, new Release(PAIR.at(), A, FLOOR));
    assertThat(released.isReleased()).isTrue();
    assertThat(refusal(released, new Release(released.at(), A, FLOOR))).isEqualTo(Refusal.RELEASED);
    assertThat(refusal(released, new Shrink(released.at(), A, B, FLOOR)))
        .isEqualTo(Refusal.RELEASED);
    assertThat(committed(released, appoint(released, B, 1, 1)).isReleased()).isFalse();
  }

  @Test
  void floorNeitherFallsNorRunsAhead() {
    assertThat(committed(PAIR, new RaiseFloor(PAIR.at(), A, FLOOR)).floor()).isEqualTo(FLOOR);
    assertThat(refusal(PAIR, new RaiseFloor(PAIR.at(), A, new LogPosition(2, 99))))
        .isEqualTo(Refusal.BAD_FLOOR);
    assertThat(refusal(PAIR, new RaiseFloor(PAIR.at(), A, new LogPosition(4, 300))))
        .isEqualTo(Refusal.BAD_FLOOR);
  }

  @Test
  void policyChanges() {
    CommitPolicy strict = new CommitPolicy(WritePolicy.IN_SYNC, AckLevel.SYNCED, 2);
    assertThat(committed(PAIR, new ChangePolicy(PAIR.at(), A, strict, FLOOR)).policy())
        .isEqualTo(strict);
  }

  @Test
  void overtakenProposalIsRefusedWhateverItAsks() {
    ConfigVersion older = new ConfigVersion(3, 6);
    assertThat(refusal(PAIR, new Shrink(older, A, B, FLOOR))).isEqualTo(Refusal.OVERTAKEN);
    assertThat(refusal(PAIR, new Appoint(older, member(B), InSyncSet.of(member(B)))))
        .isEqualTo(Refusal.OVERTAKEN);
  }

  @Test
  void illegalStepsOfTheLibraryBelowAreFound() {
    GroupConfig next = committed(PAIR, appoint(PAIR, B, 1, 1));
    assertThat(LegalStep.isLegal(PAIR, next)).isTrue();
    assertThat(LegalStep.isLegal(PAIR, PAIR)).isFalse();
    assertThat(LegalStep.isLegal(next, PAIR)).isFalse();
    assertThat(LegalStep.isLegal(LONE, next)).isFalse();
    assertThat(LegalStep.isLegal(GroupConfig.NONE, next)).isFalse();
    GroupConfig usurped =
        new GroupConfig(
            new ConfigVersion(3, 8), B, false, PAIR.inSync(), PAIR.policy(), PAIR.floor(), 0);
    assertThat(LegalStep.isLegal(PAIR, usurped)).isFalse();
    assertThatThrownBy(() -> LegalStep.check(PAIR, usurped))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("illegal step");
  }

  private static Found found(NodeId node, int epoch) {
    return new Found(GroupConfig.NONE.at(), member(node), epoch, SYNCED_PAIR.policy());
  }

  private static Force force(GroupConfig current, int epoch, long sequence) {
    return new Force(current.at(), member(B), new LogPosition(epoch, sequence));
  }

  private static Appoint appoint(GroupConfig current, NodeId node, int storage, int boot) {
    return new Appoint(
        current.at(), member(node, storage, boot), InSyncSet.of(member(node, storage, boot)));
  }

  private static GroupConfig committed(GroupConfig current, Proposal proposal) {
    return ((Committed) GroupConfigMachine.apply(current, proposal)).config();
  }

  private static Refusal refusal(GroupConfig current, Proposal proposal) {
    Rejected rejected = (Rejected) GroupConfigMachine.apply(current, proposal);
    assertThat(rejected.current()).isEqualTo(current);
    return rejected.reason();
  }
}
