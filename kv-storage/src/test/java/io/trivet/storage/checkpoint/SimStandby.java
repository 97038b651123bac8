package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.keyspace.TableAudit;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.LogSyncer;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/// One life of a standby in one thread, in a random order: a primary puts frames into the log, the
/// applier applies them, and beside it work checkpointer, eviction and readers.
///
/// The primary is a keyspace in memory that appends to the standby's own log, as if the link took
/// no time.
final class SimStandby {

  static final int DATABASES = 2;

  private static final int KEYS = 14;
  private static final int STEP_BYTES = 600;
  private static final LogOptions LOG =
      LogOptions.defaults()
          .withRingBytes(1 << 14)
          .withSegmentBytes(1 << 13)
          .withBypassBytes(1 << 16)
          .withRetainedBytes(0);
  private static final CheckpointOptions CHECKPOINT = new CheckpointOptions(40, 6000, 700, 120);

  private final ModelStore store;
  private final TestClock clock = new TestClock();
  private final History history;
  private final SplittableRandom random;
  private final Recovery recovery;
  private final Keyspace primary;
  private final KeyspaceTxn reader;
  private final Residence residence;
  private final StoredEntries entries;
  private final StandbyApplier applier;
  private final LogSyncer syncer;
  private final Checkpointer checkpointer;
  private final Workload workload;
  private int checkpoints;
  private int loadedKeys;
  private int cooledReads;
  private int digests;

  /// Recovers.
  ///
  /// @param primary has everything that the log has
  SimStandby(SimDisk disk, ModelStore store, Keyspace primary, History history, long seed)
      throws IOException {
    this.store = store;
    this.history = history;
    this.primary = primary;
    this.random = new SplittableRandom(seed);
    this.workload = new Workload(random, KEYS, 30);
    this.recovery =
        Recovery.run(
            disk, LOG, store, DATABASES, () -> 4711, clock, Runnable::run, new LogListener() {});
    keyspace().limits(Workload.SMALL);
    primary.limits(Workload.SMALL);
    this.reader = keyspace().replay();
    this.residence = new Residence(keyspace());
    this.entries = new StoredEntries(store, residence);
    keyspace().coldKeys(new ColdReader(keyspace(), store, clock, 1));
    long from = log().appendedSequence();
    BulkLoad loads = new BulkLoad(keyspace(), store, this::run, clock);
    this.applier =
        new StandbyApplier(keyspace(), log(), store, loads, from, 0, STEP_BYTES, () -> {});
    this.syncer = log().newSyncer(clock.monotonicNs());
    this.checkpointer =
        new Checkpointer(
            keyspace(),
            store,
            new LogProgress(log(), log()::writtenSequence, applier::appliedSequence),
            recovery.manifest(),
            CHECKPOINT,
            clock,
            new PruningListener());
  }

  Keyspace keyspace() {
    return recovery.keyspace();
  }

  StandbyApplier applier() {
    return applier;
  }

  /// Complete checkpoints in this life.
  int checkpoints() {
    return checkpoints;
  }

  /// Keys that the applier had to read from the store.
  int loadedKeys() {
    return loadedKeys;
  }

  /// Keys that readers had to read from the store.
  int cooledReads() {
    return cooledReads;
  }

  /// Digests that the primary put into the log.
  int digests() {
    return digests;
  }

  /// Works for so many steps; at the end everything is written, and not all is applied.
  void live(int steps) throws IOException {
    int epoch = recovery.nextEpoch();
    log().openEpoch(epoch);
    primary.epoch(epoch);
    try (KeyspaceTxn writer = primary.transaction(log().appender());
        VerificationStep verification =
            new VerificationStep(primary, writer, log(), store, clock)) {
      for (int i = 0; i < steps; i++) {
        clock.passMs(random.nextInt(5));
        step(writer, verification);
      }
    }
    log().flush();
  }

  /// Puts the digests of slots, both included, into the log.
  void digest(int firstSlot, int lastSlot) throws IOException {
    try (KeyspaceTxn writer = primary.transaction(log().appender());
        VerificationStep verification =
            new VerificationStep(primary, writer, log(), store, clock)) {
      Verification wanted = new Verification(firstSlot, lastSlot);
      verification.begin(wanted);
      while (!wanted.isDone()) {
        verification.step(clock.wallMs());
        log().flush();
      }
    }
  }

  /// Applies everything.
  void catchUp() throws IOException {
    while (applier.step()) {}
    assertThat(applier.appliedSequence()).isEqualTo(log().appendedSequence());
  }

  /// Compares everything with what the applied frames make.
  void check() throws IOException {
    KeyspaceModel expected = history.at(applier.appliedSequence());
    new KeyspaceCheck(reader, this::load).equal(expected, clock.wallMs());
    TableAudit.check(keyspace());
  }

  /// Gives the memory back and leaves disk and store as they are.
  void abandon() throws IOException {
    applier.close();
    reader.close();
    log().abandon();
    keyspace().free();
  }

  private void step(KeyspaceTxn writer, VerificationStep verification) throws IOException {
    int choice = random.nextInt(100);
    if (choice < 40) {
      if (log().hasRoom(4096)) {
        history.appended(workload.step(writer, history.now(), keys -> {}, clock.wallMs()));
      }
    } else if (choice < 50) {
      log().endBatch();
    } else if (choice < 58) {
      syncer.step(clock.monotonicNs());
    } else if (choice < 66) {
      applier.step();
    } else if (choice < 84) {
      for (int i = random.nextInt(8); i >= 0; i--) {
        checkpointer.step();
      }
    } else if (choice < 94) {
      residence.evictSome(random, clock.wallMs());
    } else if (choice < 96) {
      digest(verification);
    } else if (choice < 99) {
      read(random.nextInt(DATABASES), Workload.key(random.nextInt(KEYS)));
    } else {
      check();
    }
  }

  private void digest(VerificationStep verification) {
    int slot = Slot.of(Workload.key(random.nextInt(KEYS)).array());
    Verification one = new Verification(slot, slot);
    verification.begin(one);
    verification.step(clock.wallMs());
    digests += one.isDone() ? 1 : 0;
  }

  private void read(int database, Bytes key) throws IOException {
    KeyspaceModel expected = history.at(applier.appliedSequence());
    assertThat(new KeyspaceCheck(reader, this::load).read(database, key, clock.wallMs()))
        .as("%s of db %d, slot %d", key, database, Slot.of(key.array()))
        .isEqualTo(expected.get(database, key));
  }

  private void load(List<ColdKey> keys) throws IOException {
    cooledReads += keys.size();
    entries.load(keys, clock.wallMs());
  }

  private void run(Runnable load) {
    loadedKeys++;
    load.run();
  }

  private GroupLog log() {
    return recovery.log();
  }

  /// Prunes the log below each redo sequence.
  private final class PruningListener implements CheckpointListener {
    @Override
    public void completed(CheckpointReport report) throws IOException {
      checkpoints++;
      log().pruneBefore(report.redoSequence());
    }

    @Override
    public void failed(Throwable cause) {}
  }
}
