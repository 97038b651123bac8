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

  private static final long TIMEOUT_MS = 30_000;
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
  private final StorageClock clock = new SystemStorageClock();

  @Test
  void whatWasWrittenIsThereAfterARestart() throws IOException {
    KeyspaceModel model = new KeyspaceModel(3);
    Workload workload = new Workload(new SplittableRandom(1), 50, 40);
    try (Storage storage = open(OPTIONS)) {
      run(storage, workload, model, 500);
      storage.checkpointNow(TIMEOUT_MS);
    }
    try (Storage storage = open(OPTIONS)) {
      check(storage, model);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void anyRunOfCheckpointsAndRestartsKeepsEverything(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    KeyspaceModel model = new KeyspaceModel(3);
    Workload workload = new Workload(random, 60, 40);
    for (int life = 0; life < 6; life++) {
      try (Storage storage = open(OPTIONS)) {
        check(storage, model);
        for (int round = random.nextInt(4); round >= 0; round--) {
          run(storage, workload, model, random.nextInt(300));
          if (random.nextBoolean()) {
            storage.checkpointNow(TIMEOUT_MS);
          }
        }
        if (random.nextInt(3) == 0) {
          storage.close(TIMEOUT_MS);
        }
      }
    }
    try (Storage storage = open(OPTIONS)) {
      check(storage, model);
    }
  }

  private Storage open(StorageOptions options) throws IOException {
    Storage storage =
        Storage.open(
            directory.resolve("data"),
            options,
            clock,
            new SplittableRandom(7),
            new StorageListener() {});
    storage.keyspace().limits(Workload.SMALL);
    storage.beginEpoch(storage.nextEpoch());
    storage.start(
        () -> storage.log().writtenSequence(),
        () -> true,
        Thread.ofPlatform().daemon().name("storage-", 0).factory());
    return storage;
  }

  private void run(Storage storage, Workload workload, KeyspaceModel model, int steps)
      throws IOException {
    try (KeyspaceTxn txn = storage.transaction()) {
      for (int i = 0; i < steps; i++) {
        workload.step(txn, model, storage.coldReader()::loadNow, clock.wallMs());
        storage.log().endBatch();
        storage.committed();
      }
    }
  }

  private void check(Storage storage, KeyspaceModel model) throws IOException {
    try (KeyspaceTxn txn = storage.transaction()) {
      new KeyspaceCheck(txn, storage.coldReader()::loadNow).equal(model, clock.wallMs());
    }
    assertThat(storage.figures().coldQueue()).isZero();
  }
}
