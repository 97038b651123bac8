package io.trivet.storage.keyspace;

import java.util.ArrayList;
import java.util.List;

/// Keys are neither in memory nor known to be absent: the checkpoint store must be asked.
///
/// Thrown before the transaction changed anything. The owner rolls the transaction back, loads the
/// keys without blocking the event loop, and executes the command anew.
public final class ColdMissException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<ColdKey> keys;

  ColdMissException(ColdKey key) {
    this(List.of(key));
  }

  /// Misses of these keys, at least one.
  public ColdMissException(List<ColdKey> keys) {
    super("keys are not in memory", null, false, false);
    this.keys = List.copyOf(keys);
  }

  /// Both misses in one.
  public ColdMissException and(ColdMissException other) {
    List<ColdKey> all = new ArrayList<>(keys);
    all.addAll(other.keys);
    return new ColdMissException(all);
  }

  /// The keys, at least one.
  public List<ColdKey> keys() {
    return keys;
  }
}
