package io.trivet.storage.keyspace;

import io.trivet.storage.value.Bytes;

/// Takes a key that a transaction has changed.
@FunctionalInterface
public interface ChangedKeyVisitor {
  void changed(int database, Bytes key);
}
