package io.trivet.storage.checkpoint;

import java.nio.file.Path;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// A cursor over a RocksDB iterator, which keeps the state of the store at its beginning.
///
/// Threads: one.
final class RocksCursor implements StoreCursor {

  private final Path directory;
  private final Slice end;
  private final ReadOptions reads;
  private final RocksIterator rows;
  private final byte[] from;
  private boolean isBegun;

  RocksCursor(Path directory, RocksDB database, byte[] from, byte[] to) {
    this.directory = directory;
    this.from = from;
    end = new Slice(to);
    reads = new ReadOptions().setIterateUpperBound(end);
    rows = database.newIterator(reads);
  }

  @Override
  public boolean next() throws StoreException {
    if (!isBegun) {
      return seek(from);
    }
    rows.next();
    return isAtRow();
  }

  @Override
  public boolean seek(byte[] key) throws StoreException {
    isBegun = true;
    rows.seek(key);
    return isAtRow();
  }

  @Override
  public byte[] key() {
    return rows.key();
  }

  @Override
  public byte[] value() {
    return rows.value();
  }

  @Override
  public void close() {
    rows.close();
    reads.close();
    end.close();
  }

  private boolean isAtRow() throws StoreException {
    if (rows.isValid()) {
      return true;
    }
    try {
      rows.status();
      return false;
    } catch (RocksDBException e) {
      throw RocksStore.failure(directory, "read", e);
    }
  }
}
