package io.trivet.raft.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.LogPosition;
import io.trivet.raft.group.JoinRule.Fenced;
import io.trivet.raft.group.JoinRule.FollowFrom;
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
    assertThat(JoinRule.meet(EMPTY, fence, LogPosition.START, 2, EMPTY)).isEqualTo(new Fenced(3));
    EpochFence candidate = new EpochFence(3, new ConfigVersion(3, 9));
    assertThat(JoinRule.meet(EMPTY, candidate, LogPosition.START, 3, EMPTY))
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
    assertThatThrownBy(() -> JoinRule.meet(log(450, FIRST), FENCE, floor, 2, primary))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("committed frames");
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
    return JoinRule.meet(own, FENCE, LogPosition.START, primaryEpoch, primary);
  }

  private static Lineage log(long endSequence, EpochStart... starts) {
    return new Lineage(List.of(starts), endSequence);
  }
}
