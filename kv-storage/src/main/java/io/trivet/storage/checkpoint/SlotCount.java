package io.trivet.storage.checkpoint;

import java.nio.ByteBuffer;

/// What the store has of one slot in one space: the number of live entry rows, so that DBSIZE is
/// known without a walk, and the frame that they end with, so that a start replays only what comes
/// after.
///
/// ```
///  offset  bytes  field
///       0      8  number of rows
///       8      8  sequence of the last frame that the rows show; 0: the slot was written in pieces,
///                 and some of them may show more than others
/// ```
///
/// Persistent, big-endian: never change. A slot without rows has none.
record SlotCount(int space, int slot, long keys, long sequence) {

  static final int BYTES = 2 * Long.BYTES;

  static void write(byte[] target, int at, long keys, long sequence) {
    ByteBuffer.wrap(target, at, BYTES).putLong(keys).putLong(sequence);
  }

  /// Reads a row.
  ///
  /// @throws CorruptStoreException if it is none
  static SlotCount read(CheckpointStore store, byte[] row, byte[] value)
      throws CorruptStoreException {
    StoreKey.SlotOfSpace place = StoreKey.readCount(row);
    if (place != null && value.length == BYTES) {
      ByteBuffer fields = ByteBuffer.wrap(value);
      SlotCount count =
          new SlotCount(place.space(), place.slot(), fields.getLong(), fields.getLong());
      if (count.keys > 0 && count.sequence >= 0) {
        return count;
      }
    }
    throw new CorruptStoreException(store.describe(), "a slot's count row that is none", null);
  }
}
