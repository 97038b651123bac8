package io.trivet.raft.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Configs;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Outcome.Committed;
import io.trivet.raft.Proposal.RaiseFloor;
import org.junit.jupiter.api.Test;

/// I5.
final class EpochFenceTest {
  private static final GroupConfig PAIR = Configs.pair(AckLevel.WRITTEN);

  @Test
  void olderEpochIsRefused() {
    EpochFence fence = EpochFence.OPEN.following(3);
    assertThat(fence.admits(2)).isFalse();
    assertThat(fence.admits(3)).isTrue();
    assertThat(fence.following(2)).isEqualTo(fence);
    assertThat(EpochFence.OPEN.observing(PAIR).admits(2)).isFalse();
  }

  @Test
  void nominationFencesTheEpochItWouldEnd() {
    EpochFence fence = EpochFence.OPEN.following(3).nominating(PAIR.at());
    assertThat(fence.admits(3)).isFalse();
    assertThat(fence.admits(4)).isTrue();
    assertThat(fence.observing(PAIR).admits(3)).isFalse();
  }

  @Test
  void nominationThatWasOvertakenGivesItsEpochBack() {
    EpochFence fence = EpochFence.OPEN.following(3).nominating(PAIR.at());
    RaiseFloor raise = new RaiseFloor(PAIR.at(), Configs.A, PAIR.floor());
    GroupConfig overtaking = ((Committed) GroupConfigMachine.apply(PAIR, raise)).config();
    assertThat(overtaking.at()).isEqualTo(new ConfigVersion(3, 8));
    assertThat(fence.observing(overtaking).admits(3)).isTrue();
    assertThat(fence.observing(overtaking).admits(2)).isFalse();
  }
}
