package io.trivet.storage.keyspace;

import io.trivet.storage.effect.Replaced;
import io.trivet.storage.memory.Native;

/// Stands for what the checkpoint store has of a key that a logged frame is about to put a string
/// over: the frame says what it met, so the store need not be read.
///
/// Over a string there is a row, whose content is of no interest; over nothing there is none.
final class ReplacedRecord {

  private ReplacedRecord() {}

  /// Adds a clean record without content, older than every frame, for a key that is not in the
  /// table; under the slot's lock.
  ///
  /// @param replaced not [Replaced#ANYTHING]
  /// @param access of a string, its bits of the access clock
  static void insert(
      SlotTable table, long key, int keyLength, long hash, Replaced replaced, int access) {
    if (replaced == Replaced.NOTHING) {
      table.insertNew(hash, record(RecordKind.TOMBSTONE, key, keyLength));
      return;
    }
    long record = record(RecordKind.STRING_RAW, key, keyLength);
    RecordDescriptor.access(record, access);
    RecordDescriptor.flag(record, RecordDescriptor.STORED, true);
    table.insertNew(hash, record);
    table.addResidentStored(1);
  }

  private static long record(RecordKind kind, long key, int keyLength) {
    long record = Native.allocate(RecordDescriptor.allocationBytes(keyLength, 0, false));
    RecordDescriptor.initialize(record, kind, keyLength, 0, RecordDescriptor.NO_EXPIRY);
    Native.copy(key, RecordDescriptor.keyAddress(record), keyLength);
    return record;
  }
}
