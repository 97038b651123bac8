package io.trivet.storage.value;

import java.util.Arrays;

/// The entries of an [EntryTable] whose hashes begin with the same bits, sorted by hash (unsigned).
///
/// The hashes are evenly spread, so an element is found close to the place that its hash suggests.
final class EntrySegment {
  private static final int SPARE = 4;
  private static final int INTERPOLATED_ENTRIES = 256;
  private static final byte[] NO_ENTRY = new byte[0];

  private final HeapMeter meter;
  private final int depth;
  private int size;
  private int changedEntries;
  private int[] hashes;
  private byte[][] entries;

  /// An empty segment for hashes that share their first `depth` bits.
  EntrySegment(HeapMeter meter, int depth, int capacity) {
    this.meter = meter;
    this.depth = depth;
    this.hashes = new int[capacity];
    this.entries = new byte[capacity][];
    meter.add(heapBytes());
  }

  private long heapBytes() {
    return HeapBytes.object(24)
        + HeapBytes.array((long) hashes.length * Integer.BYTES)
        + HeapBytes.array((long) entries.length * HeapBytes.REFERENCE);
  }

  /// How many first bits the hashes share.
  int depth() {
    return depth;
  }

  /// The number of entries.
  int size() {
    return size;
  }

  /// The number of entries whose row changed.
  int changedEntries() {
    return changedEntries;
  }

  /// The hash at `index`.
  int hash(int index) {
    return hashes[index];
  }

  /// The entry at `index`.
  byte[] entry(int index) {
    return entries[index];
  }

  /// The index of the first hash that is not below this one.
  int firstNotBelow(int hash) {
    if (size > INTERPOLATED_ENTRIES) {
      return searchedByHalves(hash);
    }
    int[] sorted = hashes;
    long place = Integer.toUnsignedLong(hash << depth);
    int index = (int) ((place * size) >>> 32);
    int key = hash + Integer.MIN_VALUE;
    while (index > 0 && sorted[index - 1] + Integer.MIN_VALUE >= key) {
      index--;
    }
    while (index < size && sorted[index] + Integer.MIN_VALUE < key) {
      index++;
    }
    return index;
  }

  /// For a segment that could not be split: its hashes are anything but evenly spread.
  private int searchedByHalves(int hash) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Integer.compareUnsigned(hashes[middle], hash) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The index of the entry with the member `array[from, to)`, or -1.
  int find(int hash, byte[] array, int from, int to) {
    for (int index = firstNotBelow(hash); index < size && hashes[index] == hash; index++) {
      if (Entry.isMember(entries[index], array, from, to)) {
        return index;
      }
    }
    return -1;
  }

  /// Inserts an entry whose member is not here.
  void insert(int hash, byte[] entry) {
    if (size == entries.length) {
      resize(size + (size >> 2) + SPARE);
    }
    int index = firstNotBelow(hash);
    System.arraycopy(hashes, index, hashes, index + 1, size - index);
    System.arraycopy(entries, index, entries, index + 1, size - index);
    hashes[index] = hash;
    entries[index] = entry;
    size++;
    if (Entry.isChanged(entry)) {
      changedEntries++;
    }
  }

  /// Puts an entry in the place of one with the same member. Both are marked changed or not alike.
  @SuppressWarnings("ReferenceEquality") // the very entry is looked for
  void replace(int hash, byte[] entry, byte[] replacement) {
    int index = firstNotBelow(hash);
    while (entries[index] != entry) {
      index++;
    }
    entries[index] = replacement;
  }

  /// Removes the entry at `index`.
  void remove(int index) {
    if (Entry.isChanged(entries[index])) {
      changedEntries--;
    }
    size--;
    System.arraycopy(hashes, index + 1, hashes, index, size - index);
    System.arraycopy(entries, index + 1, entries, index, size - index);
    entries[size] = NO_ENTRY;
    if (size + (size >> 1) + 2 * SPARE < entries.length) {
      resize(size + (size >> 3) + SPARE);
    }
  }

  private void resize(int capacity) {
    long before = heapBytes();
    hashes = Arrays.copyOf(hashes, capacity);
    entries = Arrays.copyOf(entries, capacity);
    meter.add(heapBytes() - before);
  }

  /// A segment of one bit more with the entries `[from, to)` of this one.
  EntrySegment part(int from, int to) {
    EntrySegment part = new EntrySegment(meter, depth + 1, to - from + ((to - from) >> 3) + SPARE);
    part.append(this, from, to);
    return part;
  }

  /// A segment of one bit less with the entries of this one and its upper neighbour.
  EntrySegment joinedWith(EntrySegment high) {
    int joinedSize = size + high.size;
    EntrySegment joined =
        new EntrySegment(meter, depth - 1, joinedSize + (joinedSize >> 3) + SPARE);
    joined.append(this, 0, size);
    joined.append(high, 0, high.size);
    return joined;
  }

  private void append(EntrySegment source, int from, int to) {
    System.arraycopy(source.hashes, from, hashes, size, to - from);
    System.arraycopy(source.entries, from, entries, size, to - from);
    size += to - from;
    for (int index = from; index < to; index++) {
      if (Entry.isChanged(source.entries[index])) {
        changedEntries++;
      }
    }
  }

  /// Notes that the segment is no part of the table any more.
  void unlink() {
    meter.add(-heapBytes());
  }

  /// Notes that one more entry is marked changed.
  void entryChanged() {
    changedEntries++;
  }

  /// Shows up to `limit` changed rows and marks them stored; returns how many.
  int takeChangedRows(int limit, RowVisitor visitor) {
    int taken = 0;
    for (int index = 0; changedEntries > 0 && taken < limit && index < size; index++) {
      byte[] entry = entries[index];
      if (Entry.isChanged(entry)) {
        visitor.row(Entry.member(entry), Entry.payload(entry));
        Entry.mark(entry, false, true);
        changedEntries--;
        taken++;
      }
    }
    return taken;
  }

  /// Marks all entries stored and unchanged, or changed and in no store.
  void markRows(boolean nowStored) {
    for (int index = 0; index < size; index++) {
      Entry.mark(entries[index], !nowStored, nowStored);
    }
    changedEntries = nowStored ? 0 : size;
  }
}
