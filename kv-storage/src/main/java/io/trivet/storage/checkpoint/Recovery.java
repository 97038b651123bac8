package io.trivet.storage.checkpoint;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.ReplayNeeds;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The start: opens the store, makes the keyspace that its manifest and counts describe, and
/// replays the log from the redo sequence on.
///
/// No key is read unless the log changes it, so the time depends on the log since the last
/// checkpoint and not on the data. Nothing is served before it is over (I14).
///
/// @param manifest of the checkpoint it began with
/// @param storedSequence the highest version in the store: before everything up to there is
///   applied, memory and store together are no state that ever was (I14)
/// @param isLogAnew the log was cut, and what was replayed of it is in memory only: a checkpoint
///   must come before anything is served
public record Recovery(
    Keyspace keyspace,
    CheckpointStore store,
    CheckpointManifest manifest,
    long storedSequence,
    GroupLog log,
    boolean isLogAnew,
    StartReport report) {

  /// Starts from a directory of log segments and a store.
  ///
  /// @param databases how many there are to be; not fewer than before
  /// @param hashSeed of keys, if there is no store yet
  /// @param loaders on which keys are read that the log changes; the call waits for them
  /// @throws CorruptStoreException if the store is damaged
  /// @throws io.trivet.storage.frame.CorruptFrameException if the log is damaged
  public static Recovery run(
      Disk wal,
      LogOptions logOptions,
      StoreHome home,
      int databases,
      LongSupplier hashSeed,
      StorageClock clock,
      Executor loaders,
      LogListener listener)
      throws IOException {
    long startNs = clock.monotonicNs();
    boolean isFresh = !home.exists();
    if (isFresh) {
      StoreBatch first = new StoreBatch();
      CheckpointManifest fresh = CheckpointManifest.fresh(hashSeed.getAsLong(), databases);
      first.put(CheckpointManifest.ROW, fresh.encode());
      home.create(first);
    }
    CheckpointStore store = home.open();
    GroupLog log = null;
    boolean isDone = false;
    try {
      CheckpointManifest manifest = CheckpointManifest.read(store);
      Keyspace keyspace = new Keyspace(databases, manifest.hashSeed());
      long storedSequence = restore(keyspace, store, manifest);
      long openNs = clock.monotonicNs();
      BulkLoad loads = new BulkLoad(keyspace, store, loaders, clock);
      ReplayNeeds needs = ReplayNeeds.atStart(keyspace, clock.wallMs());
      long replayedBytes;
      long replayedSequence;
      try (LogReplay replay = new LogReplay(keyspace, needs, loads)) {
        long redoSequence = manifest.redoSequence();
        log = GroupLog.open(wal, logOptions, redoSequence, storedSequence, replay, listener);
        replay.finish();
        replayedBytes = replay.bytes();
        replayedSequence = replay.sequence();
      }
      checkLineage(store, manifest, log);
      store.compact();
      StartReport report =
          new StartReport(
              isFresh,
              manifest.redoSequence(),
              keys(keyspace),
              replayedBytes,
              loads.loadedKeys(),
              (openNs - startNs) / StorageClock.NS_PER_MS,
              (clock.monotonicNs() - openNs) / StorageClock.NS_PER_MS,
              log.recovery());
      isDone = true;
      boolean isLogAnew = 0 < replayedSequence && replayedSequence < log.appendedSequence();
      long wholeSequence = Math.max(storedSequence, log.consistentFromSequence());
      return new Recovery(keyspace, store, manifest, wholeSequence, log, isLogAnew, report);
    } finally {
      if (!isDone) {
        close(store, log);
      }
    }
  }

  /// An epoch that this node has never begun: more than the log and the checkpoint know.
  public int nextEpoch() {
    return Math.max(log.lastEpoch(), manifest.lastEpoch()) + 1;
  }

  /// Takes over what the checkpoint says of databases and slots; returns the highest version in it.
  private static long restore(Keyspace keyspace, CheckpointStore store, CheckpointManifest manifest)
      throws StoreException {
    int databases = keyspace.databaseCount();
    if (databases < manifest.spaces().size()) {
      throw new StoreException(
          "the data in %s has %d databases, and %d are configured: set databases to %d or more"
              .formatted(
                  store.describe(), manifest.spaces().size(), databases, manifest.spaces().size()),
          null);
    }
    Residence residence = new Residence(keyspace);
    for (int database = 0; database < manifest.spaces().size(); database++) {
      residence.restoreDatabase(database, manifest.spaces().get(database));
    }
    long storedSequence = manifest.redoSequence();
    byte[] counts = {StoreKey.COUNT};
    try (StoreCursor cursor = store.cursor(counts, StoreKey.behind(counts))) {
      while (cursor.next()) {
        SlotCount count = SlotCount.read(store, cursor.key(), cursor.value());
        residence.restoreTable(count.space(), count.slot(), count.keys(), count.sequence());
        storedSequence = Math.max(storedSequence, count.sequence());
      }
    }
    return storedSequence;
  }

  /// Versions compare within one lineage only (H3): the log must be the one that the checkpoint was
  /// made from.
  private static void checkLineage(CheckpointStore store, CheckpointManifest manifest, GroupLog log)
      throws StoreException {
    int epoch = log.epochs().epochOf(manifest.redoSequence());
    if (manifest.redoEpoch() != 0 && epoch != 0 && epoch != manifest.redoEpoch()) {
      throw new StoreException(
          "checkpoint in %s belongs to another log: sequence %d is of epoch %d there and %d here. "
                  .formatted(store.describe(), manifest.redoSequence(), manifest.redoEpoch(), epoch)
              + "Put the directories back that belong together, or take the data from a standby",
          null);
    }
  }

  private static void close(CheckpointStore store, @Nullable GroupLog log) throws IOException {
    try (store) {
      if (log != null) {
        log.close();
      }
    }
  }

  private static long keys(Keyspace keyspace) {
    long keys = 0;
    for (int database = 0; database < keyspace.databaseCount(); database++) {
      keys += keyspace.size(database);
    }
    return keys;
  }
}
