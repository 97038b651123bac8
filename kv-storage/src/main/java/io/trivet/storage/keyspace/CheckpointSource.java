package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.ValueType;

/// What a checkpoint takes from the keyspace, slot by slot.
///
/// Use, for each slot: [#drain] from 0 until it says [#DONE], wait until the highest version shown
/// is committed (I9), write the rows to the store in one batch with the counts, then [#stored]. A
/// slot may be spread over several batches, each written before the next drain. Between drain and
/// stored nothing of the slot leaves memory.
///
/// What was committed before a walk over all slots began is stored when it has ended: whoever
/// stamps an entry holds the slot's lock until it is marked as dirty.
///
/// Threads: the checkpoint's.
public final class CheckpointSource {

  /// All entries of the slot that were dirty when its walk began have been shown.
  public static final long DONE = -1;

  private static final int POSITION_SHIFT = 33;
  private static final long ORDER_MASK = (1L << POSITION_SHIFT) - 1;
  private static final int CELLS_AT_ONCE = 1 << 14;

  private final Keyspace keyspace;

  public CheckpointSource(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /// Which database has which space now.
  public DatabaseMap databases() {
    keyspace.locks().lock(0);
    try {
      return keyspace.databases().map();
    } finally {
      keyspace.locks().unlock(0);
    }
  }

  /// Shows dirty entries of a slot, about `budgetBytes` of them; they count as clean from now on.
  ///
  /// @param position 0, or what the call before returned
  /// @return where to go on, or [#DONE]
  public long drain(int slot, long position, long budgetBytes, DirtySink sink) {
    if (keyspace.tables(slot).length == 0) {
      return DONE;
    }
    keyspace.locks().lock(slot);
    try {
      SlotTable[] tables = keyspace.tables(slot);
      long order = position & ORDER_MASK;
      for (int i = (int) (position >>> POSITION_SHIFT); i < tables.length; i++, order = 0) {
        if (tables[i].dirty() > 0) {
          long next = new Drain(tables[i], sink, budgetBytes).run(order);
          if (next != DONE) {
            return ((long) i << POSITION_SHIFT) | next;
          }
          return i + 1 == tables.length ? DONE : (i + 1L) << POSITION_SHIFT;
        }
      }
      return DONE;
    } finally {
      keyspace.locks().unlock(slot);
    }
  }

  /// The rows shown by [#drain] can be read from the store: tombstones that it knows are freed, and
  /// clean entries may leave memory again.
  public void stored(int slot) {
    keyspace.locks().lock(slot);
    try {
      for (SlotTable table : keyspace.tables(slot)) {
        table.beingCheckpointed(false);
        freeCleanTombstones(table);
      }
    } finally {
      keyspace.locks().unlock(slot);
    }
  }

  /// Dirty entries of all slots, roughly: counted without locks.
  public long dirtyEntries() {
    long dirty = 0;
    for (int slot = 0; slot < Slot.COUNT; slot++) {
      for (SlotTable table : keyspace.tables(slot)) {
        dirty += table.dirty();
      }
    }
    return dirty;
  }

  private void freeCleanTombstones(SlotTable table) {
    if (table.tombstones() == 0) {
      return;
    }
    for (int cell = table.cellCount() - 1; cell >= 0 && table.tombstones() > 0; cell--) {
      // Dropping may shrink the table; what moves past this walk is freed by the next one.
      long record = cell < table.cellCount() ? table.record(cell) : 0;
      if (record != 0 && !table.isDirty(cell) && RecordDescriptor.isTombstone(record)) {
        keyspace.drop(table, cell);
      }
    }
  }

  /// One table being drained.
  private static final class Drain {
    private final SlotTable table;
    private final DirtySink sink;
    private long budget;

    Drain(SlotTable table, DirtySink sink, long budget) {
      this.table = table;
      this.sink = sink;
      this.budget = budget;
    }

    /// Returns the hash order to go on at, or [#DONE].
    long run(long fromOrder) {
      table.beingCheckpointed(true);
      int cell = table.bucketOfOrder(fromOrder);
      int stop = Math.min(cell + CELLS_AT_ONCE, table.cellCount());
      while (cell < stop && budget > 0) {
        drain(cell++);
      }
      long next = cell < table.capacity() ? drainRun(cell) : drainRest(cell);
      sink.storedKeys(table.space().id(), table.slot(), table.storedKeys());
      return next;
    }

    /// Drains what lies from `cell` on but belongs to buckets before it: the next step may find the
    /// table in another size.
    private long drainRun(int cell) {
      long limit = table.orderOfBucket(cell);
      for (int next = cell; table.record(next) != 0; next++) {
        if (KeyHash.order(table.hashOf(table.record(next))) < limit) {
          drain(next);
        }
      }
      return limit;
    }

    private long drainRest(int cell) {
      for (int next = cell; next < table.cellCount(); next++) {
        drain(next);
      }
      return DONE;
    }

    private void drain(int cell) {
      if (table.isDirty(cell)) {
        show(table.record(cell));
        table.markClean(cell);
      }
    }

    private void show(long record) {
      RecordKind kind = RecordDescriptor.kind(record);
      budget -= RecordDescriptor.allocationBytes(record);
      if (kind == RecordKind.TOMBSTONE) {
        showTombstone(record);
        return;
      }
      if (!RecordDescriptor.isFlagged(record, RecordDescriptor.STORED)) {
        RecordDescriptor.flag(record, RecordDescriptor.STORED, true);
        table.addStoredKeys(1);
        table.addResidentStored(1);
      }
      DirtySink.Content content = content(record, kind);
      sink.put(
          place(record, content.onlyChangedRows()),
          RecordDescriptor.version(record),
          kind,
          RecordDescriptor.expiresAtMs(record),
          content);
      RecordDescriptor.flag(record, RecordDescriptor.HAS_ROWS, kind.isExpanded());
      RecordDescriptor.flag(record, RecordDescriptor.ROWS_CURRENT, kind.isExpanded());
    }

    private void showTombstone(long record) {
      if (RecordDescriptor.isFlagged(record, RecordDescriptor.STORED)) {
        sink.delete(place(record, false), RecordDescriptor.version(record));
        RecordDescriptor.flag(record, RecordDescriptor.STORED, false);
        RecordDescriptor.flag(record, RecordDescriptor.HAS_ROWS, false);
        table.addStoredKeys(-1);
        table.addResidentStored(-1);
      } else {
        sink.forget(RecordDescriptor.version(record));
      }
    }

    private DirtySink.Content content(long record, RecordKind kind) {
      ValueType type = kind.type();
      if (!kind.isExpanded() || type == null) {
        return new DirtySink.Content(
            RecordDescriptor.valueAddress(record),
            RecordDescriptor.valueLength(record),
            null,
            false);
      }
      int id = Native.getInt(RecordDescriptor.valueAddress(record));
      CollectionValue value = table.expanded().get(id);
      budget -= value.changedRowCount() * 32L;
      boolean current =
          RecordDescriptor.isFlagged(record, RecordDescriptor.ROWS_CURRENT)
              && value.hasStoredRows();
      return new DirtySink.Content(0, 0, value, current);
    }

    private DirtySink.Place place(long record, boolean keepsRows) {
      boolean hasRows = RecordDescriptor.isFlagged(record, RecordDescriptor.HAS_ROWS);
      return new DirtySink.Place(
          table.space().id(),
          table.slot(),
          KeyHash.order(table.hashOf(record)),
          RecordDescriptor.keyAddress(record),
          RecordDescriptor.keyLength(record),
          hasRows && !keepsRows);
    }
  }
}
