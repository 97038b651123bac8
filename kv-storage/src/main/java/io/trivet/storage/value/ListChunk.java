package io.trivet.storage.value;

import java.util.Arrays;

/// A run of list elements that can be read from both ends: a whole packed list, or one chunk of an
/// expanded one.
///
/// ```
/// element                 back length: bytes of the element,
/// as [PackedElement]      7 bits a byte, the last byte low,
///                         high bit: more before             ...     Persistent: never change.
/// ```
///
/// A position is where an element begins; it is valid until the next change.
final class ListChunk {
  /// What a Redis listpack costs beside its elements: its header and its end mark. Limits in bytes
  /// count it, so that a list changes its encoding where Redis changes it.
  private static final int FRAME_BYTES = 7;

  private static final int MAX_BACK_BYTES = 5;

  private final PackedBuffer buffer;

  /// Order key and row state; kept by [ChunkDeque].
  long key;

  boolean stored;
  boolean changed;
  long accountedBytes;

  ListChunk(PackedBuffer buffer) {
    this.buffer = buffer;
  }

  /// The bytes being edited.
  PackedBuffer buffer() {
    return buffer;
  }

  /// The number of elements.
  int count() {
    return buffer.count();
  }

  /// An element in the form that [#insert] and [#matches] take.
  static byte[] encode(Bytes element) {
    int length = element.length();
    int encodedLength = length < 64 ? 0 : length + (length < 4096 ? 2 : 5);
    int spare = backBytes(encodedLength);
    byte[] encoded = PackedElement.encode(element.array(), 0, length, spare);
    int rest = encoded.length - spare;
    for (int at = encoded.length - 1; at >= encoded.length - spare; at--) {
      encoded[at] = (byte) (at > encoded.length - spare ? rest | 0x80 : rest);
      rest >>>= 7;
    }
    return encoded;
  }

