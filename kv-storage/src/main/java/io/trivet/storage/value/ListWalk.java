package io.trivet.storage.value;

/// A walk over the elements of a list, in either direction.
///
/// Valid until the list changes. It stands on an element, or beyond the last or before the first
/// one; then [#isDone].
final class ListWalk {
  private final ChunkDeque chunks;
  private int chunkIndex;
  private int indexInChunk;
  private int at;

  private ListWalk(ChunkDeque chunks, int chunkIndex) {
    this.chunks = chunks;
    this.chunkIndex = chunkIndex;
  }

  /// A walk that stands on the element at `index` of a list of `size` elements.
  static ListWalk from(ChunkDeque chunks, int index, int size) {
    if (index < 0 || index >= size) {
      return new ListWalk(chunks, -1);
    }
    ListWalk walk = index < size / 2 ? fromFirst(chunks, index) : fromLast(chunks, size - index);
    if (!walk.isDone()) {
      walk.at = walk.chunk().position(walk.indexInChunk);
    }
    return walk;
  }

  private static ListWalk fromFirst(ChunkDeque chunks, int index) {
    ListWalk walk = new ListWalk(chunks, 0);
    walk.indexInChunk = index;
    while (!walk.isDone() && walk.indexInChunk >= walk.chunk().count()) {
      walk.indexInChunk -= walk.chunk().count();
      walk.chunkIndex++;
    }
    return walk;
  }

  private static ListWalk fromLast(ChunkDeque chunks, int backIndex) {
    ListWalk walk = new ListWalk(chunks, chunks.size() - 1);
    int back = backIndex;
    while (!walk.isDone() && back > walk.chunk().count()) {
      back -= walk.chunk().count();
      walk.chunkIndex--;
    }
    if (!walk.isDone()) {
      walk.indexInChunk = walk.chunk().count() - back;
    }
    return walk;
  }

  /// Whether there is no element here.
  boolean isDone() {
    return chunkIndex < 0 || chunkIndex >= chunks.size();
  }

  /// The chunk of the element.
  ListChunk chunk() {
    return chunks.at(chunkIndex);
  }

  /// Which chunk that is.
  int chunkIndex() {
    return chunkIndex;
  }

  /// The position of the element in its chunk.
  int at() {
    return at;
  }

  /// How many elements of the chunk are before it.
  int indexInChunk() {
    return indexInChunk;
  }

  /// Goes to the next element.
  void forward() {
    at = chunk().next(at);
    indexInChunk++;
    if (at == chunk().buffer().to()) {
      chunkIndex++;
      indexInChunk = 0;
      at = isDone() ? 0 : chunk().buffer().from();
    }
  }

  /// Goes to the element before.
  void backward() {
    if (at == chunk().buffer().from()) {
      chunkIndex--;
      if (isDone()) {
        return;
      }
      indexInChunk = chunk().count();
      at = chunk().buffer().to();
    }
    at = chunk().previous(at);
    indexInChunk--;
  }
}
