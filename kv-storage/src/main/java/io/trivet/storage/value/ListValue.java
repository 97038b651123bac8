package io.trivet.storage.value;

import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A list: one packed chunk of elements, or a deque of such chunks.
///
/// Indexes count from the first element, 0. The ends cost O(1), an index in the middle O(chunks)
/// and a walk through half a chunk. The limits given to a change decide whether a packed list is
/// expanded; a list that shrinks to one chunk of at most half the limit becomes packed again.
/// Invariant: a packed list has at most one chunk.
public final class ListValue implements CollectionValue {
  private final ChunkDeque chunks;
  private int size;
  private boolean packed;
  private boolean rowsStored;

  private ListValue(ChunkDeque chunks, int size, boolean packed) {
    this.chunks = chunks;
    this.size = size;
    this.packed = packed;
  }

  /// An empty packed list.
  public static ListValue create() {
    return new ListValue(new ChunkDeque(), 0, true);
  }

  /// A list over packed bytes, which it takes over.
  ///
  /// @throws CorruptValueException if the count is damaged
  public static ListValue ofPacked(byte[] packed) {
    ChunkDeque chunks = new ChunkDeque();
    ListChunk chunk = new ListChunk(PackedBuffer.of(packed));
    if (chunk.count() > 0) {
      chunks.insert(0, chunk);
    }
    return new ListValue(chunks, chunk.count(), true);
  }

  /// An expanded list of the chunks read from its rows.
  static ListValue ofStoredChunks(ChunkDeque chunks, int size) {
    ListValue list = new ListValue(chunks, size, false);
    list.rowsStored = true;
    return list;
  }

  @Override
  public ValueType type() {
    return ValueType.LIST;
  }

