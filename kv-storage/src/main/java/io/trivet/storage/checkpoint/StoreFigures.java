package io.trivet.storage.checkpoint;

/// Figures of the checkpoint store for metrics.
///
/// @param cacheBytes memory of the block cache in use, with the memtables that it accounts for
/// @param memtableBytes memory of rows that are not yet in files
/// @param tableReaderBytes estimated memory of open tables outside of the cache
/// @param fileBytes size of all files of rows
/// @param liveBytes estimated size of the rows in them that are not superseded
/// @param pendingCompactionBytes estimated bytes that compaction has to rewrite
/// @param runningCompactions at this moment
/// @param isWriteStopped writes wait for compaction
public record StoreFigures(
    long cacheBytes,
    long memtableBytes,
    long tableReaderBytes,
    long fileBytes,
    long liveBytes,
    long pendingCompactionBytes,
    long runningCompactions,
    boolean isWriteStopped) {}
