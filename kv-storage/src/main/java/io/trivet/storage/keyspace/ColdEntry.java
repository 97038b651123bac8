package io.trivet.storage.keyspace;

import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import org.jspecify.annotations.Nullable;

/// An entry as it was read from the checkpoint store.
///
/// @param value string or packed bytes; empty for an expanded collection
/// @param collection the expanded collection, all of whose rows are stored, or null
public record ColdEntry(
    long version,
    RecordKind kind,
    long expiresAtMs,
    Bytes value,
    @Nullable CollectionValue collection) {}
