package io.trivet.storage.keyspace;

import io.trivet.storage.memory.Native;

/// The entries of one slot in one space: an open-addressing table of record addresses.
///
/// ```
///  cell:  63 dirty | 62..48 tag: low 15 bits of the hash | 47..0 record address; 0 = empty
/// ```
///
/// The bucket of a hash is its upper 32 bits scaled to the capacity, and displaced entries lie to
/// the right of their bucket without wrapping round: some cells behind the last bucket take them.
/// So the table is ordered by hash up to small runs, whatever its capacity, and a hash prefix is a
/// cursor which survives growth and shrinking (see [TableScan]).
///
/// Threads: guarded by the slot's lock. Invariants: the last cell is empty; `used` counts the
/// non-empty cells; no two records have one key.
final class SlotTable {

  static final int ABSENT = -1;

  /// No sequence.
  static final long UNKNOWN = 0;

  private static final long DIRTY = 1L << 63;
  private static final long ADDRESS_MASK = (1L << 48) - 1;
  private static final int TAG_SHIFT = 48;
  private static final long TAG_MASK = 0x7FFF;
  private static final int START_CAPACITY = 6;

  private final int slot;
  private final Space space;
  private final long hashSeed;
  private final long recoveredSequence;
  private final ExpandedValues expanded = new ExpandedValues();
  private long cells;
  private int capacity;
  private int cellCount;
  private int used;
  private int dirty;
  private int tombstones;
  private int layoutChanges;
  private long liveKeys;
  private int expiringKeys;
  private long storedKeys;
  private long residentStored;
  private boolean beingCheckpointed;

  SlotTable(int slot, Space space, long hashSeed, long storedKeys, long recoveredSequence) {
    this.slot = slot;
    this.space = space;
    this.hashSeed = hashSeed;
    this.recoveredSequence = recoveredSequence;
    this.storedKeys = storedKeys;
    this.liveKeys = storedKeys;
    allocate(START_CAPACITY);
  }

  int slot() {
    return slot;
  }

  Space space() {
    return space;
  }

  ExpandedValues expanded() {
    return expanded;
  }

  /// Changes whenever a cell index that somebody remembers may have become wrong.
  int layoutChanges() {
    return layoutChanges;
  }

  int capacity() {
    return capacity;
  }

  int cellCount() {
    return cellCount;
  }

  int used() {
    return used;
  }

  int dirty() {
    return dirty;
  }

  int tombstones() {
    return tombstones;
  }

  void addTombstones(int count) {
    tombstones += count;
  }

  long liveKeys() {
    return liveKeys;
  }

  int expiringKeys() {
    return expiringKeys;
  }

  /// Live rows of this slot and space in the checkpoint store.
  long storedKeys() {
    return storedKeys;
  }

  /// The last frame that the store showed of this table at the start; [#UNKNOWN] if it showed more
  /// of some entries than of others.
  long recoveredSequence() {
    return recoveredSequence;
  }

  void addLiveKeys(int keys) {
    liveKeys += keys;
    space.addLiveKeys(keys);
  }

  void addExpiringKeys(int keys) {
    expiringKeys += keys;
    space.addExpiringKeys(keys);
  }

  void addStoredKeys(int keys) {
    storedKeys += keys;
  }

  /// True if a key that is not in this table does not exist: the store has no rows of its own.
  boolean isComplete() {
    return storedKeys == 0 || residentStored == storedKeys;
  }

  /// Counts records that carry the STORED flag: with all of them here the store adds nothing.
  void addResidentStored(int keys) {
    residentStored += keys;
  }

  boolean isBeingCheckpointed() {
    return beingCheckpointed;
  }

  void beingCheckpointed(boolean now) {
    beingCheckpointed = now;
  }

  /// The cell of a key, or [#ABSENT].
  int find(long keyAddress, int keyLength, long hash) {
    long tag = hash & TAG_MASK;
    for (int cell = bucket(hash); ; cell++) {
      long word = word(cell);
      if (word == 0) {
        return ABSENT;
      }
      if (((word >>> TAG_SHIFT) & TAG_MASK) == tag
          && RecordDescriptor.hasKey(word & ADDRESS_MASK, keyAddress, keyLength)) {
        return cell;
      }
    }
  }

  /// The record in a cell, or 0 if the cell is empty.
  long record(int cell) {
    return word(cell) & ADDRESS_MASK;
  }

  boolean isDirty(int cell) {
    return word(cell) < 0;
  }

  void markDirty(int cell) {
    long word = word(cell);
    if (word > 0) {
      word(cell, word | DIRTY);
      dirty++;
    }
  }

