package io.trivet.storage.keyspace;

import io.trivet.storage.effect.EffectType;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.EncodingLimits;
import io.trivet.storage.value.ListValue;
import io.trivet.storage.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes one list and records each change. Valid until the transaction ends.
public final class ListEditor {

  private final KeyspaceTxn txn;
  private final Entry entry;
  private final ListValue value;
  private final EncodingLimits limits;

  ListEditor(KeyspaceTxn txn, Entry entry) {
    this.txn = txn;
    this.entry = entry;
    this.value = (ListValue) entry.value(ValueType.LIST);
    this.limits = txn.keyspace().limits();
  }

  /// The list as it is now, to be read only.
  public ListValue value() {
    return value;
  }

  public void pushFirst(Bytes element) {
    value.pushFirst(element, limits);
    pushed(true, element);
  }

  public void pushLast(Bytes element) {
    value.pushLast(element, limits);
    pushed(false, element);
  }

  /// Removes and gives up to `count` elements from the front or the back, in the order of removal.
  public List<Bytes> pop(boolean first, int count) {
    List<Bytes> popped = new ArrayList<>(Math.min(count, value.size()));
    for (int i = 0; i < count; i++) {
      Bytes element = first ? value.popFirst(limits) : value.popLast(limits);
      if (element == null) {
        break;
      }
      popped.add(element);
    }
    if (!popped.isEmpty()) {
      entry.valueChanged();
      if (!txn.isReplay()) {
        txn.effects()
            .listPop(entry.space(), entry.keyAddress(), entry.keyLength(), first, popped.size());
      }
    }
    return popped;
  }

  /// Removes and gives the first or the last element; null if there is none.
  public @Nullable Bytes pop(boolean first) {
    List<Bytes> popped = pop(first, 1);
    return popped.isEmpty() ? null : popped.getFirst();
  }

  /// Puts an element in the place of the one at `index`; returns whether there is one.
  public boolean set(int index, Bytes element) {
    if (!value.set(index, element, limits)) {
      return false;
    }
    changed(EffectType.LIST_SET, index, element);
    return true;
  }

  /// Inserts an element before or behind the first one that equals `pivot`; returns whether there
  /// is one.
  public boolean insert(boolean before, Bytes pivot, Bytes element) {
    int index =
        before
            ? value.insertBefore(pivot, element, limits)
            : value.insertAfter(pivot, element, limits);
    if (index < 0) {
      return false;
    }
    changed(EffectType.LIST_INSERT, index, element);
    return true;
  }

  /// Inserts an element before the one at `index`, which is at most the size.
  public void insertAt(int index, Bytes element) {
    value.insertAt(index, element, limits);
    changed(EffectType.LIST_INSERT, index, element);
  }

  /// Removes elements that equal this one: the first `count`, the last `-count` if that is
  /// negative, all if it is 0. Returns the number removed.
  public int remove(int count, Bytes element) {
    int removed = value.remove(count, element, limits);
    if (removed > 0) {
      entry.valueChanged();
      if (!txn.isReplay()) {
        txn.effects()
            .listRemove(entry.space(), entry.keyAddress(), entry.keyLength(), count, element);
      }
    }
    return removed;
  }

  /// Keeps the elements `[from, to)` only.
  public void trim(int from, int to) {
    value.trim(from, to, limits);
    entry.valueChanged();
    if (!txn.isReplay()) {
      txn.effects().listTrim(entry.space(), entry.keyAddress(), entry.keyLength(), from, to);
    }
  }

  private void pushed(boolean first, Bytes element) {
    entry.valueChanged();
    if (!txn.isReplay()) {
      txn.effects().listPush(entry.space(), entry.keyAddress(), entry.keyLength(), first, element);
    }
  }

  private void changed(EffectType type, int index, Bytes element) {
    entry.valueChanged();
    if (!txn.isReplay()) {
      txn.effects()
          .listElement(type, entry.space(), entry.keyAddress(), entry.keyLength(), index, element);
    }
  }
}
