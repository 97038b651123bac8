package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.ValueType;

/// What a checkpoint takes from the keyspace, slot by slot.
///
/// Use, for each slot: [#drain] until it shows nothing, wait until the highest version shown is
/// committed (I9), write the rows to the store in one batch with the counts, then [#stored].
/// Between drain and stored nothing of the slot leaves memory.
///
/// Threads: the checkpoint's.
public final class CheckpointSource {

  private final Keyspace keyspace;

  public CheckpointSource(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /// Shows dirty entries of a slot, about `budgetBytes` of them; they count as clean from now on.
  ///
  /// @return the highest version shown, or 0 if nothing was dirty
  public long drain(int slot, long budgetBytes, DirtySink sink) {
    if (keyspace.tables(slot).length == 0) {
      return 0;
    }
    keyspace.locks().lock(slot);
    try {
      long version = 0;
      long budget = budgetBytes;
      for (SlotTable table : keyspace.tables(slot)) {
        if (table.dirty() > 0 && budget > 0) {
          Drain drain = new Drain(table, sink, budget);
          drain.run();
          version = Math.max(version, drain.version);
          budget = drain.budget;
        }
      }
      return version;
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

  private static void freeCleanTombstones(SlotTable table) {
    if (table.tombstones() == 0) {
      return;
    }
    for (int cell = table.cellCount() - 1; cell >= 0 && table.tombstones() > 0; cell--) {
      // Dropping may shrink the table; what moves past this walk is freed by the next one.
      long record = cell < table.cellCount() ? table.record(cell) : 0;
      if (record != 0 && !table.isDirty(cell) && RecordDescriptor.isTombstone(record)) {
        table.drop(cell);
      }
    }
  }

  /// One table being drained.
  private static final class Drain {
    private final SlotTable table;
    private final DirtySink sink;
    private long budget;
    private long version;

    Drain(SlotTable table, DirtySink sink, long budget) {
      this.table = table;
      this.sink = sink;
      this.budget = budget;
    }

    void run() {
      for (int cell = 0; cell < table.cellCount() && budget > 0; cell++) {
        if (table.isDirty(cell)) {
          long record = table.record(cell);
          show(record);
          table.markClean(cell);
          version = Math.max(version, RecordDescriptor.version(record));
        }
      }
      table.beingCheckpointed(true);
      sink.storedKeys(table.space().id(), table.slot(), table.storedKeys());
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
      sink.put(
          place(record),
          RecordDescriptor.version(record),
          kind,
          RecordDescriptor.expiresAtMs(record),
          content(record, kind));
      RecordDescriptor.flag(record, RecordDescriptor.HAS_ROWS, kind.isExpanded());
      RecordDescriptor.flag(record, RecordDescriptor.ROWS_CURRENT, kind.isExpanded());
    }

    private void showTombstone(long record) {
      if (RecordDescriptor.isFlagged(record, RecordDescriptor.STORED)) {
        sink.delete(place(record));
        RecordDescriptor.flag(record, RecordDescriptor.STORED, false);
        RecordDescriptor.flag(record, RecordDescriptor.HAS_ROWS, false);
        table.addStoredKeys(-1);
        table.addResidentStored(-1);
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
      boolean current = RecordDescriptor.isFlagged(record, RecordDescriptor.ROWS_CURRENT);
      return new DirtySink.Content(0, 0, value, current);
    }

    private DirtySink.Place place(long record) {
      boolean hasRows = RecordDescriptor.isFlagged(record, RecordDescriptor.HAS_ROWS);
      boolean current = RecordDescriptor.isFlagged(record, RecordDescriptor.ROWS_CURRENT);
      return new DirtySink.Place(
          table.space().id(),
          table.slot(),
          KeyHash.order(table.hashOf(record)),
          RecordDescriptor.keyAddress(record),
          RecordDescriptor.keyLength(record),
          hasRows && !current);
    }
  }
}
