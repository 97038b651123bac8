package io.trivet.storage.keyspace;

import io.trivet.storage.effect.EffectType;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.SetValue;
import io.trivet.storage.value.ValueType;

/// Changes one set and records each change. Valid until the transaction ends.
public final class SetEditor {

  private final KeyspaceTxn txn;
  private final Entry entry;
  private final SetValue value;

  SetEditor(KeyspaceTxn txn, Entry entry) {
    this.txn = txn;
    this.entry = entry;
    this.value = (SetValue) entry.value(ValueType.SET);
  }

  /// The set as it is now, to be read only.
  public SetValue value() {
    return value;
  }

  /// Adds a member; returns whether it is new.
  public boolean add(Bytes member) {
    return value.add(member, txn.keyspace().limits()) && record(EffectType.SET_ADD, member);
  }

  /// Removes a member; returns whether it was there.
  public boolean remove(Bytes member) {
    return value.remove(member) && record(EffectType.SET_REMOVE, member);
  }

  private boolean record(EffectType type, Bytes member) {
    entry.valueChanged();
    if (!txn.isReplay()) {
      txn.effects().member(type, entry.space(), entry.keyAddress(), entry.keyLength(), member);
    }
    return true;
  }
}
