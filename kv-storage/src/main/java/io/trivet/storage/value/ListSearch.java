package io.trivet.storage.value;

import java.util.function.IntConsumer;

/// A search for the elements of a list that equal a given one.
final class ListSearch {
  private final ChunkDeque chunks;
  private final int size;
  private final byte[] encoded;

  /// A search in a list of `size` elements.
  ListSearch(ChunkDeque chunks, int size, Bytes element) {
    this.chunks = chunks;
    this.size = size;
    this.encoded = ListChunk.encode(element);
  }

  /// The index of the first match, or -1.
  int first() {
    ListWalk walk = ListWalk.from(chunks, 0, size);
    for (int index = 0; index < size && !walk.isDone(); index++) {
      if (walk.chunk().matches(walk.at(), encoded)) {
        return index;
      }
      walk.forward();
    }
    return -1;
  }

  /// Shows the indexes of `wanted` matches among `compared` elements, behind the first `skipped`
  /// ones.
  void forward(int skipped, int wanted, int compared, IntConsumer visitor) {
    ListWalk walk = ListWalk.from(chunks, 0, size);
    int found = -skipped;
    for (int index = 0; index < compared && found < wanted && !walk.isDone(); index++) {
      if (walk.chunk().matches(walk.at(), encoded) && ++found > 0) {
        visitor.accept(index);
      }
      walk.forward();
    }
  }

  /// The same, beginning with the last element.
  void backward(int skipped, int wanted, int compared, IntConsumer visitor) {
    ListWalk walk = ListWalk.from(chunks, size - 1, size);
    int found = -skipped;
    for (int index = size - 1;
        index >= size - compared && found < wanted && !walk.isDone();
        index--) {
      if (walk.chunk().matches(walk.at(), encoded) && ++found > 0) {
        visitor.accept(index);
      }
      walk.backward();
    }
  }
}
