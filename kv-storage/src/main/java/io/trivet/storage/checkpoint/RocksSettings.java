package io.trivet.storage.checkpoint;

import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksObject;
import org.rocksdb.WriteBufferManager;

/// The native objects that configure a RocksDB: memory is bounded by one cache, which also accounts
/// for memtables, indexes and filters.
///
/// Threads: one opens and closes.
final class RocksSettings implements AutoCloseable {

  private static final int BLOOM_BITS = 10;
  private static final double HIGH_PRIORITY_SHARE = 0.5;
  private static final long BLOCK_BYTES = 8 << 10;
  private static final long FILE_BYTES = 32L << 20;
  private static final long BASE_LEVEL_BYTES = 128L << 20;

  /// A checkpoint every 16 MiB of log leaves files of about that size: compacted eight at a time
  /// they cost what four larger ones would.
  private static final int LEVEL_0_FILES = 8;

  private static final long SYNC_STEP_BYTES = 1 << 20;
  private static final long LOG_FILE_BYTES = 4 << 20;
  private static final long MANIFEST_BYTES = 16 << 20;
  private static final int MEMTABLES = 3;

  private final Cache cache;
  private final WriteBufferManager writeBuffers;
  private final BloomFilter filter;
  private final Options options;

  RocksSettings(RocksOptions wanted, boolean isNew) {
    cache = new LRUCache(wanted.cacheBytes(), -1, false, HIGH_PRIORITY_SHARE);
    writeBuffers = new WriteBufferManager(MEMTABLES * wanted.writeBufferBytes(), cache);
    filter = new BloomFilter(BLOOM_BITS);
    options = new Options();
    options
        .setCreateIfMissing(isNew)
        .setErrorIfExists(isNew)
        .setWriteBufferManager(writeBuffers)
        .setWriteBufferSize(wanted.writeBufferBytes())
        .setMaxWriteBufferNumber(MEMTABLES)
        .setMaxOpenFiles(wanted.openFiles())
        .setMaxBackgroundJobs(wanted.backgroundJobs())
        .setTableFormatConfig(tables());
    shapeLevels(wanted);
    beStrict();
  }

  Options options() {
    return options;
  }

  long cacheUsage() {
    return cache.getUsage();
  }

  @Override
  public void close() {
    for (RocksObject each : List.of(options, filter, writeBuffers, cache)) {
      each.close();
    }
  }

  private BlockBasedTableConfig tables() {
    return new BlockBasedTableConfig()
        .setBlockCache(cache)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinL0FilterAndIndexBlocksInCache(true)
        .setFilterPolicy(filter)
        .setWholeKeyFiltering(true)
        .setOptimizeFiltersForMemory(true)
        .setBlockSize(BLOCK_BYTES);
  }

  private void shapeLevels(RocksOptions wanted) {
    options
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
        .setLevelCompactionDynamicLevelBytes(true)
        .setLevel0FileNumCompactionTrigger(LEVEL_0_FILES)
        .setLevel0SlowdownWritesTrigger(5 * LEVEL_0_FILES)
        .setLevel0StopWritesTrigger(9 * LEVEL_0_FILES)
        .setTargetFileSizeBase(FILE_BYTES)
        .setMaxBytesForLevelBase(Math.max(BASE_LEVEL_BYTES, 4 * wanted.writeBufferBytes()))
        .setBytesPerSync(SYNC_STEP_BYTES)
        .setMaxSubcompactions(wanted.backgroundJobs())
        .setDisableAutoCompactions(true); // until the store is told to
  }

  /// Damage and failures show at once and stay: nothing is retried in the background, nothing is
  /// flushed that nobody asked for at the end.
  private void beStrict() {
    options
        .setParanoidChecks(true)
        .setMaxBgErrorResumeCount(0)
        .setAvoidFlushDuringShutdown(true)
        .setMaxManifestFileSize(MANIFEST_BYTES)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(LOG_FILE_BYTES)
        .setKeepLogFileNum(2)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }
}
