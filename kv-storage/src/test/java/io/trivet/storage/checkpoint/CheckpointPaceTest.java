package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointPaceTest {

  private final CheckpointPace pace = new CheckpointPace();

  @Test
  void beginsEarlyAsLongAsNothingIsKnown() {
    assertThat(pace.dueBytes(64)).isEqualTo(16);
  }

  @Test
  void beginsEarlyWhereEveryFrameChangesAnotherKey() {
    pace.completed(100, 110);
    assertThat(pace.dueBytes(64)).isEqualTo(16);
    pace.completed(100, 90);
    assertThat(pace.dueBytes(64)).isEqualTo(16);
  }

  @Test
  void waitsWhereTheSameKeysChangeOverAndOver() {
    pace.completed(100, 50);
    assertThat(pace.dueBytes(64)).isEqualTo(32);
    pace.completed(100, 0);
    assertThat(pace.dueBytes(64)).isEqualTo(64);
  }

  @Test
  void aCheckpointOfNothingTellsNothing() {
    pace.completed(100, 50);
    pace.completed(0, 0);
    assertThat(pace.dueBytes(64)).isEqualTo(32);
  }
}
