package io.trivet.raft.agent;

import static io.trivet.raft.Configs.A;
import static io.trivet.raft.Configs.B;
import static io.trivet.raft.Configs.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.Configs;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.LogPosition;
import io.trivet.raft.Outcome.Committed;
import io.trivet.raft.Proposal;
import io.trivet.raft.Proposal.Admit;
import io.trivet.raft.Proposal.ChangePolicy;
import io.trivet.raft.Proposal.Shrink;
import io.trivet.raft.group.GroupConfigMachine;
import io.trivet.raft.group.PrimaryTenure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CommitPointTest {
  private static final GroupConfig PAIR = Configs.pair(AckLevel.WRITTEN);
  private static final GroupConfig LONE = Configs.lone(AckLevel.WRITTEN);
  private static final LogPosition FLOOR = new LogPosition(3, 150);
  private static final Proposal ADMIT = new Admit(LONE.at(), A, member(B), FLOOR);

  private final List<Long> advances = new ArrayList<>();
  private final CommitPoint point = new CommitPoint(advances::add);

  @BeforeEach
  void beginAsAPair() {
    point.begin(PrimaryTenure.begin(PAIR, true, 100));
  }

  @Test
  void commitsWhatBothHold() {
    point.joined(3, member(B));
    point.own(300, 0);
    point.heard(3, member(B), 250, 0);
    point.heard(3, member(B), 240, 0);
    assertThat(point.committedSequence()).isEqualTo(250);
    assertThat(advances).containsExactly(250L);
  }

  /// A policy that asks for more may be proposed when all that is committed satisfies it; under
  /// load that is never so by itself.
  @Test
  void commitsWaitForCopiesThatAreAsFirmAsANewPolicyAsks() {
    CommitPolicy synced = new CommitPolicy(PAIR.policy().writePolicy(), AckLevel.SYNCED, 1);
    Proposal change = new ChangePolicy(PAIR.at(), A, synced, FLOOR);
    point.joined(3, member(B));
    point.own(200, 100);
    point.heard(3, member(B), 200, 150);
    assertThat(point.propose(change, true)).isFalse();

    point.awaitLevel(AckLevel.SYNCED);
    point.own(400, 250);
    point.heard(3, member(B), 400, 150);
    assertThat(point.committedSequence()).isEqualTo(200);
    point.heard(3, member(B), 400, 230);
    assertThat(point.committedSequence()).isEqualTo(230);
    assertThat(point.propose(change, true)).isTrue();
    point.awaitLevel(null);
    assertThat(point.committedSequence()).isEqualTo(230);
  }

  @Test
  void countsNoOtherEpochAndNoOtherIncarnation() {
    point.own(300, 300);
    point.heard(3, member(B), 300, 300);
    assertThat(point.joined(2, member(B))).isFalse();
    assertThat(point.joined(3, member(B, 1, 2))).isTrue();
    point.heard(3, member(B, 1, 2), 300, 300);
    point.heard(3, member(B), 300, 300);
    point.heard(2, member(B, 1, 2), 300, 300);
    assertThat(point.committedSequence()).isZero();
  }

  @Test
  void newIncarnationForgetsTheOldOnesWord() {
    point.joined(3, member(B));
    point.heard(3, member(B), 300, 300);
    point.joined(3, member(B, 1, 2));
    point.own(300, 300);
    assertThat(point.committedSequence()).isZero();
  }

  /// H5: what it lacks is not committed any more from the moment it is proposed.
  @Test
  void admittedMemberCountsFromTheProposalOn() {
    begin(LONE);
    point.joined(3, member(B));
    point.own(200, 150);
    point.heard(3, member(B), 150, 0);
    assertThat(point.propose(ADMIT, true)).isTrue();
    point.own(300, 300);
    assertThat(point.committedSequence()).isEqualTo(150);
  }

  @Test
  void memberBehindWhatIsCommittedIsNotAdmitted() {
    begin(LONE);
    point.joined(3, member(B));
    point.own(200, 200);
    point.heard(3, member(B), 199, 0);
    assertThat(point.propose(ADMIT, true)).isFalse();
    point.own(300, 300);
    assertThat(point.committedSequence()).isEqualTo(300);
  }

  @Test
  void commitsWaitForAnAwaitedMemberUntilItIsAwaitedNoMore() {
    begin(LONE);
    point.joined(3, member(B));
    point.own(200, 200);
    point.await(member(B));
    point.own(300, 300);
    point.heard(3, member(B), 250, 0);
    assertThat(point.committedSequence()).isEqualTo(250);
    assertThat(point.propose(ADMIT, true)).isTrue();
    point.await(null);
    assertThat(point.committedSequence()).isEqualTo(250);
  }

  @Test
  void shrinkCountsWhenItIsCommitted() {
    Proposal shrink = new Shrink(PAIR.at(), A, B, FLOOR);
    point.own(300, 300);
    assertThat(point.propose(shrink, true)).isTrue();
    assertThat(point.committedSequence()).isZero();
    point.observing(((Committed) GroupConfigMachine.apply(PAIR, shrink)).config());
    assertThat(point.committedSequence()).isEqualTo(300);
  }

  @Test
  void nothingIsCommittedAfterTheEnd() {
    point.joined(3, member(B));
    point.end();
    point.own(300, 300);
    point.heard(3, member(B), 300, 300);
    assertThat(point.committedSequence()).isZero();
    assertThat(point.takesWrites()).isFalse();
    assertThat(point.propose(ADMIT, true)).isFalse();
  }

  private void begin(GroupConfig config) {
    point.begin(PrimaryTenure.begin(config, true, 100));
  }
}
