package io.trivet.storage.keyspace;

import io.trivet.storage.value.Bytes;

/// A key to look for in the checkpoint store.
public record ColdKey(int space, int slot, Bytes key) {}
