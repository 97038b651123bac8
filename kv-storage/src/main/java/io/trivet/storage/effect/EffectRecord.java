package io.trivet.storage.effect;

import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.Encoding;
import io.trivet.storage.value.ValueType;
import java.util.List;

/// One deterministic change of one key, decoded. [EffectType] has the bytes.
public sealed interface EffectRecord {

  /// The generation of the database that holds the key.
  int space();

  Bytes key();

  /// The key holds this string, whatever it held before. `expiresAtMs` 0 means never.
  ///
  /// @param replaced what it held before
  record PutString(
      int space, Bytes key, Replaced replaced, Encoding encoding, long expiresAtMs, Bytes value)
      implements EffectRecord {}

  /// The key holds this collection, whatever it held before.
  record PutCollection(
      int space, Bytes key, ValueType type, Encoding encoding, long expiresAtMs, List<Row> rows)
      implements EffectRecord {}

  /// A part of a collection: the packed whole (empty `row`), or one row of an expanded one.
  record Row(Bytes row, Bytes value) {}

  /// The key is gone.
  record Delete(int space, Bytes key) implements EffectRecord {}

  /// The key expires at this time; 0 means never.
  record SetExpiry(int space, Bytes key, long expiresAtMs) implements EffectRecord {}

  /// The string has these bytes at this offset; it grows by zeros as far as needed.
  record PutRange(int space, Bytes key, long offset, Bytes value) implements EffectRecord {}

  record HashPut(int space, Bytes key, Bytes field, Bytes value) implements EffectRecord {}

  record HashRemove(int space, Bytes key, Bytes field) implements EffectRecord {}

  record SetAdd(int space, Bytes key, Bytes member) implements EffectRecord {}

  record SetRemove(int space, Bytes key, Bytes member) implements EffectRecord {}

  record ZSetPut(int space, Bytes key, double score, Bytes member) implements EffectRecord {}

  record ZSetRemove(int space, Bytes key, Bytes member) implements EffectRecord {}

  record ListPush(int space, Bytes key, boolean first, Bytes element) implements EffectRecord {}

  record ListPop(int space, Bytes key, boolean first, long count) implements EffectRecord {}

  record ListSet(int space, Bytes key, long index, Bytes element) implements EffectRecord {}

  record ListInsert(int space, Bytes key, long index, Bytes element) implements EffectRecord {}

  /// Elements equal to this one go: the first `count`, the last `-count`, or for 0 all.
  record ListRemove(int space, Bytes key, int count, Bytes element) implements EffectRecord {}

  /// The elements `[from, to)` remain.
  record ListTrim(int space, Bytes key, long from, long to) implements EffectRecord {}

  /// Changes nothing: marks the place at which a digest of some keys was taken.
  record DigestMark(DigestRange range) implements OfNothing {}

  /// Changes nothing: the digest of what a mark named.
  ///
  /// @param markSequence of the mark's frame
  record DigestSum(long markSequence, long keys, long sum) implements OfNothing {}

  /// An effect that changes nothing.
  sealed interface OfNothing extends EffectRecord permits DigestMark, DigestSum {
    @Override
    default int space() {
      return 0;
    }

    @Override
    default Bytes key() {
      return Bytes.EMPTY;
    }
  }

  /// The numbered database has this space from now on (FLUSHDB, SWAPDB).
  record AssignSpace(int space, int database) implements EffectRecord {
    @Override
    public Bytes key() {
      return Bytes.EMPTY;
    }
  }
}
