package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken back in place leaves exactly what a start over the cut log would find, and the
/// node can live on with it (I9 to I13, H24).
class StorageTruncationTest {

  private static final int LIVES = 4;
  private static final int CUTS = 8;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 14, 24, 30})
  void memoryAfterACutIsWhatAStartWouldMakeOfIt(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    SimDisk disk = new SimDisk(random.split());
    ModelStore store = new ModelStore(random.split());
    History history = new History(SimCutNode.DATABASES);
    int givenUp = 0;
    int loadedPieces = 0;
    for (int life = 0; life < LIVES; life++) {
      SimCutNode node = new SimCutNode(disk, store, history, random.nextLong());
      node.check();
      for (int cut = 0; cut < CUTS; cut++) {
        node.live(random.nextInt(300));
        node.cut();
      }
      node.live(100);
      givenUp += node.givenUp();
      loadedPieces += node.loadedPieces();
      node.abandon();
      disk.losePower();
      store.crash(random.nextInt(store.pending() + 1));
    }
    assertThat(givenUp).as("checkpoints given up with a batch").isPositive();
    assertThat(loadedPieces).as("keys read again").isPositive();
  }
}
