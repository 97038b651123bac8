package io.trivet.storage.keyspace;

import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.effect.EffectWriter;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.ValueType;

/// A whole collection as an effect: the packed bytes, or all rows.
final class CollectionEffect {

  private static final byte[] WHOLE = {};

  private CollectionEffect() {}

  static void write(EffectWriter effects, Entry entry, CollectionValue value, long expiresAtMs) {
    int[] rows = {1};
    if (!value.isPacked()) {
      rows[0] = 0;
      value.allRows((row, content) -> rows[0]++);
    }
    effects.putCollection(
        entry.space(),
        entry.keyAddress(),
        entry.keyLength(),
        value.type(),
        value.encoding(),
        expiresAtMs,
        rows[0]);
    if (value.isPacked()) {
      effects.row(WHOLE, value.packed());
    } else {
      value.allRows((row, content) -> effects.row(row, content == null ? WHOLE : content));
    }
  }

  static CollectionValue read(EffectRecord.PutCollection effect) {
    if (effect.encoding().isPacked()) {
      byte[] packed = effect.rows().getFirst().value();
      return CollectionValue.ofPacked(effect.type(), effect.encoding(), packed);
    }
    return ExpandedRows.of(effect.type(), effect.rows());
  }
}
