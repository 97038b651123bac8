package io.trivet.storage.keyspace;

import io.trivet.storage.value.Bytes;

/// Takes a living key. `kind` is never a tombstone; `expiresAtMs` is 0 for never.
@FunctionalInterface
public interface KeyVisitor {
  void key(Bytes key, RecordKind kind, long expiresAtMs);
}
