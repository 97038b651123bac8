package io.trivet.storage.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A digest of keys and what they hold, by which two copies are compared.
///
/// It depends on the databases, keys, types, expiries and elements only: not on encodings, not on
/// the order in which keys are added, nor on that of the elements of a set, hash or sorted set.
///
/// ```
///  digest    sum of all keys, modulo 2^64
///  key       mix of key, database, type, expiry and value
///  value     string: hash of its bytes        set:  sum of the hashes of its members
///            list:   mix of each, in order    hash: sum of mix(field, value);  zset: member, score
/// ```
///
/// 64 bits find accidents: two states that differ by one look alike once in 10^19 times. Who makes
/// keys for it can deceive it. Zeros of both signs are one score. On the wire between nodes of one
/// version: a change is a new effect type.
///
/// Threads: one.
public final class StateDigest {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long K0 = 0xA0761D6478BD642FL;
  private static final long K1 = 0xE7037ED1A0B428DBL;
  private static final long SEED = 0x8EBC6AF09C88C6E3L;

  private long keys;
  private long sum;

  /// Keys that were added.
  public long keys() {
    return keys;
  }

  /// The digest.
  public long sum() {
    return sum;
  }

  /// Adds a key that holds the string `value[from, to)`.
  ///
  /// @param expiresAtMs milliseconds since 1970; 0: never
  public void addString(
      int database, byte[] key, long expiresAtMs, byte[] value, int from, int to) {
    add(database, key, expiresAtMs, ValueType.STRING, hash(value, from, to, SEED));
  }

  /// Adds a key that holds a collection.
  ///
  /// @param expiresAtMs milliseconds since 1970; 0: never
  /// @throws CorruptValueException if the packed bytes are damaged, as far as that shows
  public void addCollection(int database, byte[] key, long expiresAtMs, CollectionValue value) {
    add(database, key, expiresAtMs, value.type(), new Elements().of(value));
  }

  private void add(int database, byte[] key, long expiresAtMs, ValueType type, long value) {
    long mixed = hash(key, 0, key.length, SEED);
    mixed = fold(mixed ^ ((long) database << Byte.SIZE | type.code()), K0);
    mixed = fold(mixed ^ expiresAtMs, K1);
    sum += fold(mixed ^ value, K0);
    keys++;
  }

  /// Collects the elements of one collection.
  private static final class Elements {
    private long elements;

    long of(CollectionValue value) {
      switch (value) {
        case ListValue list ->
            list.forEach(
                0,
                list.size(),
                (array, from, to) -> elements = fold(elements ^ hash(array, from, to, SEED), K1));
        case SetValue set ->
            set.forEach((array, from, to) -> elements += hash(array, from, to, SEED));
        case HashValue hash ->
            hash.forEach((field, fieldFrom, fieldTo, content, from, to) ->
                elements += hash(content, from, to, hash(field, fieldFrom, fieldTo, SEED)));
        case ZSetValue zset ->
            zset.forEach(
                0,
                zset.size(),
                (array, from, to, score) ->
                    elements += fold(hash(array, from, to, SEED) ^ bits(score), K0));
      }
      return fold(elements ^ value.size(), K1);
    }

    private static long bits(double score) {
      return Double.doubleToLongBits(score + 0.0);
    }
  }

  private static long hash(byte[] array, int from, int to, long seed) {
    long hash = seed ^ ((to - from) * K0);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = fold(hash ^ (long) LONGS.get(array, at), K1);
    }
    long tail = 0;
    for (int shift = 0; at < to; at++, shift += Byte.SIZE) {
      tail |= (array[at] & 0xFFL) << shift;
    }
    return fold(fold(hash ^ tail, K0), K1);
  }

  private static long fold(long a, long b) {
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }
}
