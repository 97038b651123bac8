package io.trivet.storage.keyspace;

import io.trivet.storage.Invariant;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import org.jspecify.annotations.Nullable;

/// What a checkpoint takes from the keyspace, slot by slot.
///
/// Use, for each slot: [#drain] from 0 until it says [#DONE], wait until the highest version shown
/// is committed (I9), write the rows to the store in one batch with the counts, then [#stored]. A
/// slot may be spread over several batches, each written before the next drain, but an entry may
/// not ([#isInEntry]). Between drain and stored nothing of the slot leaves memory.
///
/// A large collection is shown in parts, with the slot free between them: what its commands change
/// meanwhile is shown by a later part, or by the entry itself, which comes last and names the
/// version. Whatever becomes of the key meanwhile, it stays dirty, so its row comes in any case: a
/// tombstone, or another value, takes the rows of the parts back.
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
  private static final long ROW_BUDGET_BYTES = 256;

  private final Keyspace keyspace;
  private @Nullable OpenEntry open;
  private int partsLeft;

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

  /// True if the last drain ended in the middle of an entry: what it showed must be written
  /// together with what the next one shows.
  public boolean isInEntry() {
    return open != null;
  }

  /// The rows shown by [#drain] can be read from the store: tombstones that it knows are freed, and
  /// clean entries may leave memory again.
  public void stored(int slot) {
    long position = 0;
    while (position != DONE) {
      keyspace.locks().lock(slot);
      try {
        position = stored(keyspace.tables(slot), position);
      } finally {
        keyspace.locks().unlock(slot);
      }
    }
  }

  private long stored(SlotTable[] tables, long position) {
    int i = (int) (position >>> POSITION_SHIFT);
    if (i >= tables.length) {
      return DONE;
    }
    tables[i].beingCheckpointed(false);
    long next = freeCleanTombstones(tables[i], position & ORDER_MASK);
    return next == DONE ? (i + 1L) << POSITION_SHIFT : ((long) i << POSITION_SHIFT) | next;
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

  /// Frees the tombstones of some cells; returns the hash order to go on at, or [#DONE]. Dropping
  /// moves cells and may shrink the table: what this walk misses so is freed by the next one.
  private long freeCleanTombstones(SlotTable table, long fromOrder) {
    if (table.tombstones() == 0) {
      return DONE;
    }
    int first = table.bucketOfOrder(fromOrder);
    int last = Math.min(first + CELLS_AT_ONCE, table.cellCount());
    long next = last < table.capacity() ? table.orderOfBucket(last) : DONE;
    for (int cell = last - 1; cell >= first; cell--) {
      long record = cell < table.cellCount() ? table.record(cell) : 0;
      if (record != 0 && !table.isDirty(cell) && RecordDescriptor.isTombstone(record)) {
        keyspace.drop(table, cell);
      }
    }
    return next;
  }

  /// The entry that was shown in part: its key and the key's hash order.
  private record OpenEntry(long order, Bytes key) {
    boolean isRecord(long record) {
      return key.equals(keyOf(record));
    }
  }

  private static Bytes keyOf(long record) {
    byte[] key = new byte[RecordDescriptor.keyLength(record)];
    Native.copyOut(RecordDescriptor.keyAddress(record), key, 0, key.length);
    return Bytes.of(key);
  }

  /// One table being drained.
  private final class Drain {
    private final SlotTable table;
    private final DirtySink sink;
    private final int partRows;
    private long budget;
    private long highestVersion;

    Drain(SlotTable table, DirtySink sink, long budget) {
      this.table = table;
      this.sink = sink;
      this.partRows = Math.clamp(budget / ROW_BUDGET_BYTES, 1, Integer.MAX_VALUE);
      this.budget = budget;
    }

    /// Returns the hash order to go on at, or [#DONE].
    long run(long fromOrder) {
      table.beingCheckpointed(true);
      boolean isFromStart = fromOrder == 0 && open == null;
      int cell = table.bucketOfOrder(fromOrder);
      if (open != null && !endOpenEntry(open)) {
        return fromOrder;
      }
      int stop = Math.min(cell + CELLS_AT_ONCE, table.cellCount());
      for (; cell < stop && budget > 0; cell++) {
        if (table.isDirty(cell) && !drain(cell)) {
          return fromOrder; // what was before it is clean by now
        }
      }
      long next = cell < table.capacity() ? drainRun(cell) : drainRest(cell);
      boolean isWhole = isFromStart && next == DONE;
      sink.storedKeys(
          table.space().id(),
          table.slot(),
          table.storedKeys(),
          isWhole ? highestVersion : SlotTable.UNKNOWN);
      return next;
    }

    /// Goes on with the entry that was shown in part; returns whether it has been shown to its end.
    private boolean endOpenEntry(OpenEntry entry) {
      int cell = table.bucketOfOrder(entry.order);
      while (!table.isDirty(cell) || !entry.isRecord(table.record(cell))) {
        cell++;
        Invariant.check(
            cell < table.cellCount(), "an entry shown in part is gone", table.slot(), cell);
      }
      return drain(cell);
    }

    /// Drains what lies from `cell` on but belongs to buckets before it: the next step may find the
    /// table in another size.
    private long drainRun(int cell) {
      long limit = table.orderOfBucket(cell);
      for (int next = cell; table.record(next) != 0; next++) {
        if (KeyHash.order(table.hashOf(table.record(next))) < limit) {
          drainWhole(next);
        }
      }
      return limit;
    }

    private long drainRest(int cell) {
      for (int next = cell; next < table.cellCount(); next++) {
        drainWhole(next);
      }
      return DONE;
    }

    private void drainWhole(int cell) {
      if (table.isDirty(cell)) {
        show(table.record(cell));
        table.markClean(cell);
      }
    }

    /// Shows a dirty entry; returns false if only a part of it.
    private boolean drain(int cell) {
      CollectionValue collection = collection(table.record(cell));
      if (collection != null && isShownInPart(collection.changedRowCount())) {
        showPart(table.record(cell), collection);
        return false;
      }
      open = null;
      drainWhole(cell);
      return true;
    }

    /// A collection with many changed rows is shown in parts, but not for ever if it keeps
    /// changing.
    private boolean isShownInPart(int rows) {
      if (open == null) {
        partsLeft = 2 * (rows / partRows);
      }
      return rows > partRows && partsLeft-- > 0;
    }

    private void showPart(long record, CollectionValue collection) {
      long heapBytes = collection.heapBytes();
      sink.part(place(record, keepsRows(record, collection)), collection, partRows);
      keyspace.addHeapBytes(collection.heapBytes() - heapBytes);
      RecordDescriptor.flag(record, RecordDescriptor.HAS_ROWS, true);
      RecordDescriptor.flag(record, RecordDescriptor.ROWS_CURRENT, true);
      open = new OpenEntry(KeyHash.order(table.hashOf(record)), keyOf(record));
    }

    private void show(long record) {
      RecordKind kind = RecordDescriptor.kind(record);
      budget -= RecordDescriptor.allocationBytes(record);
      highestVersion = Math.max(highestVersion, RecordDescriptor.version(record));
      if (kind == RecordKind.TOMBSTONE) {
        showTombstone(record);
        return;
      }
      if (!RecordDescriptor.isFlagged(record, RecordDescriptor.STORED)) {
        RecordDescriptor.flag(record, RecordDescriptor.STORED, true);
        table.addStoredKeys(1);
        table.addResidentStored(1);
      }
      CollectionValue collection = collection(record);
      if (collection == null) {
        showBytes(record, kind);
      } else {
        showCollection(record, kind, collection);
      }
      RecordDescriptor.flag(record, RecordDescriptor.HAS_ROWS, kind.isExpanded());
      RecordDescriptor.flag(record, RecordDescriptor.ROWS_CURRENT, kind.isExpanded());
    }

    private void showBytes(long record, RecordKind kind) {
      sink.put(
          place(record, false),
          RecordDescriptor.version(record),
          kind,
          RecordDescriptor.expiresAtMs(record),
          new DirtySink.Content(
              RecordDescriptor.valueAddress(record), RecordDescriptor.valueLength(record), null));
    }

    private void showCollection(long record, RecordKind kind, CollectionValue collection) {
      long heapBytes = collection.heapBytes();
      budget -= collection.changedRowCount() * ROW_BUDGET_BYTES;
      sink.put(
          place(record, keepsRows(record, collection)),
          RecordDescriptor.version(record),
          kind,
          RecordDescriptor.expiresAtMs(record),
          new DirtySink.Content(0, 0, collection));
      keyspace.addHeapBytes(collection.heapBytes() - heapBytes);
    }

    /// Rows may be there although the key was never stored: parts of a collection that was deleted
    /// before its last part.
    private void showTombstone(long record) {
      long version = RecordDescriptor.version(record);
      boolean isStored = RecordDescriptor.isFlagged(record, RecordDescriptor.STORED);
      if (isStored || RecordDescriptor.isFlagged(record, RecordDescriptor.HAS_ROWS)) {
        sink.delete(place(record, false), version);
        RecordDescriptor.flag(record, RecordDescriptor.STORED, false);
        RecordDescriptor.flag(record, RecordDescriptor.HAS_ROWS, false);
      } else {
        sink.forget(version);
      }
      if (isStored) {
        table.addStoredKeys(-1);
        table.addResidentStored(-1);
      }
    }

    private @Nullable CollectionValue collection(long record) {
      return RecordDescriptor.kind(record).isExpanded()
          ? table.expanded().get(Native.getInt(RecordDescriptor.valueAddress(record)))
          : null;
    }

    private static boolean keepsRows(long record, CollectionValue collection) {
      return RecordDescriptor.isFlagged(record, RecordDescriptor.ROWS_CURRENT)
          && collection.hasStoredRows();
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
