package io.trivet.storage.value;

import java.util.Arrays;

/// The chunks of a list in order, and which of their rows changed.
///
/// Each chunk is one row. Its name is an order key: chunks at the ends take keys a wide gap apart,
/// a chunk in the middle takes the key halfway between its neighbours. Where no key is left between
/// two neighbours, the smallest surroundings that are loose enough get new keys, evenly spread;
/// their rows change, the others stay.
///
/// Invariants: keys ascend and are not negative; no chunk is empty.
final class ChunkDeque {
  private static final long FIRST_KEY = 1L << 62;
  private static final long KEY_GAP = 1L << 20;
  private static final long LOOSE_GAP = 1L << 10;
  private static final long[] NO_KEYS = new long[0];

  private ListChunk[] chunks = new ListChunk[2];
  private int first;
  private int size;
  private int changedChunks;
  private long[] removedKeys = NO_KEYS;
  private int removedCount;
  private long chunkBytes;

  /// The number of chunks.
  int size() {
    return size;
  }

  /// The chunk at `index`.
  ListChunk at(int index) {
    return chunks[first + index];
  }

  /// Notes that the chunk's elements changed.
  void changed(ListChunk chunk) {
    if (!chunk.changed) {
      chunk.changed = true;
      changedChunks++;
    }
    account(chunk);
  }

  /// Drops the spare room of a chunk.
  void trim(ListChunk chunk) {
    chunk.buffer().trim();
    account(chunk);
  }

  private void account(ListChunk chunk) {
    long bytes = chunk.heapBytes();
    chunkBytes += bytes - chunk.accountedBytes;
    chunk.accountedBytes = bytes;
  }

  /// Inserts a chunk before the one at `index`, with a key in between.
  void insert(int index, ListChunk chunk) {
    chunk.key = freeKey(index);
    insertSlot(index);
    chunks[first + index] = chunk;
    changed(chunk);
  }

  /// Appends a chunk that was read from its row.
  ///
  /// @throws CorruptValueException if its key is not behind the others
  void appendStored(long key, ListChunk chunk) {
    if (key < 0 || (size > 0 && key <= at(size - 1).key)) {
      throw new CorruptValueException("list row " + key + " out of order");
    }
    chunk.key = key;
    chunk.stored = true;
    insertSlot(size);
    chunks[first + size - 1] = chunk;
    account(chunk);
  }

  private void insertSlot(int index) {
    boolean atFront = index < size - index;
    if (atFront ? first == 0 : first + size == chunks.length) {
      spread();
    }
    if (atFront) {
      System.arraycopy(chunks, first, chunks, first - 1, index);
      first--;
    } else {
      System.arraycopy(chunks, first + index, chunks, first + index + 1, size - index);
    }
    size++;
  }

  /// Moves the chunks to the middle of an array that is at most three quarters full.
  private void spread() {
    int capacity = size + (size >> 2) + 2 <= chunks.length ? chunks.length : size + (size >> 1) + 4;
    ListChunk[] target = new ListChunk[capacity];
    int newFirst = (capacity - size) / 2;
    System.arraycopy(chunks, first, target, newFirst, size);
    chunks = target;
    first = newFirst;
  }

  /// Removes up to `most` of the elements with this encoded form, the first ones or the last ones,
  /// and gives their number. It may leave empty chunks, see [#sweep].
  int removeMatching(byte[] encoded, int most, boolean last) {
    int removed = 0;
    for (int step = 0; step < size && removed < most; step++) {
      ListChunk chunk = at(last ? size - 1 - step : step);
      int matching = chunk.countMatching(encoded);
      int taken = Math.min(matching, most - removed);
      if (taken > 0) {
        chunk.removeMatching(encoded, last ? matching - taken : 0, taken);
        changed(chunk);
        removed += taken;
      }
    }
    return removed;
  }

  /// Removes the element where the walk stands, and all behind it.
  void cutBehind(ListWalk walk) {
    if (walk.isDone()) {
      return;
    }
    int index = walk.chunkIndex();
    if (walk.indexInChunk() > 0) {
      ListChunk chunk = walk.chunk();
      chunk.cut(walk.at(), chunk.buffer().to(), chunk.count() - walk.indexInChunk());
      changed(chunk);
      index++;
    }
    remove(index, size);
  }

  /// Removes all elements before the one where the walk stands.
  void cutBefore(ListWalk walk) {
    if (walk.isDone()) {
      return;
    }
    if (walk.indexInChunk() > 0) {
      ListChunk chunk = walk.chunk();
      chunk.cut(chunk.buffer().from(), walk.at(), walk.indexInChunk());
      changed(chunk);
    }
    remove(0, walk.chunkIndex());
  }

  /// Joins the chunk at `index` and the one behind it, if there are two and both together stay
  /// below half the limit: elements removed or inserted in the middle must not leave a list of
  /// crumbs.
  void joinIfSmall(int index, EncodingLimits limits) {
    if (index < 0 || index + 1 >= size) {
      return;
    }
    ListChunk chunk = at(index);
    ListChunk behind = at(index + 1);
    if (chunk.buffer().length() + (long) behind.buffer().length() <= limits.listChunkBytes() / 2
        && chunk.count() + behind.count() <= limits.listChunkEntries() / 2) {
      chunk.append(behind);
      remove(index + 1, index + 2);
      changed(chunk);
    }
  }

  /// Removes empty chunks and joins small neighbours.
  void sweep(EncodingLimits limits) {
    int to = size;
    while (to > 0) {
      int from = to;
      while (from > 0 && at(from - 1).count() == 0) {
        from--;
      }
      remove(from, to);
      to = from - 1;
      joinIfSmall(to, limits);
    }
  }

