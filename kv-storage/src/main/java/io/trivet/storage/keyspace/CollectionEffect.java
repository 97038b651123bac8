package io.trivet.storage.keyspace;

import io.trivet.storage.effect.CorruptEffectException;
import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.effect.EffectWriter;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.EncodingLimits;
import io.trivet.storage.value.HashValue;
import io.trivet.storage.value.ListValue;
import io.trivet.storage.value.SetValue;
import io.trivet.storage.value.ZSetValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A whole collection as an effect: the packed bytes, or its elements one by one.
///
/// ```
///  packed: one row, empty name, the packed bytes      hash: field, value     set: member, empty
///  zset:   member, score u64 little-endian            list: empty, element (in order)
/// ```
///
/// Persistent: never change.
final class CollectionEffect {

  private static final byte[] EMPTY = {};

  private CollectionEffect() {}

  static void write(EffectWriter effects, Entry entry, CollectionValue value, long expiresAtMs) {
    effects.putCollection(
        entry.space(),
        entry.keyAddress(),
        entry.keyLength(),
        value.type(),
        value.encoding(),
        expiresAtMs,
        value.isPacked() ? 1 : value.size());
    if (value.isPacked()) {
      effects.row(EMPTY, value.packed());
      return;
    }
    switch (value) {
      case HashValue hash ->
          hash.forEach((field, fieldFrom, fieldTo, content, from, to) ->
              effects.row(range(field, fieldFrom, fieldTo), range(content, from, to)));
      case SetValue set ->
          set.forEach((member, from, to) -> effects.row(range(member, from, to), EMPTY));
      case ZSetValue zset ->
          zset.forEach(
              0,
              zset.size(),
              (member, from, to, score) -> effects.row(range(member, from, to), bytes(score)));
      case ListValue list ->
          list.forEach(
              0, list.size(), (element, from, to) -> effects.row(EMPTY, range(element, from, to)));
    }
  }

  static CollectionValue read(EffectRecord.PutCollection effect, EncodingLimits limits) {
    if (effect.encoding().isPacked()) {
      if (effect.rows().size() != 1) {
        throw new CorruptEffectException(effect.rows().size() + " rows of a packed collection");
      }
      byte[] packed = effect.rows().getFirst().value().array();
      return CollectionValue.ofPacked(effect.type(), effect.encoding(), packed);
    }
    CollectionValue value = CollectionValue.create(effect.type());
    for (EffectRecord.Row row : effect.rows()) {
      add(value, row.row(), row.value(), limits);
    }
    return value;
  }

  private static void add(CollectionValue value, Bytes row, Bytes content, EncodingLimits limits) {
    switch (value) {
      case HashValue hash -> hash.put(row, content, limits);
      case SetValue set -> set.add(row, limits);
      case ZSetValue zset -> zset.put(row, score(content.array()), limits);
      case ListValue list -> list.pushLast(content, limits);
    }
  }

  private static byte[] range(byte[] array, int from, int to) {
    return Bytes.copyOf(array, from, to).array();
  }

  private static byte[] bytes(double score) {
    return ByteBuffer.allocate(Double.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putDouble(score)
        .array();
  }

  private static double score(byte[] content) {
    if (content.length != Double.BYTES) {
      throw new CorruptEffectException("score of " + content.length + " bytes");
    }
    double score = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    if (Double.isNaN(score)) {
      throw new CorruptEffectException("score is not a number");
    }
    return score;
  }
}
