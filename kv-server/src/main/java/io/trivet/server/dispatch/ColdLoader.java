package io.trivet.server.dispatch;

import io.trivet.storage.keyspace.ColdKey;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings keys into memory without blocking the caller.
@FunctionalInterface
public interface ColdLoader {

  /// Hears that keys are loaded. Threads: any; must not block.
  @FunctionalInterface
  interface Completion {
    /// The keys are looked for.
    ///
    /// @param failure null if memory now knows them; else nothing is known about them
    void done(@Nullable IOException failure);
  }

  /// Loads the keys, or the knowledge that they are absent; `completion` hears of it in any case.
  void load(List<ColdKey> keys, Completion completion);
}
