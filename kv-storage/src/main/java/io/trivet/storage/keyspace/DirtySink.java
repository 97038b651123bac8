package io.trivet.storage.keyspace;

import io.trivet.storage.value.CollectionValue;
import org.jspecify.annotations.Nullable;

/// Takes the entries that changed since they were last stored, one after another.
///
/// Threads: called under the slot's lock: copy at once, do no input or output.
public interface DirtySink {

  /// A live entry: string or packed bytes, or an expanded collection with its record's place. Of a
  /// collection all changed rows are to be taken.
  void put(Place place, long version, RecordKind kind, long expiresAtMs, Content content);

  /// A part of the changed rows of a large collection, to be taken now; the entry follows in the
  /// same batch, with the rows that are left or changed meanwhile, or it is deleted there.
  void part(Place place, CollectionValue collection, int rows);

  /// A deleted key whose row is to go.
  void delete(Place place, long version);

  /// A deleted key that the store never had: nothing is to be written, but the deletion is
  /// forgotten with [CheckpointSource#stored], so its version must be committed by then.
  void forget(long version);

  /// After the entries of a table: the live rows that the store has with them.
  ///
  /// @param sequence of the last frame that had changed the table, if the store has it with them as
  ///   it was then; 0 if only some entries were shown
  void storedKeys(int space, int slot, long keys, long sequence);

  /// Where a row belongs. `order` is the upper 32 bits of the key's hash; the key is valid during
  /// the call only. `hasRows`: rows of an earlier collection are to be deleted first.
  record Place(int space, int slot, long order, long keyAddress, int keyLength, boolean hasRows) {}

  /// The value: bytes in native memory (valid during the call only), or an expanded collection.
  record Content(long address, int length, @Nullable CollectionValue collection) {}
}