  /// Removes the chunks `[from, to)`.
  void remove(int from, int to) {
    if (from == to) {
      return;
    }
    for (int index = from; index < to; index++) {
      forget(at(index));
    }
    int behind = size - to;
    if (from < behind) {
      System.arraycopy(chunks, first, chunks, first + to - from, from);
      Arrays.fill(chunks, first, first + to - from, null);
      first += to - from;
    } else {
      System.arraycopy(chunks, first + to, chunks, first + from, behind);
      Arrays.fill(chunks, first + from + behind, first + size, null);
    }
    size -= to - from;
  }

  private void forget(ListChunk chunk) {
    chunkBytes -= chunk.accountedBytes;
    if (chunk.changed) {
      changedChunks--;
    }
    if (chunk.stored) {
      keyRemoved(chunk.key);
    }
  }

  private void keyRemoved(long key) {
    if (removedCount == removedKeys.length) {
      removedKeys = Arrays.copyOf(removedKeys, removedCount + (removedCount >> 1) + 4);
    }
    removedKeys[removedCount++] = key;
  }

  private long freeKey(int index) {
    if (size == 0) {
      return FIRST_KEY;
    }
    if ((index == size && at(size - 1).key > Long.MAX_VALUE - KEY_GAP)
        || (index == 0 && at(0).key < KEY_GAP)) {
      spreadKeys(0, size, FIRST_KEY - KEY_GAP * (size / 2), KEY_GAP);
    }
    if (index == size) {
      return at(size - 1).key + KEY_GAP;
    }
    if (index == 0) {
      return at(0).key - KEY_GAP;
    }
    if (at(index).key - at(index - 1).key < 2) {
      loosenKeys(index);
    }
    return (at(index - 1).key + at(index).key) >>> 1;
  }

  private void loosenKeys(int index) {
    for (int width = 4; ; width *= 2) {
      int from = Math.max(0, index - width);
      int to = Math.min(size, index + width);
      if (from == 0 && to == size) {
        spreadKeys(0, size, FIRST_KEY - KEY_GAP * (size / 2), KEY_GAP);
        return;
      }
      long lower = from > 0 ? at(from - 1).key : Math.max(-1, at(0).key - KEY_GAP * width);
      long upper =
          to < size
              ? at(to).key
              : at(size - 1).key + Math.min(KEY_GAP * width, Long.MAX_VALUE - at(size - 1).key);
      long gap = (upper - lower) / (to - from + 1);
      if (gap >= LOOSE_GAP) {
        spreadKeys(from, to, lower + gap, gap);
        return;
      }
    }
  }

  private void spreadKeys(int from, int to, long firstKey, long gap) {
    long key = firstKey;
    for (int index = from; index < to; index++, key += gap) {
      ListChunk chunk = at(index);
      if (chunk.stored) {
        keyRemoved(chunk.key);
        chunk.stored = false;
      }
      chunk.key = key;
      changed(chunk);
    }
  }

  /// Shows the rows that changed: removed ones first.
  void changedRows(RowVisitor visitor) {
    for (int index = 0; index < removedCount; index++) {
      visitor.row(row(removedKeys[index]), null);
    }
    for (int index = 0; index < size; index++) {
      if (at(index).changed) {
        showRow(at(index), visitor);
      }
    }
  }

  /// Shows the first changed rows and notes them as stored; returns whether none is left.
  boolean takeChangedRows(int limit, RowVisitor visitor) {
    int left = limit;
    for (; left > 0 && removedCount > 0; left--) {
      visitor.row(row(removedKeys[--removedCount]), null);
    }
    for (int index = 0; left > 0 && changedChunks > 0 && index < size; index++) {
      ListChunk chunk = at(index);
      if (chunk.changed) {
        showRow(chunk, visitor);
        chunk.changed = false;
        chunk.stored = true;
        changedChunks--;
        left--;
      }
    }
    return changedRowCount() == 0;
  }

  /// Shows all rows.
  void allRows(RowVisitor visitor) {
    for (int index = 0; index < size; index++) {
      showRow(at(index), visitor);
    }
  }

  private static void showRow(ListChunk chunk, RowVisitor visitor) {
    visitor.row(row(chunk.key), chunk.buffer().packed());
  }

  private static byte[] row(long key) {
    byte[] row = new byte[Long.BYTES];
    PackedElement.putLittleEndian(row, 0, Long.reverseBytes(key), Long.BYTES);
    return row;
  }

  /// The number of rows that [#changedRows] shows.
  int changedRowCount() {
    return changedChunks + removedCount;
  }

  /// Notes that the rows shown are stored, or that none is stored anywhere.
  void markRows(boolean nowStored) {
    for (int index = 0; index < size; index++) {
      at(index).stored = nowStored;
      at(index).changed = !nowStored;
    }
    changedChunks = nowStored ? 0 : size;
    removedKeys = NO_KEYS;
    removedCount = 0;
  }

  /// An independent copy of which no row is stored.
  ChunkDeque copy() {
    ChunkDeque copy = new ChunkDeque();
    for (int index = 0; index < size; index++) {
      copy.insert(index, new ListChunk(at(index).buffer().copy()));
    }
    return copy;
  }

  /// Estimate of the heap in use.
  long heapBytes() {
    return HeapBytes.object(36)
        + HeapBytes.array((long) chunks.length * HeapBytes.REFERENCE)
        + HeapBytes.array((long) removedKeys.length * Long.BYTES)
        + chunkBytes;
  }
}
