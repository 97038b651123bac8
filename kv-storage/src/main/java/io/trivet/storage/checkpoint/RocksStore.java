package io.trivet.storage.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// A checkpoint store in RocksDB: one column family, without a write-ahead log of its own.
///
/// With one column family and no log, memtables reach the disk in the order in which they were
/// filled, and a batch lies in one memtable: that is the contract of [CheckpointStore].
///
/// Threads: as the port says. [#close] comes last, after every reader is done.
final class RocksStore implements CheckpointStore {

  private final Path directory;
  private final RocksSettings settings;
  private final RocksDB database;
  private final ReadOptions reads = new ReadOptions();
  private final WriteOptions writes = new WriteOptions().setDisableWAL(true);
  private final FlushOptions flushes =
      new FlushOptions().setWaitForFlush(true).setAllowWriteStall(true);

  private RocksStore(Path directory, RocksSettings settings, RocksDB database) {
    this.directory = directory;
    this.settings = settings;
    this.database = database;
  }

  /// Opens a store, or makes an empty one, which must not be there yet.
  static RocksStore open(Path directory, RocksOptions options, boolean isNew)
      throws StoreException {
    RocksDB.loadLibrary();
    RocksSettings settings = new RocksSettings(options, isNew);
    RocksDB database = null;
    try {
      database = RocksDB.open(settings.options(), directory.toString());
      return new RocksStore(directory, settings, database);
    } catch (RocksDBException e) {
      throw failure(directory, "open", e);
    } finally {
      if (database == null) {
        settings.close();
      }
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) throws StoreException {
    try {
      return database.get(reads, key);
    } catch (RocksDBException e) {
      throw failure(directory, "read", e);
    }
  }

  @Override
  public List<byte @Nullable []> getAll(List<byte[]> keys) throws StoreException {
    try {
      List<byte @Nullable []> values = new ArrayList<>(keys.size());
      values.addAll(database.multiGetAsList(reads, keys)); // null where there is no row
      return values;
    } catch (RocksDBException e) {
      throw failure(directory, "read", e);
    }
  }

  @Override
  public StoreCursor cursor(byte[] from, byte[] to) {
    return new RocksCursor(directory, database, from, to);
  }

  @Override
  public void write(StoreBatch batch) throws StoreException {
    try (WriteBatch encoded = new WriteBatch(batch.encoded())) {
      database.write(writes, encoded);
    } catch (RocksDBException e) {
      throw failure(directory, "write", e);
    }
  }

  @Override
  public void flush() throws StoreException {
    try {
      database.flush(flushes);
    } catch (RocksDBException e) {
      throw failure(directory, "flush", e);
    }
  }

  @Override
  public void dropRange(byte[] from, byte[] to) throws StoreException {
    try {
      database.deleteFilesInRanges(database.getDefaultColumnFamily(), List.of(from, to), false);
      database.deleteRange(writes, from, to);
    } catch (RocksDBException e) {
      throw failure(directory, "drop of a range", e);
    }
  }

  @Override
  public void compact() throws StoreException {
    try {
      database.enableAutoCompaction(List.of(database.getDefaultColumnFamily()));
    } catch (RocksDBException e) {
      throw failure(directory, "start of compaction", e);
    }
  }

  @Override
  public void copyTo(Path target) throws StoreException {
    try (Checkpoint copies = Checkpoint.create(database)) {
      copies.createCheckpoint(target.toString());
    } catch (RocksDBException e) {
      throw failure(directory, "copy", e);
    }
  }

  @Override
  public StoreFigures figures() {
    return new StoreFigures(
        settings.cacheUsage(),
        property("rocksdb.cur-size-all-mem-tables"),
        property("rocksdb.estimate-table-readers-mem"),
        property("rocksdb.total-sst-files-size"),
        property("rocksdb.estimate-live-data-size"),
        property("rocksdb.estimate-pending-compaction-bytes"),
        property("rocksdb.num-running-compactions"),
        property("rocksdb.is-write-stopped") != 0);
  }

  @Override
  public String describe() {
    return directory.toString();
  }

  @Override
  public void close() throws StoreException {
    try {
      database.closeE();
    } catch (RocksDBException e) {
      throw failure(directory, "close", e);
    } finally {
      flushes.close();
      writes.close();
      reads.close();
      settings.close();
    }
  }

  /// What RocksDB said, with the directory and a way out.
  static StoreException failure(Path directory, String operation, RocksDBException e) {
    Status status = e.getStatus();
    Status.Code code = status == null ? Status.Code.Undefined : status.getCode();
    if (code == Status.Code.Corruption || isFileMissing(e)) {
      return new CorruptStoreException(directory.toString(), String.valueOf(e.getMessage()), e);
    }
    boolean isFull = status != null && status.getSubCode() == Status.SubCode.NoSpace;
    return new StoreException(
        "checkpoint in %s: %s failed: %s%s"
            .formatted(
                directory,
                operation,
                e.getMessage(),
                isFull ? ". The disk is full: make space and start again" : ""),
        e);
  }

  /// RocksDB reports a file of its own that is gone as an error of the file system, or asks to
  /// create the whole.
  private static boolean isFileMissing(RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No such file or directory")
        || message.contains("does not exist (create_if_missing is false)");
  }

  private long property(String name) {
    try {
      return database.getLongProperty(name);
    } catch (RocksDBException e) {
      return 0; // not known in this version: a figure less
    }
  }
}
