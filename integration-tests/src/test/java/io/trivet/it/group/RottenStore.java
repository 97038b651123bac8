package io.trivet.it.group;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// What a disk does that returns other bytes than it was given, and a checksum that fits.
final class RottenStore {
  /// Rows of entries begin with it; their key is the last part of the row's.
  private static final byte ENTRY = 'e';

  private RottenStore() {}

  /// Changes the last byte of the value of a key in the checkpoint store of a member that is down.
  ///
  /// @param member its folder
  static void changeLastByte(Path member, String key) throws RocksDBException {
    RocksDB.loadLibrary();
    try (Options options = new Options();
        RocksDB store = RocksDB.open(options, member.resolve("checkpoint").toString());
        FlushOptions flush = new FlushOptions()) {
      byte[] row = row(store, key.getBytes(StandardCharsets.US_ASCII));
      byte[] value = store.get(row);
      value[value.length - 1] ^= 1;
      store.put(row, value);
      store.flush(flush);
    }
  }

  private static byte[] row(RocksDB store, byte[] key) {
    try (RocksIterator rows = store.newIterator()) {
      for (rows.seek(new byte[] {ENTRY}); rows.isValid() && rows.key()[0] == ENTRY; rows.next()) {
        byte[] row = rows.key();
        int at = row.length - key.length;
        if (at > 0 && Arrays.equals(row, at, row.length, key, 0, key.length)) {
          return row;
        }
      }
    }
    throw new AssertionError("no row of " + new String(key, StandardCharsets.US_ASCII));
  }
}
