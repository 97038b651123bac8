package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.keyspace.KeyspaceTxn;
import java.io.IOException;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Checkpoints of a member of a group before anything of its log is committed.
final class FirstCheckpointTest {
  private final SimDisk disk = new SimDisk(new SplittableRandom(1));
  private final SimStore store = new SimStore(new SplittableRandom(2));
  private final TestClock clock = new TestClock();

  @Test
  void startsAgainAfterACheckpointThatCameBeforeTheFirstCommit() throws IOException {
    Storage first = open();
    SimStorage background = SimStorage.start(first, () -> KeyspaceTxn.INITIAL_STATE, () -> false);
    first.beginEpoch(1);
    long end = first.log().flush();
    clock.passMs(20_000);
    var report = first.checkpoint();
    for (int i = 0; i < 100 && !report.isDone(); i++) {
      boolean _ = background.steps().checkpoint();
    }
    background.abandon();
    disk.crashProcess();
    store.crash(new SplittableRandom(4));

    Storage again = open();

    assertThat(again.log().appendedSequence()).isEqualTo(end);
    assertThat(again.startReport().redoSequence()).isZero();
    SimStorage.start(again, () -> 0, () -> false).abandon();
  }

  private Storage open() throws IOException {
    return SimStorage.recover(
        disk, store, StorageOptions.defaults(), clock, new Random(3), new StorageListener() {});
  }
}