  private static int backBytes(int encodedLength) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(encodedLength)) / 7);
  }

  /// Walks over all elements.
  ///
  /// @throws CorruptValueException if they are not whole or not as many as counted
  void verify() {
    int counted = 0;
    for (int at = buffer.from(); at < buffer.to(); counted++) {
      int next = next(at);
      previous(next);
      at = next;
    }
    buffer.verifyCount(counted);
  }

  /// Whether one more encoded element keeps the chunk within its limits; an empty chunk takes any.
  boolean accepts(byte[] encoded, EncodingLimits limits) {
    return count() == 0
        || (count() < limits.listChunkEntries()
            && (long) buffer.length() + encoded.length + FRAME_BYTES <= limits.listChunkBytes());
  }

  /// Whether elements of so many bytes are too much for a packed list. As in Redis, the new one
  /// among them counts as it is, not as it will be encoded.
  static boolean outgrows(long bytes, int count, EncodingLimits limits) {
    return bytes + FRAME_BYTES > limits.listChunkBytes() || count > limits.listChunkEntries();
  }

  /// Whether an expanded list of this one chunk becomes packed again: half the limit, so that a
  /// list at the limit does not change to and fro.
  boolean isPackable(EncodingLimits limits) {
    boolean counted = limits.listMaxListpackSize() >= 0;
    int most = counted ? limits.listChunkBytes() : limits.listChunkBytes() / 2;
    return buffer.length() + FRAME_BYTES <= most && count() <= limits.listChunkEntries() / 2;
  }

  /// The position of the element at `index`, counted from the nearer end.
  int position(int index) {
    if (index <= count() / 2) {
      int at = buffer.from();
      for (int passed = 0; passed < index; passed++) {
        at = next(at);
      }
      return at;
    }
    int at = buffer.to();
    for (int passed = count(); passed > index; passed--) {
      at = previous(at);
    }
    return at;
  }

  /// The position behind the element at `at`.
  int next(int at) {
    int limit = buffer.to();
    int end = PackedElement.end(buffer.bytes(), at, limit);
    int next = end + backBytes(end - at);
    if (next > limit) {
      throw new CorruptValueException("back length missing at " + end);
    }
    return next;
  }

  /// The position of the element that ends at `at`.
  int previous(int at) {
    byte[] bytes = buffer.bytes();
    int back = at;
    long length = 0;
    int more;
    do {
      back--;
      if (back < buffer.from() || at - back > MAX_BACK_BYTES) {
        throw new CorruptValueException("back length before " + at);
      }
      more = bytes[back];
      length |= (more & 0x7FL) << (7 * (at - back - 1));
    } while (more < 0);
    if (length > back - buffer.from() || next(back - (int) length) != at) {
      throw new CorruptValueException("back length " + length + " before " + at);
    }
    return back - (int) length;
  }

  /// Reads the element at `at` and gives the position of the next.
  int read(int at, ElementReader reader) {
    int end = reader.read(buffer.bytes(), at, buffer.to());
    return end + backBytes(end - at);
  }

  /// Whether the element at `at` has this encoded form.
  boolean matches(int at, byte[] encoded) {
    byte[] bytes = buffer.bytes();
    int end = at + encoded.length;
    return end > at
        && end <= buffer.to()
        && bytes[at] == encoded[0]
        && Arrays.equals(bytes, at, end, encoded, 0, encoded.length);
  }

  /// Inserts an encoded element before the one at `at`.
  void insert(int at, byte[] encoded) {
    buffer.splice(at, 0, encoded);
    buffer.addCount(1);
  }

  /// Puts an encoded element in the place of the one at `at`.
  void replace(int at, byte[] encoded) {
    buffer.splice(at, next(at) - at, encoded);
  }

  /// Whether the chunk keeps within its limits if the element at `at` is replaced.
  boolean acceptsInstead(int at, byte[] encoded, EncodingLimits limits) {
    int removed = next(at) - at;
    return count() == 1
        || (long) buffer.length() - removed + encoded.length + FRAME_BYTES
            <= limits.listChunkBytes();
  }

  /// Removes `removed` elements that lie in `[at, end)`.
  void cut(int at, int end, int removed) {
    buffer.cut(at, end - at);
    buffer.addCount(-removed);
  }

  /// The number of elements that have this encoded form.
  int countMatching(byte[] encoded) {
    int matching = 0;
    for (int at = buffer.from(); at < buffer.to(); at = next(at)) {
      if (matches(at, encoded)) {
        matching++;
      }
    }
    return matching;
  }

  /// Removes `taken` of the elements that have this encoded form, behind the first `skipped` ones.
  void removeMatching(byte[] encoded, int skipped, int taken) {
    byte[] bytes = buffer.bytes();
    byte[] kept = new byte[buffer.length() - taken * encoded.length];
    int keptBytes = 0;
    int matching = 0;
    for (int at = buffer.from(), next; at < buffer.to(); at = next) {
      next = next(at);
      if (matches(at, encoded) && ++matching > skipped && matching <= skipped + taken) {
        continue;
      }
      System.arraycopy(bytes, at, kept, keptBytes, next - at);
      keptBytes += next - at;
    }
    buffer.splice(buffer.from(), buffer.length(), kept);
    buffer.addCount(-taken);
  }

  /// Moves the elements from `at`, the one at `index`, to a new chunk.
  ListChunk split(int at, int index) {
    int moved = count() - index;
    PackedBuffer tail = PackedBuffer.empty();
    tail.splice(0, 0, Arrays.copyOfRange(buffer.bytes(), at, buffer.to()));
    tail.addCount(moved);
    cut(at, buffer.to(), moved);
    return new ListChunk(tail);
  }

  /// Appends all elements of another chunk.
  void append(ListChunk other) {
    PackedBuffer source = other.buffer;
    buffer.splice(buffer.to(), 0, Arrays.copyOfRange(source.bytes(), source.from(), source.to()));
    buffer.addCount(source.count());
  }

  /// Estimate of the heap in use.
  long heapBytes() {
    return HeapBytes.object(25) + buffer.heapBytes();
  }
}
