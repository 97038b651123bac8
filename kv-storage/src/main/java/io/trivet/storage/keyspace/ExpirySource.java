package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;

/// Finds keys in memory whose time has passed, slot by slot, so that a transaction can expire them.
///
/// Threads: any; takes the slot's lock itself.
public final class ExpirySource {

  /// The slot has been walked to its end.
  public static final long DONE = -1;

  private static final int POSITION_SHIFT = 33;
  private static final long ORDER_MASK = (1L << POSITION_SHIFT) - 1;

  private final Keyspace keyspace;

  public ExpirySource(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /// Takes a key whose time has passed.
  @FunctionalInterface
  public interface Visitor {
    void due(int space, Bytes key);
  }

  /// True if some key in memory can expire.
  public boolean hasExpiringKeys() {
    for (int database = 0; database < keyspace.databaseCount(); database++) {
      if (keyspace.expiringKeys(database) > 0) {
        return true;
      }
    }
    return false;
  }

  /// True if no key of the slot can expire; looks without the lock, so it may be out of date.
  public boolean isIdle(int slot) {
    for (SlotTable table : keyspace.tables(slot)) {
      if (table.expiringKeys() > 0) {
        return false;
      }
    }
    return true;
  }

  /// Looks at about `cells` cells of a slot.
  ///
  /// @param position 0, or what the call before returned
  /// @return where to go on, or [#DONE]
  public long walk(int slot, long position, int cells, long nowMs, Visitor visitor) {
    keyspace.locks().lock(slot);
    try {
      SlotTable[] tables = keyspace.tables(slot);
      long order = position & ORDER_MASK;
      for (int i = (int) (position >>> POSITION_SHIFT); i < tables.length; i++, order = 0) {
        SlotTable table = tables[i];
        if (table.expiringKeys() > 0) {
          int first = table.bucketOfOrder(order);
          int last = Math.min(first + cells, table.cellCount());
          show(table, first, last, nowMs, visitor);
          return last < table.capacity()
              ? ((long) i << POSITION_SHIFT) | table.orderOfBucket(last)
              : (i + 1L) << POSITION_SHIFT;
        }
      }
      return DONE;
    } finally {
      keyspace.locks().unlock(slot);
    }
  }

  private static void show(SlotTable table, int from, int to, long nowMs, Visitor visitor) {
    for (int cell = from; cell < to; cell++) {
      long record = table.record(cell);
      if (record != 0
          && RecordDescriptor.expires(record)
          && RecordDescriptor.expiresAtMs(record) <= nowMs) {
        byte[] key = new byte[RecordDescriptor.keyLength(record)];
        Native.copyOut(RecordDescriptor.keyAddress(record), key, 0, key.length);
        visitor.due(table.space().id(), Bytes.of(key));
      }
    }
  }
}
