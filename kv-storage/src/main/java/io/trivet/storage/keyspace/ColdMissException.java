package io.trivet.storage.keyspace;

import io.trivet.storage.value.Bytes;

/// A key is neither in memory nor known to be absent: the checkpoint store must be asked.
///
/// Thrown before the transaction changed anything. The owner rolls the transaction back, loads the
/// key without blocking the event loop, and executes the command anew.
public final class ColdMissException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient ColdKey key;

  ColdMissException(int space, int slot, Bytes key) {
    super("key is not in memory", null, false, false);
    this.key = new ColdKey(space, slot, key);
  }

  public ColdKey key() {
    return key;
  }
}
