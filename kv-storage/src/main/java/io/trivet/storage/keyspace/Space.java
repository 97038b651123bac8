package io.trivet.storage.keyspace;

import java.util.concurrent.atomic.LongAdder;

/// The content of one numbered database between two flushes: a generation (I13).
///
/// FLUSHDB gives the database a new space, SWAPDB exchanges two. Keys are stored under their space,
/// so that a flush is one change and never a walk over keys. Numbers grow and are never reused.
///
/// Threads: counters may be changed and read by any thread.
final class Space {

  private final int id;
  private final LongAdder liveKeys = new LongAdder();
  private final LongAdder expiringKeys = new LongAdder();

  Space(int id) {
    this.id = id;
  }

  int id() {
    return id;
  }

  /// Keys that exist, in memory or only in the checkpoint store.
  long liveKeys() {
    return liveKeys.sum();
  }

  /// Keys in memory that have an expiry.
  long expiringKeys() {
    return expiringKeys.sum();
  }

  void addLiveKeys(long keys) {
    liveKeys.add(keys);
  }

  void addExpiringKeys(long keys) {
    expiringKeys.add(keys);
  }
}
