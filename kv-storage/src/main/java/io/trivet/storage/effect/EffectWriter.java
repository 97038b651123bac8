package io.trivet.storage.effect;

import io.trivet.storage.frame.FrameWriter;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.Encoding;
import io.trivet.storage.value.ValueType;

/// Writes effects into the payload of a frame, without garbage. [EffectType] has the bytes.
///
/// Keys are given as native memory, which is read at once. Threads: one.
public final class EffectWriter {

  private final FrameWriter frame;

  public EffectWriter(FrameWriter frame) {
    this.frame = frame;
  }

  public void delete(int space, long key, int keyLength) {
    start(EffectType.DELETE, space, key, keyLength);
  }

  public void setExpiry(int space, long key, int keyLength, long expiresAtMs) {
    start(EffectType.SET_EXPIRY, space, key, keyLength);
    frame.putVarLong(expiresAtMs);
  }

  /// A string whose bytes lie in native memory.
  ///
  /// @param replaced what the key held until now
  public void putString(
      int space,
      long key,
      int keyLength,
      Replaced replaced,
      Encoding encoding,
      long expiresAtMs,
      long value,
      int valueLength) {
    start(EffectType.PUT_STRING, space, key, keyLength);
    frame.putByte(replaced.with(encoding.code()));
    frame.putVarLong(expiresAtMs);
    frame.putVarLong(valueLength);
    frame.putNative(value, valueLength);
  }

  public void putRange(int space, long key, int keyLength, long offset, Bytes value) {
    start(EffectType.PUT_RANGE, space, key, keyLength);
    frame.putVarLong(offset);
    put(value);
  }

  /// Starts a whole collection; exactly `rows` calls of [#row] follow.
  public void putCollection(
      int space,
      long key,
      int keyLength,
      ValueType type,
      Encoding encoding,
      long expiresAtMs,
      int rows) {
    start(EffectType.PUT_COLLECTION, space, key, keyLength);
    frame.putByte(type.code());
    frame.putByte(encoding.code());
    frame.putVarLong(expiresAtMs);
    frame.putVarLong(rows);
  }

  public void row(byte[] row, byte[] value) {
    put(row);
    put(value);
  }

  public void hashPut(int space, long key, int keyLength, Bytes field, Bytes value) {
    start(EffectType.HASH_PUT, space, key, keyLength);
    put(field);
    put(value);
  }

  public void zsetPut(int space, long key, int keyLength, double score, Bytes member) {
    start(EffectType.ZSET_PUT, space, key, keyLength);
    frame.putLong(Double.doubleToRawLongBits(score));
    put(member);
  }

  /// HASH_REMOVE, SET_ADD, SET_REMOVE or ZSET_REMOVE.
  public void member(EffectType type, int space, long key, int keyLength, Bytes member) {
    start(type, space, key, keyLength);
    put(member);
  }

  public void listPush(int space, long key, int keyLength, boolean first, Bytes element) {
    start(EffectType.LIST_PUSH, space, key, keyLength);
    frame.putByte(first ? 1 : 0);
    put(element);
  }

  public void listPop(int space, long key, int keyLength, boolean first, long count) {
    start(EffectType.LIST_POP, space, key, keyLength);
    frame.putByte(first ? 1 : 0);
    frame.putVarLong(count);
  }

  /// LIST_SET or LIST_INSERT.
  public void listElement(
      EffectType type, int space, long key, int keyLength, long index, Bytes element) {
    start(type, space, key, keyLength);
    frame.putVarLong(index);
    put(element);
  }

  /// Elements equal to this one: the first `count`, the last `-count`, or for 0 all.
  public void listRemove(int space, long key, int keyLength, int count, Bytes element) {
    start(EffectType.LIST_REMOVE, space, key, keyLength);
    frame.putVarLong(((long) count << 1) ^ (count >> 31));
    put(element);
  }

  public void listTrim(int space, long key, int keyLength, long from, long to) {
    start(EffectType.LIST_TRIM, space, key, keyLength);
    frame.putVarLong(from);
    frame.putVarLong(to);
  }

  public void assignSpace(int space, int database) {
    start(EffectType.ASSIGN_SPACE, space, 0, 0);
    frame.putVarLong(database);
  }

  public void digestMark(DigestRange range) {
    start(EffectType.DIGEST_MARK, 0, 0, 0);
    frame.putVarLong(range.slot());
    frame.putLong(range.hashSeed());
    frame.putVarLong(range.fromOrder());
    frame.putVarLong(range.toOrder());
  }

  /// The digest of what a mark named, at that mark.
  public void digestSum(long markSequence, long keys, long sum) {
    start(EffectType.DIGEST_SUM, 0, 0, 0);
    frame.putVarLong(markSequence);
    frame.putVarLong(keys);
    frame.putLong(sum);
  }

  private void start(EffectType type, int space, long key, int keyLength) {
    frame.putByte(type.code());
    frame.putVarLong(space);
    frame.putVarLong(keyLength);
    if (keyLength > 0) {
      frame.putNative(key, keyLength);
    }
  }

  private void put(Bytes bytes) {
    put(bytes.array());
  }

  private void put(byte[] bytes) {
    frame.putVarLong(bytes.length);
    frame.putBytes(bytes, 0, bytes.length);
  }
}
