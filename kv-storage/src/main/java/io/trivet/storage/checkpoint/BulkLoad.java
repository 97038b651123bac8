package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.Residence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// Loads many cold keys at a time, side by side.
///
/// Threads: one asks, the executor's load.
final class BulkLoad {

  private static final int KEYS_AT_ONCE = 64;

  private final StoredEntries entries;
  private final Executor executor;
  private final StorageClock clock;
  private long loadedKeys;

  BulkLoad(Keyspace keyspace, CheckpointStore store, Executor executor, StorageClock clock) {
    this.entries = new StoredEntries(store, new Residence(keyspace));
    this.executor = executor;
    this.clock = clock;
  }

  /// Keys that were looked for.
  long loadedKeys() {
    return loadedKeys;
  }

  /// The clock by which loaded keys count as used.
  long nowMs() {
    return clock.wallMs();
  }

  /// Brings all of them into memory, or the knowledge that there are none.
  void load(Collection<ColdKey> keys) throws IOException {
    long nowMs = clock.wallMs();
    List<CompletableFuture<Void>> pieces = new ArrayList<>();
    List<ColdKey> piece = new ArrayList<>(KEYS_AT_ONCE);
    for (ColdKey key : keys) {
      piece.add(key);
      if (piece.size() == KEYS_AT_ONCE) {
        pieces.add(start(piece, nowMs));
        piece = new ArrayList<>(KEYS_AT_ONCE);
      }
    }
    if (!piece.isEmpty()) {
      pieces.add(start(piece, nowMs));
    }
    loadedKeys += keys.size();
    await(pieces);
  }

  private CompletableFuture<Void> start(List<ColdKey> piece, long nowMs) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            entries.load(piece, nowMs);
          } catch (StoreException e) {
            throw new CompletionException(e);
          }
        },
        executor);
  }

  /// Waits for all, so that none is left behind when one has failed.
  private static void await(List<CompletableFuture<Void>> pieces) throws IOException {
    StoreException failure = null;
    for (CompletableFuture<Void> piece : pieces) {
      try {
        piece.join();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof StoreException failed)) {
          throw e;
        }
        failure = failed;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
