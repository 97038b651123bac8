package io.trivet.storage.checkpoint;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A keyspace, its log and its checkpoint on simulated ground; the test makes every step and
/// decides what is committed.
final class SimCheckpoint implements AutoCloseable {

  static final CheckpointOptions OPTIONS =
      CheckpointOptions.defaults().withIntervalMs(1000).withRedoBytes(1 << 20);

  private static final int SEGMENT_HEADER_BYTES = 4096;
  private static final LogOptions LOG =
      LogOptions.defaults().withRingBytes(1 << 20).withSegmentBytes(1 << 20);

  final TestClock clock;
  final ModelStore store;
  final List<CheckpointReport> completed = new ArrayList<>();
  final List<Throwable> failures = new ArrayList<>();
  final Recovery recovery;
  final Checkpointer checkpointer;
  final ColdReader coldReader;
  final Residence residence;
  private final SimDisk disk;
  private final CheckpointOptions options;
  private final KeyspaceTxn txn;
  private long committed;

  SimCheckpoint() throws IOException {
    this(OPTIONS);
  }

  SimCheckpoint(CheckpointOptions options) throws IOException {
    this(
        new SimDisk(new SplittableRandom(2)),
        new ModelStore(new SplittableRandom(1)),
        new TestClock(),
        options,
        LOG);
  }

  private SimCheckpoint(
      SimDisk disk,
      ModelStore store,
      TestClock clock,
      CheckpointOptions options,
      LogOptions logOptions)
      throws IOException {
    this.disk = disk;
    this.store = store;
    this.clock = clock;
    this.options = options;
    recovery =
        Recovery.run(
            disk, logOptions, store, 2, () -> 99, clock, Runnable::run, new LogListener() {});
    int epoch = recovery.nextEpoch();
    log().openEpoch(epoch);
    recovery.keyspace().epoch(epoch);
    coldReader = new ColdReader(recovery.keyspace(), store, clock, 8);
    recovery.keyspace().coldKeys(coldReader);
    residence = new Residence(recovery.keyspace());
    txn = recovery.keyspace().transaction(log().appender());
    checkpointer =
        new Checkpointer(
            recovery.keyspace(),
            store,
            new LogProgress(log(), () -> committed),
            recovery.manifest(),
            options,
            clock,
            new CheckpointListener() {
              @Override
              public void completed(CheckpointReport report) {
                completed.add(report);
              }

              @Override
              public void failed(Throwable cause) {
                failures.add(cause);
              }
            });
  }

  /// Kills the process and starts the next; of the batches since the last flush `kept` are left.
  SimCheckpoint restart(int kept) throws IOException {
    kill(kept);
    return start(false);
  }

  /// The process ends; of the batches since the last flush `kept` are left.
  void kill(int kept) {
    close();
    disk.crashProcess();
    store.crash(kept);
  }

  /// Starts the next process, after [#kill].
  ///
  /// @param isForced whether it may cut the log
  SimCheckpoint start(boolean isForced) throws IOException {
    return new SimCheckpoint(disk, store, clock, options, LOG.withForceTruncate(isForced));
  }

  /// Damages the frame that begins at a sequence, in the log's first segment.
  void damageFrame(long sequence) {
    disk.rot("00000000000000000000.wal", SEGMENT_HEADER_BYTES + sequence, 1);
  }

  GroupLog log() {
    return recovery.log();
  }

  /// Everything appended so far is committed.
  void commit() throws IOException {
    log().flush();
    committed = log().appendedSequence();
  }

  long committed() {
    return committed;
  }

  /// Changes the keyspace in a transaction of its own; returns the sequence.
  long change(String key, Consumer<KeyspaceTxn> work) throws IOException {
    return change(0, key, work);
  }

  long change(int database, String key, Consumer<KeyspaceTxn> work) throws IOException {
    begin(database, Bytes.utf8(key));
    try {
      work.accept(txn);
      return txn.commit();
    } finally {
      txn.unlock();
    }
  }

  void set(String key, String value) throws IOException {
    change(key, t -> t.putString(Bytes.utf8(key), Bytes.utf8(value)));
  }

  void remove(String key) throws IOException {
    change(key, t -> t.remove(Bytes.utf8(key)));
  }

  @Nullable String get(String key) throws IOException {
    Bytes[] value = new Bytes[1];
    change(key, t -> value[0] = t.string(Bytes.utf8(key)));
    return value[0] == null ? null : value[0].toString();
  }

  long flush(int database) {
    txn.begin(database, clock.wallMs());
    txn.lockAll();
    try {
      txn.flush(database);
      return txn.commit();
    } finally {
      txn.unlock();
    }
  }

  /// Commits everything and runs a whole checkpoint.
  void checkpoint() throws IOException {
    commit();
    checkpointer.hurry();
    steps();
  }

  /// Steps until there is nothing to do, or nothing that can be done.
  Checkpointer.Step steps() throws IOException {
    Checkpointer.Step step = checkpointer.step();
    while (step == Checkpointer.Step.WORKED) {
      step = checkpointer.step();
    }
    return step;
  }

  /// Lets everything clean leave memory.
  void evictAll() {
    SplittableRandom random = new SplittableRandom(3);
    while (residence.evictSome(random, clock.wallMs()) > 0) {}
  }

  /// Rows of a kind in the store.
  long rows(byte kind) {
    return store.rows().keySet().stream().filter(row -> row.at(0) == kind).count();
  }

  @Override
  public void close() {
    txn.close();
    log().abandon();
    recovery.keyspace().free();
  }

  private void begin(int database, Bytes key) throws IOException {
    while (true) {
      txn.begin(database, clock.wallMs());
      txn.lock(Slot.of(key.array()));
      List<ColdKey> missed;
      try {
        txn.requireResident(key);
        return;
      } catch (ColdMissException e) {
        missed = e.keys();
      }
      txn.commit();
      txn.unlock();
      coldReader.loadNow(missed);
    }
  }
}
