package io.trivet.storage.keyspace;

import io.trivet.storage.effect.Replaced;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.ValueType;

/// Changes of single entries within a transaction, each recorded as an effect in the same method.
///
/// In a replay nothing is recorded: the effect is what is being applied.
///
/// Threads: the transaction's owner. Invariants: the entry's slot is locked.
final class EntryChanges {

  private final KeyspaceTxn txn;

  EntryChanges(KeyspaceTxn txn) {
    this.txn = txn;
  }

  /// Writes bytes into a string from `offset` on, which grows as far as needed.
  ///
  /// @throws WrongTypeException if the key holds something else
  void putRange(Entry entry, int offset, Bytes value) {
    entry.putRange(offset, value);
    if (!txn.isReplay()) {
      txn.effects().putRange(entry.space(), entry.keyAddress(), entry.keyLength(), offset, value);
      txn.touch(entry);
    }
  }

  /// The key holds this collection from now on. An empty one deletes the key.
  void putCollection(Entry entry, CollectionValue value, long expiresAtMs) {
    if (value.size() == 0) {
      delete(entry);
      return;
    }
    value.forgetStoredRows();
    discardHeap(entry);
    entry.adopt(value, expiresAtMs);
    if (!txn.isReplay()) {
      CollectionEffect.write(txn.effects(), entry, value, expiresAtMs);
    }
    txn.touch(entry);
  }

  /// `to` holds what the existing `from` holds, with its expiry.
  void copy(Entry from, Entry to) {
    ValueType type = from.kind().type();
    if (from.kind().isString()) {
      putString(to, from);
    } else if (type != null) {
      putCollection(to, from.value(type).copy(), from.expiresAtMs());
    }
  }

  /// `to` holds what the existing `from` held, with its expiry, and `from` is gone.
  void move(Entry from, Entry to) {
    ValueType type = from.kind().type();
    if (from.kind().isString()) {
      putString(to, from);
      delete(from);
    } else if (type != null) {
      long expiresAtMs = from.expiresAtMs();
      CollectionValue value = from.value(type);
      delete(from);
      putCollection(to, value, expiresAtMs);
    }
  }

  /// Forgets whatever the key holds: in a replay that is not its true content.
  void discard(Entry entry) {
    discardHeap(entry);
    entry.discard();
  }

  /// Changes the expiry of a key, if it is there, and logs nothing: for replay.
  void expireAt(Entry entry, long expiresAtMs) {
    if (entry.isLive()) {
      entry.expireAt(expiresAtMs);
    }
  }

  /// The key holds this string from now on.
  void putString(Entry entry, Bytes value, long expiresAtMs) {
    int length = value.length();
    Replaced replaced = replaced(entry);
    long address = prepareString(entry, RecordKind.STRING_RAW, length, expiresAtMs);
    Native.copyIn(value.array(), 0, length, address);
    RecordKind kind = StringEncoding.kindOf(address, length);
    entry.kind(kind);
    logString(entry, replaced, kind, address, length, expiresAtMs);
  }

  /// The key holds this string from now on.
  void putString(Entry entry, long value, int valueLength, long expiresAtMs) {
    putString(entry, StringEncoding.kindOf(value, valueLength), value, valueLength, expiresAtMs);
  }

  private void putString(Entry entry, Entry source) {
    putString(
        entry, source.kind(), source.valueAddress(), source.valueLength(), source.expiresAtMs());
  }

  private void putString(
      Entry entry, RecordKind kind, long value, int valueLength, long expiresAtMs) {
    Replaced replaced = replaced(entry);
    long target = prepareString(entry, kind, valueLength, expiresAtMs);
    Native.copy(value, target, valueLength);
    logString(entry, replaced, kind, value, valueLength, expiresAtMs);
  }

  private void logString(
      Entry entry,
      Replaced replaced,
      RecordKind kind,
      long value,
      int valueLength,
      long expiresAtMs) {
    if (!txn.isReplay()) {
      txn.effects()
          .putString(
              entry.space(),
              entry.keyAddress(),
              entry.keyLength(),
              replaced,
              kind.encodingOrFail(),
              expiresAtMs,
              value,
              valueLength);
      txn.touch(entry);
    }
  }

  private static Replaced replaced(Entry entry) {
    if (!entry.isLive()) {
      return Replaced.NOTHING;
    }
    return entry.kind().isString() ? Replaced.STRING : Replaced.ANYTHING;
  }

  /// Makes room for a string, whatever the key held; returns where its bytes go.
  long prepareString(Entry entry, RecordKind kind, int valueLength, long expiresAtMs) {
    discardHeap(entry);
    return entry.prepareValue(kind, valueLength, expiresAtMs);
  }

  /// Deletes a key; returns whether it was there.
  boolean remove(Entry entry) {
    if (!entry.isLive()) {
      return false;
    }
    delete(entry);
    return true;
  }

  /// Deletes a key, if it is there.
  void delete(Entry entry) {
    if (!entry.isLive()) {
      return;
    }
    discardHeap(entry);
    entry.remove();
    if (!txn.isReplay()) {
      txn.effects().delete(entry.space(), entry.keyAddress(), entry.keyLength());
    }
  }

  private void discardHeap(Entry entry) {
    if (entry.kind().isExpanded()) {
      ValueType type = entry.kind().type();
      if (type != null) {
        txn.keyspace().addHeapBytes(-entry.countedHeapBytes(type));
      }
    }
  }

  /// Writes a pending collection back before the key is looked at again. Replay leaves an emptied
  /// one as it is: whether it ended there is for the log to say, a command may also have gone on
  /// with it.
  void settle(Entry entry) {
    if (!entry.isEmptied() || !txn.isReplay()) {
      writeBack(entry);
    }
  }

  /// Writes a pending collection back. One that was emptied ends here, with its expiry, and the log
  /// says so: a replay that began with less than the whole collection would not empty it at the
  /// same frame.
  void writeBack(Entry entry) {
    if (entry.hasPendingValue()) {
      boolean isNew = !entry.isLive();
      if (entry.isEmptied() && !txn.isReplay()) {
        txn.effects().delete(entry.space(), entry.keyAddress(), entry.keyLength());
      }
      txn.keyspace().addHeapBytes(entry.writeBack());
      if (isNew && entry.isLive()) {
        txn.touch(entry);
      }
    }
  }
}
