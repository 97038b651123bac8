package io.trivet.storage.checkpoint;

import io.trivet.storage.log.LogOptions;

/// The settings of a node's storage.
///
/// @param databases numbered databases; may grow from start to start, never shrink
/// @param log settings of the log
/// @param checkpoint when checkpoints are made
/// @param rocks memory and files of the store
/// @param coldReadThreads threads that read cold keys
/// @param maxQueuedKeys cold keys that may wait to be read
/// @param maxMemoryBytes what keys and values may take in memory; 0: no limit
/// @param tickMs time between two turns of the housekeeping
public record StorageOptions(
    int databases,
    LogOptions log,
    CheckpointOptions checkpoint,
    RocksOptions rocks,
    int coldReadThreads,
    int maxQueuedKeys,
    long maxMemoryBytes,
    long tickMs) {

  public StorageOptions {
    require(databases > 0, "databases", databases);
    require(coldReadThreads > 0, "coldReadThreads", coldReadThreads);
    require(maxQueuedKeys > 0, "maxQueuedKeys", maxQueuedKeys);
    require(maxMemoryBytes >= 0, "maxMemoryBytes", maxMemoryBytes);
    require(tickMs > 0, "tickMs", tickMs);
  }

  /// 16 databases, two threads for cold reads, 16,384 keys waiting, no limit of memory, 100 ms.
  public static StorageOptions defaults() {
    return new StorageOptions(
        16,
        LogOptions.defaults(),
        CheckpointOptions.defaults(),
        RocksOptions.defaults(),
        2,
        1 << 14,
        0,
        100);
  }

  public StorageOptions withDatabases(int count) {
    return new StorageOptions(
        count, log, checkpoint, rocks, coldReadThreads, maxQueuedKeys, maxMemoryBytes, tickMs);
  }

  public StorageOptions withLog(LogOptions options) {
    return new StorageOptions(
        databases,
        options,
        checkpoint,
        rocks,
        coldReadThreads,
        maxQueuedKeys,
        maxMemoryBytes,
        tickMs);
  }

  public StorageOptions withCheckpoint(CheckpointOptions options) {
    return new StorageOptions(
        databases, log, options, rocks, coldReadThreads, maxQueuedKeys, maxMemoryBytes, tickMs);
  }

  public StorageOptions withRocks(RocksOptions options) {
    return new StorageOptions(
        databases,
        log,
        checkpoint,
        options,
        coldReadThreads,
        maxQueuedKeys,
        maxMemoryBytes,
        tickMs);
  }

  public StorageOptions withColdReadThreads(int threads) {
    return new StorageOptions(
        databases, log, checkpoint, rocks, threads, maxQueuedKeys, maxMemoryBytes, tickMs);
  }

  public StorageOptions withMaxMemoryBytes(long bytes) {
    return new StorageOptions(
        databases, log, checkpoint, rocks, coldReadThreads, maxQueuedKeys, bytes, tickMs);
  }

  public StorageOptions withTickMs(long ms) {
    return new StorageOptions(
        databases, log, checkpoint, rocks, coldReadThreads, maxQueuedKeys, maxMemoryBytes, ms);
  }

  private static void require(boolean isValid, String name, long value) {
    if (!isValid) {
      throw new IllegalArgumentException(name + " of " + value);
    }
  }
}
