package io.trivet.storage.checkpoint;

/// The settings of RocksDB that depend on the machine.
///
/// @param cacheBytes memory of the block cache, with indexes, filters and memtables in it
/// @param writeBufferBytes memory of one memtable
/// @param openFiles bound of the files open at one time
/// @param backgroundJobs threads for flushes and compactions
public record RocksOptions(
    long cacheBytes, long writeBufferBytes, int openFiles, int backgroundJobs) {

  private static final int MIN_OPEN_FILES = 32;

  public RocksOptions {
    require(cacheBytes >= 1 << 20, "cacheBytes", cacheBytes);
    require(writeBufferBytes >= 1 << 16, "writeBufferBytes", writeBufferBytes);
    require(openFiles >= MIN_OPEN_FILES, "openFiles", openFiles);
    require(backgroundJobs >= 1, "backgroundJobs", backgroundJobs);
  }

  /// 64 MiB of cache, memtables of 32 MiB, 512 files, two jobs.
  public static RocksOptions defaults() {
    return new RocksOptions(64L << 20, 32L << 20, 512, 2);
  }

  public RocksOptions withCacheBytes(long bytes) {
    return new RocksOptions(bytes, writeBufferBytes, openFiles, backgroundJobs);
  }

  public RocksOptions withWriteBufferBytes(long bytes) {
    return new RocksOptions(cacheBytes, bytes, openFiles, backgroundJobs);
  }

  private static void require(boolean isValid, String name, long value) {
    if (!isValid) {
      throw new IllegalArgumentException(name + " of " + value);
    }
  }
}
