package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Which entries are in memory: brings in what was read from the checkpoint store, and lets clean
/// entries go that were not used for long.
///
/// An entry may leave memory only if the store has it as it is: it is clean, and no batch that
/// holds it is still on its way. A key that the store does not have is remembered by a clean
/// tombstone until memory is needed.
///
/// Threads: any; takes the slot's lock itself.
public final class Residence {

  private static final int USUAL_SAMPLES = 16;

  private final Keyspace keyspace;

  public Residence(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /// Tells what the store has of a slot of a space; before anything is loaded.
  ///
  /// @param keys live rows
  /// @param sequence of the last frame that they show; 0 if some may show more than others
  public void restoreTable(int space, int slot, long keys, long sequence) {
    keyspace.locks().lock(slot);
    try {
      keyspace.addTable(slot, keyspace.databases().known(space), keys, sequence);
    } finally {
      keyspace.locks().unlock(slot);
    }
  }

  /// Tells which space a numbered database has; before anything is loaded.
  public void restoreDatabase(int database, int space) {
    keyspace.databases().restore(database, keyspace.databases().known(space));
  }

  /// The name of a key to look for, from before the store is asked.
  public ColdKey coldKey(int space, int slot, Bytes key) {
    keyspace.locks().lock(slot);
    try {
      return new ColdKey(space, slot, key, keyspace.departures().of(hash(key)));
    } finally {
      keyspace.locks().unlock(slot);
    }
  }

  /// Brings a key into memory: the entry that the store has, or the knowledge that it has none.
  /// Does nothing if memory knows the key by now, if its space is forgotten, or if an entry left
  /// memory since the key was named, so that what was read may be old: who still wants it misses it
  /// again.
  public void install(ColdKey key, @Nullable ColdEntry entry, long nowMs) {
    int length = key.key().length();
    long block = Math.max(1, length);
    long address = Native.allocate(block);
    keyspace.locks().lock(key.slot());
    try {
      Native.copyIn(key.key().array(), 0, length, address);
      long hash = KeyHash.of(address, length, keyspace.hashSeed());
      Space space = keyspace.databases().knownOrNull(key.space());
      if (space != null && keyspace.departures().of(hash) == key.departures()) {
        SlotTable table = keyspace.table(key.slot(), space);
        if (table.find(address, length, hash) == SlotTable.ABSENT) {
          insert(table, address, length, hash, entry, nowMs);
        }
      }
    } finally {
      keyspace.locks().unlock(key.slot());
      Native.free(address, block);
    }
  }

  /// [#evictSome(RandomGenerator, long, int)] with samples of 16.
  public long evictSome(RandomGenerator random, long nowMs) {
    return evictSome(random, nowMs, USUAL_SAMPLES);
  }

  /// Lets some clean entries of a slot go, the ones unused for longest among a sample; the slot is
  /// the first that has something to give from a random one on.
  ///
  /// @param samples entries that are compared
  /// @return bytes freed; 0 if nothing is clean that could go
  public long evictSome(RandomGenerator random, long nowMs, int samples) {
    return evictSome(random, nowMs, samples, false);
  }

  /// Forgets that some key is absent.
  ///
  /// @return bytes freed; 0 if nothing is remembered that could be forgotten
  public long forgetSome(RandomGenerator random) {
    return evictSome(random, 0, 1, true);
  }

  private long evictSome(RandomGenerator random, long nowMs, int samples, boolean onlyTombstones) {
    int first = random.nextInt(Slot.COUNT);
    for (int i = 0; i < Slot.COUNT; i++) {
      int slot = (first + i) & Slot.COUNT - 1;
      if (keyspace.tables(slot).length > 0 && keyspace.locks().tryLock(slot)) {
        try {
          long freed = evictFrom(slot, random, nowMs, samples, onlyTombstones);
          if (freed > 0) {
            return freed;
          }
        } finally {
          keyspace.locks().unlock(slot);
        }
      }
    }
    return 0;
  }

  /// Frees the memory of a dead space. Walks all slots, so it is for a background thread.
  public void freeDeadSpace(int space) {
    for (int slot = 0; slot < Slot.COUNT; slot++) {
      keyspace.locks().lock(slot);
      try {
        keyspace.dropTable(slot, space);
      } finally {
        keyspace.locks().unlock(slot);
      }
    }
  }

  /// Forgets a dead space: the store has no rows of it any more. A load that was on its way may
  /// have brought back some of its memory; none does from now on.
  public void forgetDeadSpace(int space) {
    keyspace.databases().forget(space);
    freeDeadSpace(space);
  }

  /// Forgets what memory knows of a key, changes that the store does not have included: whoever
  /// asks for it next reads the store. No checkpoint is under way in its slot.
  public void discard(int space, Bytes key) {
    int slot = Slot.of(key.array());
    long block = Math.max(1, key.length());
    long address = Native.allocate(block);
    keyspace.locks().lock(slot);
    try {
      Native.copyIn(key.array(), 0, key.length(), address);
      Space known = keyspace.databases().knownOrNull(space);
      SlotTable table = known == null ? null : keyspace.tableIfAny(slot, known);
      if (table != null) {
        long hash = KeyHash.of(address, key.length(), keyspace.hashSeed());
        discard(table, table.find(address, key.length(), hash));
      }
    } finally {
      keyspace.locks().unlock(slot);
      Native.free(address, block);
    }
  }

  /// The spaces that have something in a slot.
  public List<Integer> spacesIn(int slot) {
    keyspace.locks().lock(slot);
    try {
      return Arrays.stream(keyspace.tables(slot)).map(table -> table.space().id()).toList();
    } finally {
      keyspace.locks().unlock(slot);
    }
  }

  /// Forgets what memory has of a slot of a space, whatever its marks say of the store, and takes
  /// note anew of what the store has.
  ///
  /// @param keys live rows
  public void discardTable(int space, int slot, long keys) {
    Space known = keyspace.databases().known(space);
    keyspace.locks().lock(slot);
    try {
      SlotTable table = keyspace.tableIfAny(slot, known);
      for (int cell = 0; table != null && cell < table.cellCount(); cell++) {
        if (table.record(cell) != 0) {
          keyspace.departures().note(table.hashOf(table.record(cell)));
        }
      }
      keyspace.dropTable(slot, space);
      keyspace.addTable(slot, known, keys, SlotTable.UNKNOWN);
    } finally {
      keyspace.locks().unlock(slot);
    }
  }

  /// Gives the numbered databases the spaces that they had before some frames that were taken back;
  /// the frames that are left of those behind the checkpoint are applied next.
  ///
  /// @param spaces of the first databases, by number; the rest is new in the configuration
  public void takeBackDatabases(List<Integer> spaces) {
    lockAll();
    try {
      keyspace.databases().takeBack(spaces);
    } finally {
      unlockAll();
    }
  }

  /// Where a key stands among those of its slot: the upper 32 bits of its hash.
  public long order(Bytes key) {
    return KeyHash.order(hash(key));
  }

  private long hash(Bytes key) {
    long block = Math.max(1, key.length());
    long address = Native.allocate(block);
    try {
      Native.copyIn(key.array(), 0, key.length(), address);
      return KeyHash.of(address, key.length(), keyspace.hashSeed());
    } finally {
      Native.free(address, block);
    }
  }

  private void insert(
      SlotTable table, long key, int keyLength, long hash, @Nullable ColdEntry cold, long nowMs) {
    if (cold == null) {
      table.insertNew(hash, tombstone(key, keyLength));
      return;
    }
    CollectionValue collection = cold.collection();
    int length = collection == null ? cold.value().length() : Integer.BYTES;
    boolean expires = cold.expiresAtMs() != RecordDescriptor.NO_EXPIRY;
    long record = Native.allocate(RecordDescriptor.allocationBytes(keyLength, length, expires));
    RecordDescriptor.initialize(record, cold.kind(), keyLength, length, cold.expiresAtMs());
    Native.copy(key, RecordDescriptor.keyAddress(record), keyLength);
    RecordDescriptor.version(record, cold.version());
    RecordDescriptor.access(record, keyspace.accessClock().fresh(nowMs));
    RecordDescriptor.flag(record, RecordDescriptor.STORED, true);
    if (collection == null) {
      Native.copyIn(cold.value().array(), 0, length, RecordDescriptor.valueAddress(record));
    } else {
      Native.putInt(RecordDescriptor.valueAddress(record), table.expanded().add(collection));
      RecordDescriptor.flag(record, RecordDescriptor.HAS_ROWS, true);
      RecordDescriptor.flag(record, RecordDescriptor.ROWS_CURRENT, true);
      keyspace.addHeapBytes(collection.heapBytes());
    }
    table.insertNew(hash, record);
    table.addResidentStored(1);
    table.addExpiringKeys(expires ? 1 : 0);
  }

  private static long tombstone(long key, int keyLength) {
    long record = Native.allocate(RecordDescriptor.allocationBytes(keyLength, 0, false));
    RecordDescriptor.initialize(
        record, RecordKind.TOMBSTONE, keyLength, 0, RecordDescriptor.NO_EXPIRY);
    Native.copy(key, RecordDescriptor.keyAddress(record), keyLength);
    return record;
  }

  private long evictFrom(
      int slot, RandomGenerator random, long nowMs, int samples, boolean onlyTombstones) {
    SlotTable[] tables = keyspace.tables(slot);
    SlotTable table = tables[random.nextInt(tables.length)];
    if (table.isBeingCheckpointed() || (onlyTombstones && table.tombstones() == 0)) {
      return 0;
    }
    int first = random.nextInt(table.cellCount());
    int chosen = SlotTable.ABSENT;
    long chosenRank = -1;
    int seen = 0;
    for (int i = 0; i < table.cellCount() && seen < samples; i++) {
      int cell = (first + i) % table.cellCount();
      long record = table.record(cell);
      if (record != 0
          && !table.isDirty(cell)
          && (!onlyTombstones || RecordDescriptor.isTombstone(record))) {
        seen++;
        long rank = rank(record, nowMs);
        if (rank > chosenRank) {
          chosenRank = rank;
          chosen = cell;
        }
      }
    }
    return chosen == SlotTable.ABSENT ? 0 : evict(table, chosen);
  }

  private long rank(long record, long nowMs) {
    return RecordDescriptor.isTombstone(record)
        ? Long.MAX_VALUE
        : keyspace.accessClock().evictionRank(RecordDescriptor.access(record), nowMs);
  }

  private void discard(SlotTable table, int cell) {
    if (cell != SlotTable.ABSENT) {
      long record = table.record(cell);
      int stored = RecordDescriptor.isFlagged(record, RecordDescriptor.STORED) ? 1 : 0;
      int live = RecordDescriptor.isTombstone(record) ? 0 : 1;
      table.addLiveKeys(stored - live);
      takeOut(table, cell);
    }
  }

  private void lockAll() {
    for (int slot = 0; slot < Slot.COUNT; slot++) {
      keyspace.locks().lock(slot);
    }
  }

  private void unlockAll() {
    for (int slot = 0; slot < Slot.COUNT; slot++) {
      keyspace.locks().unlock(slot);
    }
  }

  private long evict(SlotTable table, int cell) {
    if (!RecordDescriptor.isTombstone(table.record(cell))) {
      keyspace.countCooled();
    }
    return takeOut(table, cell);
  }

  /// Takes an entry out of memory, of which the store has the rest; returns the bytes freed.
  private long takeOut(SlotTable table, int cell) {
    long record = table.record(cell);
    long freed = Native.blockBytes(RecordDescriptor.allocationBytes(record));
    RecordKind kind = RecordDescriptor.kind(record);
    if (kind.isExpanded()) {
      int id = Native.getInt(RecordDescriptor.valueAddress(record));
      long heap = table.expanded().get(id).heapBytes();
      keyspace.addHeapBytes(-heap);
      table.expanded().remove(id);
      freed += heap;
    }
    if (RecordDescriptor.isFlagged(record, RecordDescriptor.STORED)) {
      table.addResidentStored(-1);
    }
    if (RecordDescriptor.expires(record)) {
      table.addExpiringKeys(-1);
    }
    keyspace.drop(table, cell);
    return freed;
  }
}
