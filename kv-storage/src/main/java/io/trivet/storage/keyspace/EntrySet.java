package io.trivet.storage.keyspace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The entries that one transaction has touched, each key once. Entry objects are reused.
///
/// Up to eight keys are compared one by one; more are found through a small hash index. Threads:
/// one.
final class EntrySet {

  private static final int LINEAR = 8;
  private static final int KEPT = 1024;

  private @Nullable Entry[] entries = new Entry[LINEAR];
  private int[] index = new int[0];
  private int size;

  int size() {
    return size;
  }

  Entry get(int i) {
    Entry entry = entries[i];
    if (entry == null || i >= size) {
      throw new IndexOutOfBoundsException("entry " + i + " of " + size);
    }
    return entry;
  }

  /// The entry of a key that was added before, or null.
  @Nullable Entry find(SlotTable table, long key, int keyLength, long hash) {
    if (size <= LINEAR) {
      for (int i = 0; i < size; i++) {
        Entry entry = get(i);
        if (entry.isKey(table, key, keyLength, hash)) {
          return entry;
        }
      }
      return null;
    }
    for (int at = place(hash); index[at] != 0; at = (at + 1) & (index.length - 1)) {
      Entry entry = get(index[at] - 1);
      if (entry.isKey(table, key, keyLength, hash)) {
        return entry;
      }
    }
    return null;
  }

  /// Adds a key that is not in the set.
  Entry add(SlotTable table, long key, int keyLength, long hash) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    Entry entry = entries[size];
    if (entry == null) {
      entry = new Entry(table);
      entries[size] = entry;
    }
    entry.bind(table, key, keyLength, hash);
    size++;
    if (size > LINEAR) {
      note(size - 1);
    }
    return entry;
  }

  void clear() {
    size = 0;
    if (index.length > 0) {
      index = new int[0];
      if (entries.length > KEPT) {
        entries = new Entry[LINEAR];
      }
    }
  }

  private void note(int i) {
    if (2 * size > index.length) {
      index = new int[Integer.highestOneBit(size) * 8];
      for (int each = 0; each < size; each++) {
        put(each);
      }
    } else {
      put(i);
    }
  }

  private void put(int i) {
    int at = place(get(i).hash());
    while (index[at] != 0) {
      at = (at + 1) & (index.length - 1);
    }
    index[at] = i + 1;
  }

  private int place(long hash) {
    return (int) (hash ^ (hash >>> 32)) & (index.length - 1);
  }
}
