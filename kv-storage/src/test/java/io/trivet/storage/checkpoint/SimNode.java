package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.LogSyncer;
import io.trivet.storage.log.SyncPolicy;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// One life of a node's storage on a simulated disk and a model of the store, in one thread: a
/// workload, the log's syncer, the checkpointer and eviction in a random order.
final class SimNode {

  static final int DATABASES = 2;

  private static final int KEYS = 14;
  private static final LogOptions LOG =
      LogOptions.defaults()
          .withRingBytes(1 << 14)
          .withSegmentBytes(1 << 13)
          .withBypassBytes(1 << 16)
          .withRetainedBytes(0);
  private static final CheckpointOptions CHECKPOINT = new CheckpointOptions(40, 6000, 700, 120);

  private final SyncPolicy policy;
  private final ModelStore store;
  private final TestClock clock = new TestClock();
  private final History history;
  private final SplittableRandom random;
  private final Recovery recovery;
  private final KeyspaceTxn reader;
  private final Residence residence;
  private final StoredEntries entries;
  private int checkpoints;
  private int loadedKeys;

  /// Recovers; nothing may be changed before [#live].
  SimNode(SimDisk disk, ModelStore store, SyncPolicy policy, History history, long seed)
      throws IOException {
    this.policy = policy;
    this.store = store;
    this.history = history;
    this.random = new SplittableRandom(seed);
    this.recovery =
        Recovery.run(
            disk,
            LOG.withSyncPolicy(policy),
            store,
            DATABASES,
            () -> 4711,
            clock,
            Runnable::run,
            new LogListener() {});
    this.reader = recovery.keyspace().replay();
    this.residence = new Residence(recovery.keyspace());
    this.entries = new StoredEntries(store, residence);
    recovery.keyspace().coldKeys(new ColdReader(recovery.keyspace(), store, clock, 1));
  }

  /// Compares what was recovered with the history, which ends here.
  void check(long promisedSequence) throws IOException {
    long end = log().appendedSequence();
    assertThat(end).as("promised sequences are there").isGreaterThanOrEqualTo(promisedSequence);
    checkStore(end);
    new KeyspaceCheck(reader, this::load).equal(history.at(end), clock.wallMs());
    history.cutAfter(end);
  }

  /// Works for so many steps.
  void live(int steps) throws IOException {
    recovery.keyspace().limits(Workload.SMALL);
    int epoch = recovery.nextEpoch();
    log().openEpoch(epoch);
    recovery.keyspace().epoch(epoch);
    LogSyncer syncer = log().newSyncer(clock.monotonicNs());
    Checkpointer checkpointer =
        new Checkpointer(
            recovery.keyspace(),
            store,
            new LogProgress(log(), this::committedSequence),
            recovery.manifest(),
            CHECKPOINT,
            clock,
            new PruningListener());
    Workload workload = new Workload(random, KEYS, 30);
    try (KeyspaceTxn txn = recovery.keyspace().transaction(log().appender())) {
      for (int i = 0; i < steps; i++) {
        clock.passMs(random.nextInt(5));
        step(workload, txn, syncer, checkpointer);
        checkStore(Math.min(committedSequence(), log().durableSequence()));
      }
    }
  }

  /// What it has promised so far.
  CheckpointCrashTest.Promise promise() {
    return new CheckpointCrashTest.Promise(committedSequence(), log().durableSequence());
  }

  /// Complete checkpoints in this life.
  int checkpoints() {
    return checkpoints;
  }

  /// Keys read from the store in this life.
  int loadedKeys() {
    return loadedKeys;
  }

  /// Gives the memory back and leaves disk and store as they are.
  void abandon() {
    reader.close();
    log().abandon();
    recovery.keyspace().free();
  }

  private void step(Workload workload, KeyspaceTxn txn, LogSyncer syncer, Checkpointer checkpointer)
      throws IOException {
    int choice = random.nextInt(100);
    if (choice < 45) {
      if (log().hasRoom(4096)) {
        history.appended(workload.step(txn, history.now(), this::load, clock.wallMs()));
      }
    } else if (choice < 55) {
      log().endBatch();
    } else if (choice < 68) {
      syncer.step(clock.monotonicNs());
    } else if (choice < 92) {
      for (int i = random.nextInt(8); i >= 0; i--) {
        checkpointer.step();
      }
    } else {
      residence.evictSome(random, clock.wallMs());
    }
  }

  /// I9, ADR-0005: nothing is in the store that is not committed, or that a loss of power may take
  /// from the log.
  private void checkStore(long stable) {
    for (Map.Entry<Bytes, byte[]> row : store.rows().entrySet()) {
      if (row.getKey().at(0) == StoreKey.ENTRY) {
        EntryRow entry = EntryRow.read(row.getValue());
        assertThat(entry).isNotNull();
        assertThat(entry.version()).as("version in the store").isLessThanOrEqualTo(stable);
      }
    }
  }

  private long committedSequence() {
    return policy == SyncPolicy.ALWAYS ? log().durableSequence() : log().writtenSequence();
  }

  private void load(List<ColdKey> keys) throws IOException {
    loadedKeys += keys.size();
    entries.load(keys, clock.wallMs());
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
