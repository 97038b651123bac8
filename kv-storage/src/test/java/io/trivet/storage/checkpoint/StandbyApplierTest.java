package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.keyspace.Keyspace;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A standby's keyspace is at every moment what the frames it has applied make, whatever is in
/// memory and whatever is not: so it never differs from a digest of the primary (I16), though the
/// two order their keys by other seeds; and its checkpoints claim no frame that it has not applied
/// (I9 to I13).
class StandbyApplierTest {

  private static final int LIVES = 6;
  private static final int STEPS = 1500;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void showsWhatItHasAppliedThroughCheckpointsEvictionAndCrashes(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    SimDisk disk = new SimDisk(random.split());
    ModelStore store = new ModelStore(random.split());
    History history = new History(SimStandby.DATABASES);
    Keyspace primary = new Keyspace(SimStandby.DATABASES, 1);
    int loadedKeys = 0;
    int checkpoints = 0;
    int digests = 0;
    for (int life = 0; life < LIVES; life++) {
      SimStandby standby = new SimStandby(disk, store, primary, history, random.nextLong());
      standby.check();
      standby.live(STEPS);
      if (random.nextBoolean()) {
        standby.catchUp();
      }
      standby.check();
      loadedKeys += standby.loadedKeys();
      checkpoints += standby.checkpoints();
      digests += standby.digests();
      assertThat(standby.cooledReads()).as("cold reads").isPositive();
      standby.abandon();
      disk.losePower();
      store.crash(random.nextInt(store.pending() + 1));
    }
    primary.free();
    assertThat(loadedKeys).as("keys loaded to apply").isGreaterThan(10);
    assertThat(digests).as("digests").isGreaterThan(100);
    assertThat(checkpoints).as("checkpoints").isGreaterThan(LIVES);
  }
}
