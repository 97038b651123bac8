package io.trivet.storage.keyspace;

import io.trivet.storage.value.Bytes;

/// The keys that the checkpoint store has, for walks over a whole database.
///
/// Threads: the caller's, which is never an event loop: reads the disk.
public interface ColdKeys {

  /// Shows the stored keys of a slot whose hash order is in `[fromOrder, toOrder)`.
  void visit(int space, int slot, long fromOrder, long toOrder, Visitor visitor);

  /// Takes a stored key.
  @FunctionalInterface
  interface Visitor {
    void key(Bytes key, RecordKind kind, long expiresAtMs);
  }
}
