package io.trivet.storage.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/// An immutable byte string: keys, members, fields and words outside the hottest path.
///
/// Ordered as unsigned bytes, a prefix before its continuations, as Redis orders members. The hash
/// is seeded anew in each process, so that nobody can prepare keys that collide; therefore no order
/// that is logged, stored or replied may depend on it. A simulation that must repeat itself fixes
/// the seed by the system property `trivet.hashSeed`.
///
/// Threads: immutable; the cached hash is a benign race.
public final class Bytes implements Comparable<Bytes> {
  /// The byte string of length zero.
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long SEED = seed();
  private static final long MULTIPLIER = spread(SEED) | 1;
  private static final long LAST_MULTIPLIER = spread(MULTIPLIER) | 1;

  private final byte[] array;
  private int hash;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /// Wraps `owned`, which the caller gives away and never changes again.
  public static Bytes of(byte[] owned) {
    return new Bytes(owned);
  }

  /// Copies `source[from, to)`.
  ///
  /// @throws IndexOutOfBoundsException if the range is not inside `source`
  public static Bytes copyOf(byte[] source, int from, int to) {
    Objects.checkFromToIndex(from, to, source.length);
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(source, from, to));
  }

  /// The UTF-8 form of `text`.
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The number of bytes.
  public int length() {
    return array.length;
  }

  /// Whether there is no byte.
  public boolean isEmpty() {
    return array.length == 0;
  }

  /// The byte at `index`, as it is stored (signed).
  public byte at(int index) {
    return array[index];
  }

  /// The backing array, all of which is the byte string. It must not be modified.
  public byte[] array() {
    return array;
  }

  /// A copy of the range `[from, to)`, or this object if that is all of it.
  public Bytes slice(int from, int to) {
    return from == 0 && to == array.length ? this : copyOf(array, from, to);
  }

  /// Whether the bytes are those of `other[from, to)`.
  public boolean contentEquals(byte[] other, int from, int to) {
    return Arrays.equals(array, 0, array.length, other, from, to);
  }

  /// The hash that a byte string of `source[from, to)` has in this process; never 0.
  public static int hash(byte[] source, int from, int to) {
    long state = SEED ^ (to - from);
    int at = from;
    for (; to - at > 8; at += 8) {
      state = fold(state ^ (long) LONG.get(source, at), MULTIPLIER);
    }
    state = fold(state ^ lastBytes(source, at, to), LAST_MULTIPLIER);
    int folded = (int) (state ^ (state >>> 32));
    return folded == 0 ? 1 : folded;
  }

  /// The last 0 to 8 bytes as one word; the length is mixed in elsewhere.
  private static long lastBytes(byte[] source, int at, int to) {
    int length = to - at;
    if (length == 8) {
      return (long) LONG.get(source, at);
    }
    if (length >= 4) {
      return ((long) (int) INT.get(source, at) << 32)
          | ((int) INT.get(source, to - 4) & 0xFFFFFFFFL);
    }
    if (length == 0) {
      return 0;
    }
    return (source[at] & 0xFFL)
        | (source[at + (length >> 1)] & 0xFFL) << 8
        | (source[to - 1] & 0xFFL) << 16;
  }

  private static long fold(long word, long multiplier) {
    return (word * multiplier) ^ Math.unsignedMultiplyHigh(word, multiplier);
  }

  private static long spread(long word) {
    long mixed = (word ^ (word >>> 32)) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }

  private static long seed() {
    Long fixed = Long.getLong("trivet.hashSeed");
    return fixed == null ? new SecureRandom().nextLong() : fixed;
  }

  @Override
  public int hashCode() {
    int cached = hash;
    if (cached == 0) {
      cached = hash(array, 0, array.length);
      hash = cached;
    }
    return cached;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Bytes bytes && Arrays.equals(array, bytes.array));
  }

  /// Compares as unsigned bytes; a prefix comes first.
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  /// The bytes as ISO-8859-1 characters: for tests and messages, one character a byte.
  @Override
  public String toString() {
    return new String(array, StandardCharsets.ISO_8859_1);
  }
}
