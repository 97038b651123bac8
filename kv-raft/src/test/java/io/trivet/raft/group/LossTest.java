package io.trivet.raft.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.Configs;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.LogPosition;
import io.trivet.raft.group.Lineage.EpochStart;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an operator is told before a copy is forced. The configuration is of epoch 3 with its floor
/// at 2/100.
final class LossTest {
  private static final GroupConfig PAIR = Configs.pair(AckLevel.SYNCED);
  private static final LogPosition FLOOR = new LogPosition(2, 100);

  @Test
  void logOfTheGroupsEpochLacksOnlyWhatCameLater() {
    Lineage log = new Lineage(List.of(new EpochStart(2, 0), new EpochStart(3, 120)), 150);
    Loss loss = Loss.of(PAIR, log);
    assertThat(loss).isEqualTo(new Loss(new LogPosition(3, 150), 150, FLOOR));
    assertThat(loss.isCertain()).isFalse();
  }

  @Test
  void logOfAnOlderEpochIsKnownToBeRightUpToTheFloor() {
    Lineage log = new Lineage(List.of(new EpochStart(2, 0)), 150);
    assertThat(Loss.of(PAIR, log)).isEqualTo(new Loss(new LogPosition(2, 150), 100, FLOOR));
  }

  @Test
  void nothingIsKnownToBeRightOfALogThatPartedBelowTheFloor() {
    Lineage log = new Lineage(List.of(new EpochStart(1, 0)), 150);
    Loss loss = Loss.of(PAIR, log);
    assertThat(loss).isEqualTo(new Loss(new LogPosition(1, 150), 0, FLOOR));
    assertThat(loss.isCertain()).isTrue();
  }

  @Test
  void diskThatWasPutBackLacksWhatTheFloorCovers() {
    Lineage log = new Lineage(List.of(new EpochStart(2, 0)), 60);
    assertThat(Loss.of(PAIR, log)).isEqualTo(new Loss(new LogPosition(2, 60), 0, FLOOR));
  }
}
