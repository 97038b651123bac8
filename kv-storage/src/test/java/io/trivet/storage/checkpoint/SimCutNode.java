package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.keyspace.CheckpointSource;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.TableAudit;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.LogSyncer;
import java.io.IOException;
import java.util.Set;
import java.util.SplittableRandom;

/// One life of a node whose log is cut from time to time, in one thread: a workload, checkpointer,
/// syncer and eviction in a random order, and in between the frames behind some committed place are
/// taken back.
final class SimCutNode {

  static final int DATABASES = 2;

  private static final int KEYS = 14;
  private static final LogOptions LOG =
      LogOptions.defaults()
          .withRingBytes(1 << 14)
          .withSegmentBytes(1 << 13)
          .withBypassBytes(1 << 16)
          .withRetainedBytes(0);
  private static final CheckpointOptions CHECKPOINT = new CheckpointOptions(40, 6000, 700, 120);

  private final SimDisk disk;
  private final ModelStore store;
  private final TestClock clock = new TestClock();
  private final History history;
  private final SplittableRandom random;
  private final Recovery recovery;
  private final Residence residence;
  private final StoredEntries entries;
  private final Checkpointer checkpointer;
  private final Workload workload;
  private long committed;
  private int givenUp;
  private int loadedPieces;

  SimCutNode(SimDisk disk, ModelStore store, History history, long seed) throws IOException {
    this.disk = disk;
    this.store = store;
    this.history = history;
    this.random = new SplittableRandom(seed);
    this.recovery = recover(disk, store, clock);
    this.committed = log().appendedSequence();
    this.residence = new Residence(keyspace());
    this.entries = new StoredEntries(store, residence);
    this.workload = new Workload(random, KEYS, 30);
    this.checkpointer =
        new Checkpointer(
            keyspace(),
            store,
            new LogProgress(log(), () -> committed),
            recovery.manifest(),
            CHECKPOINT,
            clock,
            new PruningListener());
  }

  /// Cuts in which a checkpoint was given up that had a batch to write.
  int givenUp() {
    return givenUp;
  }

  /// Groups of keys that were read again.
  int loadedPieces() {
    return loadedPieces;
  }

  /// Works for so many steps in an epoch of its own.
  void live(int steps) throws IOException {
    keyspace().limits(Workload.SMALL);
    int epoch = log().lastEpoch() + 1;
    log().openEpoch(epoch);
    keyspace().epoch(epoch);
    LogSyncer syncer = log().newSyncer(clock.monotonicNs());
    try (KeyspaceTxn txn = keyspace().transaction(log().appender())) {
      for (int i = 0; i < steps; i++) {
        clock.passMs(random.nextInt(5));
        step(txn, syncer);
      }
    }
    log().flush();
  }

  /// Takes back what is behind some committed place, and compares: with the model, with what the
  /// counters say, and with a start over the same log and store.
  void cut() throws IOException {
    long end = log().appendedSequence();
    long place = history.someEnd(committed, end, random);
    if (place == end) {
      return;
    }
    Set<Integer> unwritten = checkpointer.giveUp();
    givenUp += unwritten.isEmpty() ? 0 : 1;
    BulkLoad loads = new BulkLoad(keyspace(), store, this::run, clock);
    String kept =
        new Truncation(keyspace(), store, log(), loads)
            .run(place, end, checkpointer.manifest(), unwritten);
    assertThat(kept).as("file of the cut frames").isNotNull();
    history.cutAfter(place);
    TableAudit.check(keyspace());
    checkStart(place);
    check();
  }

  /// Compares everything with the model.
  void check() throws IOException {
    check(recovery, entries);
  }

  /// Gives the memory back and leaves disk and store as they are.
  void abandon() {
    log().abandon();
    keyspace().free();
  }

  private void checkStart(long place) throws IOException {
    ModelStore sameStore = store.copy(random.split());
    TestClock otherClock = new TestClock();
    Recovery start = recover(disk.copy(random.split()), sameStore, otherClock);
    assertThat(start.log().appendedSequence()).isEqualTo(place);
    assertThat(new CheckpointSource(keyspace()).databases().spaces())
        .isEqualTo(new CheckpointSource(start.keyspace()).databases().spaces());
    for (int database = 0; database < DATABASES; database++) {
      assertThat(keyspace().size(database))
          .as("size of db %d", database)
          .isEqualTo(start.keyspace().size(database));
    }
    check(start, new StoredEntries(sameStore, new Residence(start.keyspace())));
    start.log().abandon();
    start.keyspace().free();
  }

  private void check(Recovery node, StoredEntries cold) throws IOException {
    try (KeyspaceTxn reader = node.keyspace().replay()) {
      new KeyspaceCheck(reader, keys -> cold.load(keys, clock.wallMs()))
          .equal(history.at(node.log().appendedSequence()), clock.wallMs());
    }
    TableAudit.check(node.keyspace());
  }

  private void step(KeyspaceTxn txn, LogSyncer syncer) throws IOException {
    int choice = random.nextInt(100);
    if (choice < 45) {
      if (log().hasRoom(4096)) {
        history.appended(
            workload.step(
                txn, history.now(), keys -> entries.load(keys, clock.wallMs()), clock.wallMs()));
      }
    } else if (choice < 55) {
      log().endBatch();
    } else if (choice < 65) {
      syncer.step(clock.monotonicNs());
    } else if (choice < 69) {
      committed = history.someEnd(committed, log().writtenSequence(), random);
    } else if (choice < 92) {
      for (int i = random.nextInt(8); i >= 0; i--) {
        checkpointer.step();
      }
    } else {
      residence.evictSome(random, clock.wallMs());
    }
  }

  private void run(Runnable piece) {
    loadedPieces++;
    piece.run();
  }

  private Keyspace keyspace() {
    return recovery.keyspace();
  }

  private GroupLog log() {
    return recovery.log();
  }

  private static Recovery recover(SimDisk disk, ModelStore store, TestClock clock)
      throws IOException {
    Recovery recovery =
        Recovery.run(
            disk, LOG, store, DATABASES, () -> 4711, clock, Runnable::run, new LogListener() {});
    recovery.keyspace().coldKeys(new ColdReader(recovery.keyspace(), store, clock, 1));
    return recovery;
  }

  /// Prunes the log below each redo sequence.
  private final class PruningListener implements CheckpointListener {
    @Override
    public void completed(CheckpointReport report) throws IOException {
      log().pruneBefore(report.redoSequence());
    }

    @Override
    public void failed(Throwable cause) {}
  }
}
