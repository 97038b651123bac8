package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.ColdEntry;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.CorruptValueException;
import io.trivet.storage.value.Encoding;
import io.trivet.storage.value.RowsDecoder;
import io.trivet.storage.value.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Entries as the store has them.
///
/// Total: whatever the rows are, a read gives an entry, or null if there is certainly none, or
/// throws a [StoreException] (I35). Threads: any.
final class StoredEntries {

  private final CheckpointStore store;
  private final Residence residence;

  StoredEntries(CheckpointStore store, Residence residence) {
    this.store = store;
    this.residence = residence;
  }

  /// Brings keys into memory, or the knowledge that there are none.
  void load(List<ColdKey> keys, long nowMs) throws StoreException {
    List<byte[]> rows = new ArrayList<>(keys.size());
    for (ColdKey key : keys) {
      rows.add(rowOf(key));
    }
    if (rows.size() == 1) {
      install(keys.getFirst(), rows.getFirst(), store.get(rows.getFirst()), nowMs);
      return;
    }
    List<byte @Nullable []> values = store.getAll(rows);
    for (int i = 0; i < keys.size(); i++) {
      install(keys.get(i), rows.get(i), values.get(i), nowMs);
    }
  }

  private void install(ColdKey key, byte[] row, byte @Nullable [] value, long nowMs)
      throws StoreException {
    residence.install(key, decode(key, row, value), nowMs);
  }

  private byte[] rowOf(ColdKey key) {
    long order = residence.order(key.key());
    return new StoreKey().entry(key.space(), key.slot(), order, key.key().array()).copy();
  }

  private @Nullable ColdEntry decode(ColdKey key, byte[] row, byte @Nullable [] value)
      throws StoreException {
    if (value == null) {
      return null;
    }
    EntryRow entry = read(key, value);
    return entry.kind().isExpanded() ? expanded(key, row) : packed(key, entry);
  }

  /// Reads the entry once more, with its rows, from one state of the store.
  private @Nullable ColdEntry expanded(ColdKey key, byte[] row) throws StoreException {
    byte[] prefix = new StoreKey().rows(key.space(), key.slot(), key.key().array()).copy();
    try (StoreCursor cursor = store.cursor(row, StoreKey.behind(prefix))) {
      if (!cursor.next() || !Arrays.equals(cursor.key(), row)) {
        return null;
      }
      EntryRow entry = read(key, cursor.value());
      ValueType type = entry.kind().type();
      if (!entry.kind().isExpanded() || type == null) {
        return packed(key, entry);
      }
      CollectionValue collection = rows(key, type, prefix.length, cursor.seek(prefix), cursor);
      if (collection.size() != entry.elements()) {
        throw damaged(
            key, collection.size() + " elements in rows instead of " + entry.elements(), null);
      }
      return new ColdEntry(
          entry.version(), entry.kind(), entry.expiresAtMs(), Bytes.EMPTY, collection);
    }
  }

  private CollectionValue rows(
      ColdKey key, ValueType type, int prefixLength, boolean isFound, StoreCursor cursor)
      throws StoreException {
    RowsDecoder decoder = new RowsDecoder(type);
    try {
      for (boolean isRow = isFound; isRow; isRow = cursor.next()) {
        byte[] row = cursor.key();
        decoder.add(Arrays.copyOfRange(row, prefixLength, row.length), cursor.value());
      }
    } catch (CorruptValueException e) {
      throw damaged(key, String.valueOf(e.getMessage()), e);
    }
    return decoder.build();
  }

  private ColdEntry packed(ColdKey key, EntryRow entry) throws CorruptStoreException {
    ValueType type = entry.kind().type();
    Encoding encoding = entry.kind().encoding();
    if (type != null && encoding != null && type != ValueType.STRING) {
      try {
        CollectionValue.ofPacked(type, encoding, entry.content().array()).verify();
      } catch (CorruptValueException e) {
        throw damaged(key, String.valueOf(e.getMessage()), e);
      }
    }
    return new ColdEntry(entry.version(), entry.kind(), entry.expiresAtMs(), entry.content(), null);
  }

  private EntryRow read(ColdKey key, byte[] value) throws CorruptStoreException {
    EntryRow entry = EntryRow.read(value);
    if (entry == null) {
      throw damaged(key, "an entry row of " + value.length + " bytes that is none", null);
    }
    return entry;
  }

  /// Names the key by place and hash: clients' keys are not for logs.
  private CorruptStoreException damaged(ColdKey key, String what, @Nullable Throwable cause) {
    String where =
        "%s, space %d, slot %d, key of %d bytes with hash %08x"
            .formatted(
                store.describe(),
                key.space(),
                key.slot(),
                key.key().length(),
                residence.order(key.key()));
    return new CorruptStoreException(where, what, cause);
  }
}
