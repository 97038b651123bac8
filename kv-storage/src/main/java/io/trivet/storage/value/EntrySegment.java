package io.trivet.storage.value;

import java.util.Arrays;

/// The entries of an [EntryTable] whose hashes begin with the same bits, sorted by hash.
///
/// The hashes are evenly spread, so an element is found close to the place that its hash suggests.
final class EntrySegment {
  private static final int SPARE = 4;
  private static final byte[] NO_ENTRY = new byte[0];

  final int depth;
  int size;
  int changedEntries;
  int[] hashes;
  byte[][] entries;

  /// An empty segment for hashes that share their first `depth` bits.
  EntrySegment(int depth, int capacity) {
    this.depth = depth;
    this.hashes = new int[capacity];
    this.entries = new byte[capacity][];
  }

  /// The index of the first hash that is not below this one, compared unsigned.
  int firstNotBelow(int hash) {
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

  /// The index of the entry with this member, or -1.
  int find(int hash, byte[] array, int from, int to) {
    for (int index = firstNotBelow(hash); index < size && hashes[index] == hash; index++) {
      if (Entry.isMember(entries[index], array, from, to)) {
        return index;
      }
    }
    return -1;
  }

  /// The index of this very entry.
  @SuppressWarnings("ReferenceEquality")
  int indexOf(int hash, byte[] entry) {
    int index = firstNotBelow(hash);
    while (entries[index] != entry) {
      index++;
    }
    return index;
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
    hashes = Arrays.copyOf(hashes, capacity);
    entries = Arrays.copyOf(entries, capacity);
  }

  /// The entries `[from, to)` as a segment of their own.
  EntrySegment part(int newDepth, int from, int to) {
    EntrySegment part = new EntrySegment(newDepth, to - from + ((to - from) >> 3) + SPARE);
    part.append(this, from, to);
    return part;
  }

  /// Appends the entries `[from, to)` of another segment, all of which have higher hashes. There
  /// must be room.
  void append(EntrySegment other, int from, int to) {
    System.arraycopy(other.hashes, from, hashes, size, to - from);
    System.arraycopy(other.entries, from, entries, size, to - from);
    size += to - from;
    for (int index = from; index < to; index++) {
      if (Entry.isChanged(other.entries[index])) {
        changedEntries++;
      }
    }
  }

  /// Estimate of the heap in use, without the entries.
  long heapBytes() {
    return HeapBytes.object(20)
        + HeapBytes.array((long) hashes.length * Integer.BYTES)
        + HeapBytes.array((long) entries.length * HeapBytes.REFERENCE);
  }
}
