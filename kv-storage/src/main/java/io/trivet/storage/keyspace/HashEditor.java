package io.trivet.storage.keyspace;

import io.trivet.storage.effect.EffectType;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.HashValue;
import io.trivet.storage.value.ValueType;

/// Changes one hash and records each change. Valid until the transaction ends.
public final class HashEditor {

  private final KeyspaceTxn txn;
  private final Entry entry;
  private final HashValue value;

  HashEditor(KeyspaceTxn txn, Entry entry) {
    this.txn = txn;
    this.entry = entry;
    this.value = (HashValue) entry.value(ValueType.HASH);
  }

  /// The hash as it is now, to be read only.
  public HashValue value() {
    return value;
  }

  /// Sets a field; returns whether it is new.
  public boolean put(Bytes field, Bytes newValue) {
    boolean isNew = value.put(field, newValue, txn.keyspace().limits());
    entry.valueChanged();
    if (!txn.isReplay()) {
      txn.effects().hashPut(entry.space(), entry.keyAddress(), entry.keyLength(), field, newValue);
    }
    return isNew;
  }

  /// Removes a field; returns whether it was there.
  public boolean remove(Bytes field) {
    if (!value.remove(field)) {
      return false;
    }
    entry.valueChanged();
    if (!txn.isReplay()) {
      txn.effects()
          .member(
              EffectType.HASH_REMOVE, entry.space(), entry.keyAddress(), entry.keyLength(), field);
    }
    return true;
  }
}
