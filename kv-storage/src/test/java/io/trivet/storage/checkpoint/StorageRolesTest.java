package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A storage that follows, is promoted and demoted, with its threads, on the real file system and
/// the real RocksDB. The primary is a keyspace in memory that appends to the same log.
@Timeout(120)
class StorageRolesTest {

  private static final long MIB = 1 << 20;
  private static final StorageOptions OPTIONS =
      StorageOptions.defaults()
          .withDatabases(2)
          .withLog(
              LogOptions.defaults()
                  .withRingBytes(1 << 20)
                  .withSegmentBytes(1 << 20)
                  .withRetainedBytes(0))
          .withCheckpoint(CheckpointOptions.defaults().withIntervalMs(20))
          .withTickMs(10);
  private static final Bytes KEY = Bytes.utf8("due");

  @TempDir Path directory;
  private final Keyspace primary = new Keyspace(2, 1);
  private Storage storage;

  @BeforeEach
  void open() throws IOException {
    storage =
        Storage.open(
            directory.resolve("data"),
            OPTIONS,
            new SystemStorageClock(),
            new SplittableRandom(1),
            new StorageListener() {});
    storage.start(
        () -> Long.MAX_VALUE,
        () -> true,
        Thread.ofPlatform().daemon().name("storage-", 0).factory());
    storage.keyspace().limits(Workload.SMALL);
    primary.limits(Workload.SMALL);
  }

  @AfterEach
  void close() throws IOException {
    storage.close();
    primary.free();
  }

  /// Frames come, are applied, checkpointed and evicted at the same time, and somebody reads.
  @Test
  void aStandbyUnderLoadHasEverythingAndIsPromotedWithIt() throws Exception {
    StandbyApplier applier = storage.applier();
    assertThat(storage.applier()).isSameAs(applier);
    storage.evictor().maxBytes(storage.keyspaceBytes() + MIB);
    KeyspaceModel model = new KeyspaceModel(2);
    AtomicBoolean isFed = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> applies =
          threads.submit(() -> {
            while (applier.step() || !isFed.get()) {}
            return null;
          });
      Future<?> reads = threads.submit(() -> readUntil(isFed));
      feed(model, 12_000);
      isFed.set(true);
      finish(applies);
      finish(reads);
    }
    while (applier.step()) {}
    assertThat(applier.appliedSequence()).isEqualTo(storage.log().appendedSequence());
    assertThat(storage.checkpointNow(TestNode.TIMEOUT_MS).redoSequence())
        .isEqualTo(applier.appliedSequence());
    storage.beginEpoch(storage.log().lastEpoch() + 1);
    write(Bytes.utf8("new"), KeyspaceTxn.NEVER);
    model.put(0, Bytes.utf8("new"), KEY, 0);
    check(model);
    storage.close();
    open();
    check(model);
  }

  @Test
  void isNotPromotedBeforeEverythingIsApplied() throws IOException {
    StandbyApplier applier = storage.applier();
    feed(new KeyspaceModel(2), 50);
    assertThatThrownBy(() -> storage.beginEpoch(9)).hasMessageContaining("everything is applied");
    while (applier.step()) {}
    storage.beginEpoch(9);
    assertThat(storage.log().lastEpoch()).isEqualTo(9);
  }

  /// Its housekeeping could expire keys all the time: the node itself says that it may write.
  @Test
  void aDemotedNodeAppendsNothingOfItsOwn() throws IOException {
    storage.beginEpoch(1);
    write(KEY, System.currentTimeMillis() + 60_000);
    storage.checkpointNow(TestNode.TIMEOUT_MS);
    StandbyApplier applier = storage.applier();
    long end = storage.log().appendedSequence();
    assertThat(applier.appliedSequence()).isEqualTo(end);
    storage.log().openEpoch(2);
    primary.epoch(2);
    try (KeyspaceTxn txn = primary.transaction(storage.log().appender())) {
      txn.begin(0, 1);
      txn.lock(Slot.of(KEY.array()));
      txn.putString(KEY, KEY, 2); // due since 1970
      end = txn.commit();
      txn.unlock();
    }
    while (applier.step()) {}
    storage.memoryIsShort(); // wakes the housekeeping
    assertThat(read(KEY)).isNull();
    storage.checkpointNow(TestNode.TIMEOUT_MS);
    assertThat(storage.log().appendedSequence()).isEqualTo(end);
    assertThat(storage.keyspace().size(0)).isEqualTo(1);
    storage.beginEpoch(3);
    awaitExpiry();
  }

  private void awaitExpiry() {
    while (storage.keyspace().size(0) > 0) {
      storage.memoryIsShort();
      Thread.onSpinWait();
    }
  }

  private void feed(KeyspaceModel model, int frames) throws IOException {
    int epoch = storage.log().lastEpoch() + 1;
    storage.log().openEpoch(epoch);
    primary.epoch(epoch);
    Workload workload = new Workload(new SplittableRandom(3), 4000, 400);
    try (KeyspaceTxn txn = primary.transaction(storage.log().appender())) {
      for (int i = 0; i < frames; i++) {
        while (!storage.log().hasRoom(1 << 16)) {
          storage.log().endBatch();
          Thread.onSpinWait();
        }
        workload.step(txn, model, keys -> {}, System.currentTimeMillis());
        storage.log().endBatch();
        storage.committed();
      }
    }
  }

  private Void readUntil(AtomicBoolean isOver) throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    while (!isOver.get()) {
      read(Workload.key(random.nextInt(4000)));
    }
    return null;
  }

  private KeyspaceModel.@Nullable Held read(Bytes key) throws IOException {
    try (KeyspaceTxn txn = storage.transaction()) {
      return new KeyspaceCheck(txn, storage.coldReader()::loadNow)
          .read(0, key, System.currentTimeMillis());
    }
  }

  private void write(Bytes key, long expiresAtMs) throws IOException {
    read(key); // so that it is in memory
    try (KeyspaceTxn txn = storage.transaction()) {
      txn.begin(0, System.currentTimeMillis());
      txn.lock(Slot.of(key.array()));
      txn.putString(key, KEY, expiresAtMs);
      txn.commit();
      txn.unlock();
    }
    storage.log().endBatch();
  }

  private void check(KeyspaceModel model) throws IOException {
    try (KeyspaceTxn txn = storage.transaction()) {
      new KeyspaceCheck(txn, storage.coldReader()::loadNow)
          .equal(model, System.currentTimeMillis());
    }
  }

  private static void finish(Future<?> work) throws InterruptedException, IOException {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
