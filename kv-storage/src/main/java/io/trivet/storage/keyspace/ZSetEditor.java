package io.trivet.storage.keyspace;

import io.trivet.storage.effect.EffectType;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.PutOutcome;
import io.trivet.storage.value.ValueType;
import io.trivet.storage.value.ZSetValue;

/// Changes one sorted set and records each change. Valid until the transaction ends.
public final class ZSetEditor {

  private final KeyspaceTxn txn;
  private final Entry entry;
  private final ZSetValue value;

  ZSetEditor(KeyspaceTxn txn, Entry entry) {
    this.txn = txn;
    this.entry = entry;
    this.value = (ZSetValue) entry.value(ValueType.ZSET);
  }

  /// The sorted set as it is now, to be read only.
  public ZSetValue value() {
    return value;
  }

  /// Gives a member this score, which is a number.
  public PutOutcome put(Bytes member, double score) {
    PutOutcome outcome = value.put(member, score, txn.keyspace().limits());
    if (outcome != PutOutcome.SAME) {
      entry.valueChanged();
      if (!txn.isReplay()) {
        txn.effects().zsetPut(entry.space(), entry.keyAddress(), entry.keyLength(), score, member);
      }
    }
    return outcome;
  }

  /// Removes a member; returns whether it was there.
  public boolean remove(Bytes member) {
    if (!value.remove(member)) {
      return false;
    }
    entry.valueChanged();
    if (!txn.isReplay()) {
      txn.effects()
          .member(
              EffectType.ZSET_REMOVE, entry.space(), entry.keyAddress(), entry.keyLength(), member);
    }
    return true;
  }
}
