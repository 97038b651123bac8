package io.trivet.storage.value;

import java.util.Arrays;

/// The bytes of a packed collection while a command works on it: a count and a run of elements.
///
/// ```
/// packed form      count                        elements        Persistent: never change.
///                  7 bits a byte, low first,    as the type
///                  high bit: more follows       says
/// ```
///
/// Inside, the elements lie anywhere in a larger array, so that both ends can be edited cheaply.
/// The first growth is exact, because most commands make one change; later ones leave room.
///
/// Invariants: `0 <= from <= to <= bytes.length`; `count == 0` exactly if there are no elements.
final class PackedBuffer {
  private static final byte[] NOTHING = new byte[0];

  private byte[] bytes;
  private int from;
  private int to;
  private int count;
  private boolean grown;

  private PackedBuffer(byte[] bytes, int from, int count) {
    this.bytes = bytes;
    this.from = from;
    this.to = bytes.length;
    this.count = count;
  }

  /// A buffer without elements.
  static PackedBuffer empty() {
    return new PackedBuffer(NOTHING, 0, 0);
  }

  /// A buffer over packed bytes, which it takes over.
  ///
  /// @throws CorruptValueException if the count is damaged or cannot be
  static PackedBuffer of(byte[] packed) {
    long count = 0;
    int at = 0;
    int more;
    do {
      if (at == packed.length || at == 5) {
        throw new CorruptValueException("count of packed elements, " + packed.length + " bytes");
      }
      more = packed[at];
      count |= (more & 0x7FL) << (7 * at);
      at++;
    } while (more < 0);
    int rest = packed.length - at;
    if (count > rest || (count == 0) != (rest == 0)) {
      throw new CorruptValueException(count + " packed elements in " + rest + " bytes");
    }
    return new PackedBuffer(packed, at, (int) count);
  }

  /// The packed form, without a spare byte. It may be the buffer's own array: valid until the next
  /// change.
  byte[] packed() {
    int header = headerLength();
    byte[] packed = bytes;
    if (from != header || to != bytes.length) {
      packed = new byte[header + length()];
      System.arraycopy(bytes, from, packed, header, length());
    }
    int rest = count;
    for (int at = 0; at < header; at++) {
      packed[at] = (byte) (at + 1 < header ? rest | 0x80 : rest);
      rest >>>= 7;
    }
    return packed;
  }

  private int headerLength() {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(count)) / 7);
  }

  /// An independent copy without spare room.
  PackedBuffer copy() {
    return of(packed().clone());
  }

  /// Puts `inserted` in the place of the `removed` bytes at `at`.
  void splice(int at, int removed, byte[] inserted) {
    int gap = openGap(at, removed, inserted.length);
    System.arraycopy(inserted, 0, bytes, gap, inserted.length);
  }

  /// Removes the `removed` bytes at `at`.
  void cut(int at, int removed) {
    openGap(at, removed, 0);
  }

  /// Makes the `removed` bytes at `at` a gap of `inserted` bytes, and gives its position: all
  /// positions may move.
  private int openGap(int at, int removed, int inserted) {
    int growth = inserted - removed;
    int before = at - from;
    int after = to - at - removed;
    if (before < after && from >= growth) {
      System.arraycopy(bytes, from, bytes, from - growth, before);
      from -= growth;
      return at - growth;
    }
    if (bytes.length - to >= growth) {
      System.arraycopy(bytes, at + removed, bytes, at + inserted, after);
      to += growth;
      return at;
    }
    return moveToLargerArray(at, removed, inserted);
  }

  private int moveToLargerArray(int at, int removed, int inserted) {
    int before = at - from;
    int after = to - at - removed;
    int length = Math.addExact(before + after, inserted);
    int spare = grown ? Math.min(length >> 1, Integer.MAX_VALUE - 64 - length) : 0;
    boolean spareInFront = grown && before < after;
    int newFrom = spareInFront ? spare : headerLength();
    byte[] larger = new byte[Math.addExact(newFrom, length) + (spareInFront ? 0 : spare)];
    System.arraycopy(bytes, from, larger, newFrom, before);
    System.arraycopy(bytes, at + removed, larger, newFrom + before + inserted, after);
    bytes = larger;
    from = newFrom;
    to = newFrom + length;
    grown = true;
    return newFrom + before;
  }

  /// Compares the count with what was counted.
  ///
  /// @throws CorruptValueException if they differ
  void verifyCount(int counted) {
    if (counted != count) {
      throw new CorruptValueException(counted + " packed elements instead of " + count);
    }
  }

  /// Drops spare room.
  void trim() {
    if (bytes.length != length()) {
      bytes = Arrays.copyOfRange(bytes, from, to);
      from = 0;
      to = bytes.length;
      grown = false;
    }
  }

  /// The array that holds the elements in `[from(), to())`.
  byte[] bytes() {
    return bytes;
  }

  /// Where the first element begins.
  int from() {
    return from;
  }

  /// Where the last element ends, exclusive.
  int to() {
    return to;
  }

  /// The bytes of all elements.
  int length() {
    return to - from;
  }

  /// The number of elements, as the type counts them.
  int count() {
    return count;
  }

  /// Adds to the number of elements.
  void addCount(int added) {
    count += added;
  }

  /// Estimate of the heap in use.
  long heapBytes() {
    return HeapBytes.object(24) + HeapBytes.array(bytes.length);
  }
}
