package io.trivet.server;

import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.config.Config;
import io.trivet.server.config.DurabilityOptions;
import io.trivet.server.config.MemoryOptions;
import io.trivet.server.dispatch.LogRoom;
import io.trivet.server.metrics.MetricSpec;
import io.trivet.server.metrics.MetricSpecs;
import io.trivet.server.metrics.Metrics;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.checkpoint.StorageFigures;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.memory.Native;
import java.util.function.ToDoubleFunction;

/// What `/metrics` shows of a node's data: each number is read when it is asked for.
final class StorageMetrics {

  private final Metrics metrics;
  private final Storage storage;
  private final CommitWatermark watermark;

  private StorageMetrics(Metrics metrics, Storage storage, CommitWatermark watermark) {
    this.metrics = metrics;
    this.storage = storage;
    this.watermark = watermark;
  }

  /// Binds everything about the data.
  static void bind(
      Metrics metrics,
      Config config,
      Storage storage,
      CommitWatermark watermark,
      LogRoom logRoom,
      NodeSaves saves) {
    StorageMetrics data = new StorageMetrics(metrics, storage, watermark);
    data.bindKeyspace();
    data.bindLog(config, logRoom);
    data.bindCheckpoint(saves);
    data.bindMemory(config);
    data.bindStore();
  }

  private void bindKeyspace() {
    Keyspace keyspace = storage.keyspace();
    for (int database = 0; database < keyspace.databaseCount(); database++) {
      int number = database;
      metrics.bind(MetricSpecs.KEYS, Integer.toString(number), () -> keyspace.size(number));
      metrics.bind(
          MetricSpecs.EXPIRING_KEYS, Integer.toString(number), () -> keyspace.expiringKeys(number));
    }
    metrics.bind(MetricSpecs.HITS, keyspace::hits);
    metrics.bind(MetricSpecs.MISSES, keyspace::misses);
    metrics.bind(MetricSpecs.EXPIRED, keyspace::expiredKeys);
    metrics.bind(MetricSpecs.EVICTED, keyspace::evictedKeys);
    metrics.bind(MetricSpecs.COOLED, keyspace::cooledKeys);
    bind(MetricSpecs.COLD_READS, StorageFigures::coldLoads);
  }

  private void bindLog(Config config, LogRoom logRoom) {
    DataFiles files = new DataFiles(config.get(DurabilityOptions.DIR));
    long ringBytes = config.get(DurabilityOptions.LOG_RING_SIZE);
    metrics.bind(MetricSpecs.LOG_RING_SIZE, () -> ringBytes);
    metrics.bind(MetricSpecs.LOG_STALLS, logRoom::stalls);
    metrics.bind(MetricSpecs.LOG_SIZE, files::logBytes);
    metrics.bind(MetricSpecs.DISK_FREE, files::freeBytes);
    GroupLog log = storage.log();
    metrics.bind(MetricSpecs.LOG_APPENDED, log::appendedSequence);
    metrics.bind(MetricSpecs.LOG_WRITTEN, log::writtenSequence);
    metrics.bind(MetricSpecs.LOG_DURABLE, log::durableSequence);
    metrics.bind(MetricSpecs.LOG_COMMITTED, watermark::committedSequence);
    metrics.bind(MetricSpecs.LOG_RING_USED, () -> log.appendedSequence() - log.writtenSequence());
  }

  private void bindCheckpoint(NodeSaves saves) {
    metrics.bind(MetricSpecs.CHECKPOINT_AGE, saves::ageSeconds);
    bind(MetricSpecs.CHECKPOINT_SEQUENCE, StorageFigures::redoSequence);
    bind(MetricSpecs.CHECKPOINT_DIRTY, StorageFigures::dirtyEntries);
  }

  private void bindMemory(Config config) {
    metrics.bind(MetricSpecs.MEMORY_USED, storage::keyspaceBytes);
    metrics.bind(MetricSpecs.MEMORY_NATIVE, Native::allocatedBytes);
    metrics.bind(MetricSpecs.MEMORY_COLLECTIONS, storage.keyspace()::heapBytes);
    metrics.bind(MetricSpecs.MEMORY_LIMIT, () -> config.get(MemoryOptions.MAXMEMORY));
  }

  private void bindStore() {
    bind(MetricSpecs.ROCKSDB_BLOCK_CACHE, f -> f.store().cacheBytes());
    bind(MetricSpecs.ROCKSDB_MEMTABLES, f -> f.store().memtableBytes());
    bind(MetricSpecs.ROCKSDB_TABLE_READERS, f -> f.store().tableReaderBytes());
    bind(MetricSpecs.ROCKSDB_FILES, f -> f.store().fileBytes());
    bind(MetricSpecs.ROCKSDB_PENDING, f -> f.store().pendingCompactionBytes());
    bind(MetricSpecs.ROCKSDB_COMPACTIONS, f -> f.store().runningCompactions());
    bind(MetricSpecs.ROCKSDB_STOPPED, f -> f.store().isWriteStopped() ? 1 : 0);
  }

  private void bind(MetricSpec spec, ToDoubleFunction<StorageFigures> number) {
    metrics.bind(spec, () -> number.applyAsDouble(storage.figures()));
  }
}
