package io.trivet.storage.checkpoint;

import java.nio.ByteBuffer;

/// The number of live entry rows of one slot in one space, so that DBSIZE is known without a walk.
///
/// The row's value is the number, 8 bytes, big-endian; a slot without rows has none. Persistent:
/// never change.
///
/// @param keys how many
record SlotCount(int space, int slot, long keys) {

  static void write(byte[] target, int at, long keys) {
    ByteBuffer.wrap(target, at, Long.BYTES).putLong(keys);
  }

  /// Reads a row.
  ///
  /// @throws CorruptStoreException if it is none
  static SlotCount read(CheckpointStore store, byte[] row, byte[] value)
      throws CorruptStoreException {
    StoreKey.SlotOfSpace place = StoreKey.readCount(row);
    long keys = value.length == Long.BYTES ? ByteBuffer.wrap(value).getLong() : -1;
    if (place == null || keys <= 0) {
      throw new CorruptStoreException(store.describe(), "a slot's count row that is none", null);
    }
    return new SlotCount(place.space(), place.slot(), keys);
  }
}
