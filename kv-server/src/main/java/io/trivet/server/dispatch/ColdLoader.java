package io.trivet.server.dispatch;

import io.trivet.storage.keyspace.ColdKey;
import java.util.List;

/// Brings keys into memory without blocking the caller.
@FunctionalInterface
public interface ColdLoader {

  /// Loads the keys, or the knowledge that they are absent, and then runs `whenLoaded` on any
  /// thread.
  void load(List<ColdKey> keys, Runnable whenLoaded);
}
