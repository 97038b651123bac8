package io.trivet.storage.keyspace;

import io.trivet.storage.value.Bytes;

/// A key to look for in the checkpoint store.
///
/// @param departures what [Departures] said before the store is asked: [Residence#install] refuses
///   what was read if the key may have come and gone since
public record ColdKey(int space, int slot, Bytes key, int departures) {}
