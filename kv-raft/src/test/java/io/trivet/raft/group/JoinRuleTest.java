package io.trivet.raft.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.raft.AckLevel;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Configs;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.LogPosition;
import io.trivet.raft.group.JoinRule.Fenced;
import io.trivet.raft.group.JoinRule.FollowFrom;
import io.trivet.raft.group.JoinRule.NotKnownYet;
import io.trivet.raft.group.JoinRule.TakeImage;
import io.trivet.raft.group.Lineage.EpochStart;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where two logs part (I18, H7, H24).
final class JoinRuleTest {
  private static final Lineage EMPTY = new Lineage(List.of(), 0);
  private static final EpochStart FIRST = new EpochStart(1, 0);
  private static final EpochFence FENCE = new EpochFence(1, null);

  @Test
  void logThatIsBehindIsFollowedFromItsEnd() {
    assertThat(meet(EMPTY, 1, log(500, FIRST))).isEqualTo(new FollowFrom(0));
    assertThat(meet(log(300, FIRST), 1, log(500, FIRST))).isEqualTo(new FollowFrom(300));
    Lineage newer = log(500, FIRST, new EpochStart(2, 400));
    assertThat(meet(log(300, FIRST), 2, newer)).isEqualTo(new FollowFrom(300));
  }

  @Test
  void tailThatANewerEpochLacksIsCut() {
    Lineage primary = log(500, FIRST, new EpochStart(2, 300));
    assertThat(meet(log(450, FIRST), 2, primary)).isEqualTo(new FollowFrom(300));
  }

  /// Sequence 400 is in both logs, and means two things: the epochs tell (KIP-279).
  @Test
  void tailOfAnEpochThatThePrimaryNeverSawIsCutToWhereItBegan() {
    Lineage own = log(450, FIRST, new EpochStart(2, 300));
    Lineage primary = log(500, FIRST, new EpochStart(3, 350));
    assertThat(meet(own, 3, primary)).isEqualTo(new FollowFrom(300));
  }

  @Test
  void logsWithoutACommonEpochPartAtTheStart() {
    Lineage own = log(450, new EpochStart(2, 0));
    assertThat(meet(own, 3, log(500, new EpochStart(3, 0)))).isEqualTo(new FollowFrom(0));
  }

  @Test
  void olderPrimaryIsNotFollowed() {
    EpochFence fence = new EpochFence(3, null);
    assertThat(JoinRule.meet(EMPTY, fence, seen(2, LogPosition.START, 0), 2, EMPTY))
        .isEqualTo(new Fenced(3));
    EpochFence candidate = new EpochFence(3, new ConfigVersion(3, 9));
    assertThat(JoinRule.meet(EMPTY, candidate, seen(3, LogPosition.START, 0), 3, EMPTY))
        .isInstanceOf(Fenced.class);
  }

  @Test
  void primaryOfTheSameEpochNeverCuts() {
    assertThatThrownBy(() -> meet(log(450, FIRST), 1, log(300, FIRST)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("equal epoch");
  }

  @Test
  void whatTheFloorCoversIsNeverCut() {
    Lineage primary = log(500, FIRST, new EpochStart(2, 300));
    LogPosition floor = new LogPosition(1, 400);
    assertThatThrownBy(() -> JoinRule.meet(log(450, FIRST), FENCE, seen(2, floor, 0), 2, primary))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("committed frames");
  }

  /// I9: its checkpoint may show what it has too much, because that was committed once.
  @Test
  void tailFromBeforeAForcedEpochIsNotCutButReplaced() {
    Lineage primary = log(500, FIRST, new EpochStart(2, 300));
    GroupConfig forced = seen(2, new LogPosition(1, 300), 2);
    assertThat(JoinRule.meet(log(450, FIRST), FENCE, forced, 2, primary))
        .isEqualTo(new TakeImage(300));
    assertThat(JoinRule.meet(log(300, FIRST), FENCE, forced, 2, primary))
        .isEqualTo(new FollowFrom(300));
  }

  @Test
  void tailFromAfterAForcedEpochIsCutAsEver() {
    Lineage own = log(450, FIRST, new EpochStart(2, 300));
    Lineage primary = log(500, FIRST, new EpochStart(2, 300), new EpochStart(3, 400));
    GroupConfig later = seen(3, new LogPosition(2, 400), 2);
    assertThat(JoinRule.meet(own, FENCE, later, 3, primary)).isEqualTo(new FollowFrom(400));
  }

  @Test
  void nothingIsCutBeforeTheConfigurationOfThePrimaryIsKnown() {
    Lineage primary = log(500, FIRST, new EpochStart(2, 300));
    GroupConfig older = seen(1, new LogPosition(1, 400), 0);
    assertThat(JoinRule.meet(log(450, FIRST), FENCE, older, 2, primary))
        .isEqualTo(new NotKnownYet());
    assertThat(JoinRule.meet(log(300, FIRST), FENCE, older, 2, primary))
        .isEqualTo(new FollowFrom(300));
  }

  @Test
  void frameIsKnownByItsEpochAndItsSequence() {
    Lineage log = log(500, FIRST, new EpochStart(2, 300));
    assertThat(log.has(LogPosition.START)).isTrue();
    assertThat(log.has(new LogPosition(1, 300))).isTrue();
    assertThat(log.has(new LogPosition(2, 301))).isTrue();
    assertThat(log.has(new LogPosition(1, 301))).isFalse();
    assertThat(log.has(new LogPosition(2, 501))).isFalse();
  }

  private static JoinRule.Join meet(Lineage own, int primaryEpoch, Lineage primary) {
    return JoinRule.meet(
        own, FENCE, seen(primaryEpoch, LogPosition.START, 0), primaryEpoch, primary);
  }

  /// The newest configuration that a member has seen.
  private static GroupConfig seen(int epoch, LogPosition floor, int forcedEpoch) {
    GroupConfig pair = Configs.pair(AckLevel.SYNCED);
    return new GroupConfig(
        new ConfigVersion(epoch, 7),
        Configs.A,
        false,
        pair.inSync(),
        pair.policy(),
        floor,
        forcedEpoch);
  }

  private static Lineage log(long endSequence, EpochStart... starts) {
    return new Lineage(List.of(starts), endSequence);
  }
}
