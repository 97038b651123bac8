package io.trivet.storage.keyspace;

import io.trivet.storage.value.CollectionValue;
import org.jspecify.annotations.Nullable;

/// Takes the entries that changed since they were last stored, one after another.
///
/// Threads: called under the slot's lock: copy at once, do no input or output.
public interface DirtySink {

  /// A live entry: string or packed bytes, or an expanded collection with its record's place.
  void put(Place place, long version, RecordKind kind, long expiresAtMs, Content content);

  /// A deleted key whose row is to go.
  void delete(Place place, long version);

  /// A deleted key that the store never had: nothing is to be written, but the deletion is
  /// forgotten with [CheckpointSource#stored], so its version must be committed by then.
  void forget(long version);

  /// After the entries of a table: the live rows that the store has with them.
  void storedKeys(int space, int slot, long keys);

  /// Where a row belongs. `order` is the upper 32 bits of the key's hash; the key is valid during
  /// the call only. `hasRows`: rows of an earlier collection are to be deleted first.
  record Place(int space, int slot, long order, long keyAddress, int keyLength, boolean hasRows) {}

  /// The value: bytes in native memory (valid during the call only), or a collection.
  ///
  /// @param collection expanded collection, or null
  /// @param onlyChangedRows the store has the other rows already
  record Content(
      long address, int length, @Nullable CollectionValue collection, boolean onlyChangedRows) {}
}