  @Override
  public Encoding encoding() {
    return packed ? Encoding.LISTPACK : Encoding.QUICKLIST;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isPacked() {
    return packed;
  }

  @Override
  public byte[] packed() {
    if (!packed) {
      throw new IllegalStateException("list is expanded");
    }
    return size == 0 ? PackedBuffer.empty().packed() : chunks.at(0).buffer().packed();
  }

  /// Adds an element before the first one.
  public void pushFirst(Bytes element, EncodingLimits limits) {
    byte[] encoded = ListChunk.encode(element);
    expandFor(element, limits);
    if (chunks.size() > 0 && accepts(chunks.at(0), encoded, limits)) {
      insertInto(chunks.at(0), chunks.at(0).buffer().from(), encoded);
    } else {
      trimAt(0);
      insertChunk(0, encoded);
    }
  }

  /// Adds an element behind the last one.
  public void pushLast(Bytes element, EncodingLimits limits) {
    byte[] encoded = ListChunk.encode(element);
    expandFor(element, limits);
    int last = chunks.size() - 1;
    if (last >= 0 && accepts(chunks.at(last), encoded, limits)) {
      insertInto(chunks.at(last), chunks.at(last).buffer().to(), encoded);
    } else {
      trimAt(last);
      insertChunk(last + 1, encoded);
    }
  }

  private void expandFor(Bytes element, EncodingLimits limits) {
    long bytes = size == 0 ? 0 : chunks.at(0).buffer().length();
    packed = packed && !ListChunk.outgrows(bytes + element.length(), size + 1, limits);
  }

  /// A packed list takes what did not expand it, even if that passes the limit by a few bytes.
  private boolean accepts(ListChunk chunk, byte[] encoded, EncodingLimits limits) {
    return packed || chunk.accepts(encoded, limits);
  }

  /// A full end chunk that gets a new neighbour needs no spare room.
  private void trimAt(int index) {
    if (chunks.size() > 0) {
      chunks.trim(chunks.at(index));
    }
  }

  private void insertInto(ListChunk chunk, int at, byte[] encoded) {
    chunk.insert(at, encoded);
    chunks.changed(chunk);
    size++;
  }

  private void insertChunk(int index, byte[] encoded) {
    ListChunk chunk = new ListChunk(PackedBuffer.empty());
    chunk.insert(0, encoded);
    chunks.insert(index, chunk);
    size++;
  }

  /// Removes the first element and gives it; null if the list is empty.
  public @Nullable Bytes popFirst(EncodingLimits limits) {
    return size == 0 ? null : pop(0, chunks.at(0).buffer().from(), limits);
  }

  /// Removes the last element and gives it; null if the list is empty.
  public @Nullable Bytes popLast(EncodingLimits limits) {
    if (size == 0) {
      return null;
    }
    ListChunk last = chunks.at(chunks.size() - 1);
    return pop(chunks.size() - 1, last.previous(last.buffer().to()), limits);
  }

  private Bytes pop(int index, int at, EncodingLimits limits) {
    ListChunk chunk = chunks.at(index);
    ElementReader reader = new ElementReader();
    chunk.read(at, reader);
    Bytes element = reader.copy();
    chunk.cut(at, chunk.next(at), 1);
    size--;
    if (chunk.count() == 0) {
      chunks.remove(index, index + 1);
    } else {
      chunks.changed(chunk);
    }
    packIfSmall(limits);
    return element;
  }

  private void packIfSmall(EncodingLimits limits) {
    if (!packed && (size == 0 || (chunks.size() == 1 && chunks.at(0).isPackable(limits)))) {
      packed = true;
      forgetStoredRows();
    }
  }

  /// The element at `index`, or null if there is none.
  public @Nullable Bytes get(int index) {
    ElementReader reader = reader(index);
    return reader == null ? null : reader.copy();
  }

  /// Shows the element at `index` and says whether there is one.
  public boolean read(int index, BytesVisitor visitor) {
    ElementReader reader = reader(index);
    if (reader != null) {
      reader.show(visitor);
    }
    return reader != null;
  }

  private @Nullable ElementReader reader(int index) {
    ListWalk walk = ListWalk.from(chunks, index, size);
    if (walk.isDone()) {
      return null;
    }
    ElementReader reader = new ElementReader();
    walk.chunk().read(walk.at(), reader);
    return reader;
  }

  /// Puts an element in the place of the one at `index` and says whether there is one.
  public boolean set(int index, Bytes element, EncodingLimits limits) {
    ListWalk walk = ListWalk.from(chunks, index, size);
    if (walk.isDone()) {
      return false;
    }
    expandFor(element, limits);
    byte[] encoded = ListChunk.encode(element);
    ListChunk chunk = walk.chunk();
    if (packed || chunk.acceptsInstead(walk.at(), encoded, limits)) {
      chunk.replace(walk.at(), encoded);
      chunks.changed(chunk);
    } else {
      chunk.cut(walk.at(), chunk.next(walk.at()), 1);
      chunks.changed(chunk);
      size--;
      insertAt(index, element, limits);
    }
    packIfSmall(limits);
    return true;
  }

  /// Inserts an element before the first that equals `pivot`. Gives its index, or -1 without pivot.
  public int insertBefore(Bytes pivot, Bytes element, EncodingLimits limits) {
    int index = indexOf(pivot);
    if (index >= 0) {
      insertAt(index, element, limits);
    }
    return index;
  }

  /// Inserts an element behind the first that equals `pivot`. Gives its index, or -1 without pivot.
  public int insertAfter(Bytes pivot, Bytes element, EncodingLimits limits) {
    int index = indexOf(pivot);
    if (index < 0) {
      return -1;
    }
    insertAt(index + 1, element, limits);
    return index + 1;
  }

  /// The index of the first element that equals this one, or -1.
  public int indexOf(Bytes element) {
    return new ListSearch(chunks, size, element).first();
  }

  /// Inserts an element before the one at `index`; at the end if `index` is the size.
  ///
  /// @throws IndexOutOfBoundsException if the index is negative or above the size
  public void insertAt(int index, Bytes element, EncodingLimits limits) {
    Objects.checkIndex(index, size + 1);
    if (index == 0) {
      pushFirst(element, limits);
    } else if (index == size) {
      pushLast(element, limits);
    } else {
      expandFor(element, limits);
      insertInside(ListWalk.from(chunks, index, size), ListChunk.encode(element), limits);
    }
  }

  private void insertInside(ListWalk walk, byte[] encoded, EncodingLimits limits) {
    ListChunk chunk = walk.chunk();
    int index = walk.chunkIndex();
    if (accepts(chunk, encoded, limits)) {
      insertInto(chunk, walk.at(), encoded);
      return;
    }
    if (walk.indexInChunk() > 0) {
      ListChunk tail = chunk.split(walk.at(), walk.indexInChunk());
      chunks.changed(chunk);
      index++;
      chunks.insert(index, tail);
    }
    if (index > 0 && accepts(chunks.at(index - 1), encoded, limits)) {
      insertInto(chunks.at(index - 1), chunks.at(index - 1).buffer().to(), encoded);
    } else if (accepts(chunks.at(index), encoded, limits)) {
      insertInto(chunks.at(index), chunks.at(index).buffer().from(), encoded);
    } else {
      insertChunk(index, encoded);
    }
    chunks.joinIfSmall(index, limits);
  }

  /// Removes elements that equal this one: the first `count`, the last `-count` if that is
  /// negative, all if it is 0. Gives the number removed.
  public int remove(int count, Bytes element, EncodingLimits limits) {
    int most = count == 0 || count == Integer.MIN_VALUE ? Integer.MAX_VALUE : Math.abs(count);
    int removed = chunks.removeMatching(ListChunk.encode(element), most, count < 0);
    size -= removed;
    if (removed > 0) {
      chunks.sweep(limits);
      packIfSmall(limits);
    }
    return removed;
  }

  /// Keeps the elements `[from, to)` and removes all others.
  ///
  /// @throws IndexOutOfBoundsException if that is no range of the list
  public void trim(int from, int to, EncodingLimits limits) {
    Objects.checkFromToIndex(from, to, size);
    if (from == to) {
      chunks.remove(0, chunks.size());
    } else {
      chunks.cutBehind(ListWalk.from(chunks, to, size));
      chunks.cutBefore(ListWalk.from(chunks, from, to));
    }
    size = to - from;
    packIfSmall(limits);
  }

  /// Shows the elements `[from, to)` in order.
  ///
  /// @throws IndexOutOfBoundsException if that is no range of the list
  public void forEach(int from, int to, BytesVisitor visitor) {
    Objects.checkFromToIndex(from, to, size);
    ElementReader reader = new ElementReader();
    ListWalk walk = ListWalk.from(chunks, from, size);
    int left = to - from;
    int at = walk.at();
    for (int index = walk.chunkIndex(); left > 0 && index < chunks.size(); index++) {
      ListChunk chunk = chunks.at(index);
      int limit = chunk.buffer().to();
      for (; left > 0 && at < limit; left--) {
        at = chunk.read(at, reader);
        reader.show(visitor);
      }
      at = index + 1 < chunks.size() ? chunks.at(index + 1).buffer().from() : 0;
    }
  }

  /// Shows the elements `[from, to)` beginning with the last one.
  ///
  /// @throws IndexOutOfBoundsException if that is no range of the list
  public void forEachReverse(int from, int to, BytesVisitor visitor) {
    Objects.checkFromToIndex(from, to, size);
    ElementReader reader = new ElementReader();
    ListWalk walk = ListWalk.from(chunks, to - 1, size);
    for (int left = to - from; left > 0 && !walk.isDone(); left--) {
      walk.chunk().read(walk.at(), reader);
      reader.show(visitor);
      walk.backward();
    }
  }

  /// Shows the indexes of elements that equal this one, as LPOS does.
  ///
  /// @param rank 1 begins with the first match, 2 with the second; -1 searches from the end and
  ///   begins with the last, -2 with the one before
  /// @param most how many indexes are wanted, 0 for all
  /// @param compared how many elements are looked at, 0 for all
  public void positions(Bytes element, int rank, int most, int compared, IntConsumer visitor) {
    ListSearch search = new ListSearch(chunks, size, element);
    int wanted = most == 0 ? size : most;
    int examined = compared == 0 ? size : Math.min(compared, size);
    if (rank > 0) {
      search.forward(rank - 1, wanted, examined, visitor);
    } else {
      search.backward(-(rank + 1), wanted, examined, visitor);
    }
  }

  @Override
  public void verify() {
    if (packed && size > 0) {
      chunks.at(0).verify();
    }
  }

  @Override
  public long heapBytes() {
    return HeapBytes.object(9) + chunks.heapBytes();
  }

  @Override
  public ListValue copy() {
    return new ListValue(chunks.copy(), size, packed);
  }

  @Override
  public void changedRows(RowVisitor visitor) {
    if (!packed) {
      chunks.changedRows(visitor);
    }
  }

  @Override
  public boolean takeChangedRows(int limit, RowVisitor visitor) {
    if (packed) {
      return true;
    }
    rowsStored = true;
    return chunks.takeChangedRows(limit, visitor);
  }

  @Override
  public void allRows(RowVisitor visitor) {
    if (!packed) {
      chunks.allRows(visitor);
    }
  }

  @Override
  public int changedRowCount() {
    return packed ? 0 : chunks.changedRowCount();
  }

  @Override
  public void markRowsStored() {
    chunks.markRows(!packed);
    rowsStored = !packed;
  }

  @Override
  public void forgetStoredRows() {
    chunks.markRows(false);
    rowsStored = false;
  }

  @Override
  public boolean hasStoredRows() {
    return rowsStored;
  }
}
