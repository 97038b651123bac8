package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.DirtySink;
import io.trivet.storage.keyspace.RecordKind;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.CollectionValue;
import org.jspecify.annotations.Nullable;

/// Turns dirty entries into the rows of a batch, and notes the version that must be committed
/// before the batch may be written (I9).
///
/// All rows of an entry and the count of its slot are in one batch. Threads: the checkpoint's; its
/// methods as a sink run under a slot lock.
final class DirtyBatch implements DirtySink {

  private final StoreBatch rows = new StoreBatch();
  private final StoreKey key = new StoreKey();
  private long version;
  private long entries;

  StoreBatch rows() {
    return rows;
  }

  /// The highest version of what was taken.
  long version() {
    return version;
  }

  /// How many entries were taken.
  long entries() {
    return entries;
  }

  void clear() {
    rows.clear();
    version = 0;
    entries = 0;
  }

  @Override
  public void put(
      Place place, long entryVersion, RecordKind kind, long expiresAtMs, Content content) {
    note(entryVersion);
    if (place.hasRows()) {
      deleteRows(place);
    }
    key.entry(place.space(), place.slot(), place.order(), place.keyAddress(), place.keyLength());
    CollectionValue collection = content.collection();
    int contentBytes = collection == null ? content.length() : Integer.BYTES;
    int at = rows.put(key.array(), key.length(), EntryRow.HEADER_BYTES + contentBytes);
    EntryRow.writeHeader(rows.array(), at, entryVersion, kind, expiresAtMs);
    if (collection == null) {
      Native.copyOut(content.address(), rows.array(), at + EntryRow.HEADER_BYTES, content.length());
    } else {
      EntryRow.writeElements(rows.array(), at, collection.size());
      putRows(place, collection, Integer.MAX_VALUE);
    }
    if (expiresAtMs != 0) {
      key.expiry(expiresAtMs, place.space(), place.slot(), place.keyAddress(), place.keyLength());
      rows.put(key.array(), key.length(), 0);
    }
  }

  @Override
  public void part(Place place, CollectionValue collection, int count) {
    if (place.hasRows()) {
      deleteRows(place);
    }
    putRows(place, collection, count);
  }

  @Override
  public void delete(Place place, long entryVersion) {
    note(entryVersion);
    if (place.hasRows()) {
      deleteRows(place);
    }
    key.entry(place.space(), place.slot(), place.order(), place.keyAddress(), place.keyLength());
    rows.delete(key.array(), key.length());
  }

  @Override
  public void forget(long entryVersion) {
    note(entryVersion);
  }

  @Override
  public void storedKeys(int space, int slot, long keys, long sequence) {
    key.count(space, slot);
    if (keys == 0) {
      rows.delete(key.array(), key.length());
    } else {
      int at = rows.put(key.array(), key.length(), SlotCount.BYTES);
      SlotCount.write(rows.array(), at, keys, sequence);
    }
  }

  private void note(long entryVersion) {
    version = Math.max(version, entryVersion);
    entries++;
  }

  private void deleteRows(Place place) {
    byte[] prefix =
        key.rows(place.space(), place.slot(), place.keyAddress(), place.keyLength()).copy();
    rows.deleteRange(prefix, StoreKey.behind(prefix));
  }

  private void putRows(Place place, CollectionValue collection, int count) {
    key.rows(place.space(), place.slot(), place.keyAddress(), place.keyLength());
    int prefixLength = key.length();
    collection.takeChangedRows(count, (name, value) -> putRow(prefixLength, name, value));
  }

  private void putRow(int prefixLength, byte[] name, byte @Nullable [] value) {
    key.row(prefixLength, name);
    if (value == null) {
      rows.delete(key.array(), key.length());
    } else {
      int at = rows.put(key.array(), key.length(), value.length);
      System.arraycopy(value, 0, rows.array(), at, value.length);
    }
  }
}
