package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.LogOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole storage on the real file system and the real RocksDB, with its threads.
class StorageTest {

  private static final StorageOptions OPTIONS =
      StorageOptions.defaults()
          .withDatabases(3)
          .withLog(
              LogOptions.defaults()
                  .withRingBytes(1 << 20)
                  .withSegmentBytes(1 << 20)
                  .withRetainedBytes(0))
          .withCheckpoint(CheckpointOptions.defaults().withIntervalMs(20));

  @TempDir Path directory;

  @Test
  void whatWasWrittenIsThereAfterARestart() throws IOException {
    KeyspaceModel model = new KeyspaceModel(3);
    Workload workload = new Workload(new SplittableRandom(1), 50, 40);
    try (TestNode node = start()) {
      run(node, workload, model, 500);
      node.storage().checkpointNow(TestNode.TIMEOUT_MS);
    }
    try (TestNode node = start()) {
      check(node, model);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void anyRunOfCheckpointsAndRestartsKeepsEverything(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    KeyspaceModel model = new KeyspaceModel(3);
    Workload workload = new Workload(random, 60, 40);
    for (int life = 0; life < 6; life++) {
      try (TestNode node = start()) {
        check(node, model);
        for (int round = random.nextInt(4); round >= 0; round--) {
          run(node, workload, model, random.nextInt(300));
          if (random.nextBoolean()) {
            node.storage().checkpointNow(TestNode.TIMEOUT_MS);
          }
        }
        if (random.nextInt(3) == 0) {
          node.stop();
        }
      }
    }
    try (TestNode node = start()) {
      check(node, model);
    }
  }

  @Test
  void aCleanStopLeavesNothingToReplay() throws IOException {
    try (TestNode node = start()) {
      run(node, new Workload(new SplittableRandom(2), 50, 40), new KeyspaceModel(3), 200);
      node.stop();
    }
    try (TestNode node = start()) {
      StartReport report = node.storage().startReport();
      assertThat(report.isFresh()).isFalse();
      assertThat(report.log().wasCleanStop()).isTrue();
      assertThat(report.log().frames()).isZero();
      assertThat(report.loadedKeys()).isZero();
    }
  }

  @Test
  void figuresTellWhatIsThere() throws IOException {
    try (TestNode node = start()) {
      run(node, new Workload(new SplittableRandom(2), 50, 40), new KeyspaceModel(3), 200);
      node.storage().checkpointNow(TestNode.TIMEOUT_MS);
      StorageFigures figures = node.storage().figures();
      assertThat(figures.dirtyEntries()).isZero();
      assertThat(figures.redoLagBytes()).isZero();
      assertThat(figures.redoSequence()).isEqualTo(node.storage().log().appendedSequence());
      assertThat(figures.lastCheckpoint().redoSequence()).isEqualTo(figures.redoSequence());
      assertThat(figures.store().fileBytes()).isPositive();
      assertThat(figures.keyspaceBytes()).isPositive();
      assertThat(node.storage().memoryBytes()).isGreaterThan(figures.keyspaceBytes());
    }
  }

  private TestNode start() throws IOException {
    TestNode node = TestNode.start(directory.resolve("data"), OPTIONS);
    node.storage().keyspace().limits(Workload.SMALL);
    return node;
  }

  private static void run(TestNode node, Workload workload, KeyspaceModel model, int steps)
      throws IOException {
    Storage storage = node.storage();
    try (KeyspaceTxn txn = storage.transaction()) {
      for (int i = 0; i < steps; i++) {
        workload.step(txn, model, storage.coldReader()::loadNow, node.nowMs());
        storage.log().endBatch();
        storage.committed();
      }
    }
  }

  private static void check(TestNode node, KeyspaceModel model) throws IOException {
    try (KeyspaceTxn txn = node.storage().transaction()) {
      new KeyspaceCheck(txn, node.storage().coldReader()::loadNow).equal(model, node.nowMs());
    }
  }
}