  void markClean(int cell) {
    long word = word(cell);
    if (word < 0) {
      word(cell, word & ~DIRTY);
      dirty--;
    }
  }

  /// Puts another record of the same key into a cell.
  void replace(int cell, long record) {
    word(cell, (word(cell) & ~ADDRESS_MASK) | record);
  }

  /// Adds a record whose key is not in the table; returns its cell.
  int insert(long hash, long record) {
    if (used >= capacity - capacity / 5) {
      resize(capacity + capacity / 2);
    }
    int cell;
    while ((cell = place(hash, record)) == ABSENT) {
      resize(capacity + capacity / 2);
    }
    layoutChanges++;
    return cell;
  }

  /// Takes a record out of the table; the caller frees it.
  void remove(int cell) {
    markClean(cell);
    int hole = cell;
    for (int next = cell + 1; word(next) != 0; next++) {
      if (bucket(hashOf(record(next))) <= hole) {
        word(hole, word(next));
        hole = next;
      }
    }
    word(hole, 0);
    used--;
    layoutChanges++;
    if (used * 5 < capacity && capacity > START_CAPACITY) {
      resize(Math.max(START_CAPACITY, capacity / 2));
    }
  }

  /// Adds a record that was not made by a transaction: a loaded entry or a tombstone.
  void insertNew(long hash, long record) {
    insert(hash, record);
    if (RecordDescriptor.isTombstone(record)) {
      tombstones++;
    }
  }

  /// Takes a record out of the table and frees it.
  void drop(int cell) {
    long record = record(cell);
    if (RecordDescriptor.isTombstone(record)) {
      tombstones--;
    }
    remove(cell);
    Native.free(record, RecordDescriptor.allocationBytes(record));
  }

  long hashOf(long record) {
    return KeyHash.of(
        RecordDescriptor.keyAddress(record), RecordDescriptor.keyLength(record), hashSeed);
  }

  /// The first bucket that holds keys of this hash order or above.
  int bucketOfOrder(long order) {
    return (int) ((order * capacity) >>> 32);
  }

  /// The lowest hash order of a bucket.
  long orderOfBucket(int bucket) {
    return (((long) bucket << 32) + capacity - 1) / capacity;
  }

  /// Frees all records and the table itself, which must not be used again.
  void free() {
    for (int cell = 0; cell < cellCount; cell++) {
      long record = record(cell);
      if (record != 0) {
        Native.free(record, RecordDescriptor.allocationBytes(record));
      }
    }
    addLiveKeys(-(int) Math.min(Integer.MAX_VALUE, liveKeys));
    addExpiringKeys(-expiringKeys);
    expanded.clear();
    Native.free(cells, (long) cellCount * Long.BYTES);
  }

  private int bucket(long hash) {
    return (int) (((hash >>> 32) * capacity) >>> 32);
  }

  private int place(long hash, long record) {
    return placeWord(hash, ((hash & TAG_MASK) << TAG_SHIFT) | record);
  }

  private int placeWord(long hash, long word) {
    int cell = bucket(hash);
    while (word(cell) != 0) {
      cell++;
    }
    if (cell == cellCount - 1) {
      return ABSENT;
    }
    word(cell, word);
    used++;
    return cell;
  }

  private void resize(int newCapacity) {
    long oldCells = cells;
    int oldCount = cellCount;
    int wanted = newCapacity;
    boolean placed;
    do {
      allocate(wanted);
      placed = placeAll(oldCells, oldCount);
      wanted += wanted / 2;
      if (!placed) {
        Native.free(cells, (long) cellCount * Long.BYTES);
      }
    } while (!placed);
    Native.free(oldCells, (long) oldCount * Long.BYTES);
    layoutChanges++;
  }

  private boolean placeAll(long oldCells, int oldCount) {
    for (int cell = 0; cell < oldCount; cell++) {
      long word = Native.getLong(oldCells + (long) cell * Long.BYTES);
      if (word != 0 && placeWord(hashOf(word & ADDRESS_MASK), word) == ABSENT) {
        return false;
      }
    }
    return true;
  }

  private void allocate(int newCapacity) {
    capacity = newCapacity;
    cellCount = newCapacity + Math.min(64, newCapacity / 2) + 1;
    used = 0;
    cells = Native.allocate((long) cellCount * Long.BYTES);
    Native.fill(cells, (long) cellCount * Long.BYTES, (byte) 0);
  }

  private long word(int cell) {
    return Native.getLong(cells + (long) cell * Long.BYTES);
  }

  private void word(int cell, long word) {
    Native.putLong(cells + (long) cell * Long.BYTES, word);
  }
}
