package io.trivet.storage.keyspace;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// Counts entries that left memory, by a part of their hash.
///
/// Who reads a cold key from the store does it without a lock. Meanwhile the key may be loaded by
/// somebody else, changed, checkpointed and evicted: memory looks as before, but what was read is
/// old. The count tells: it differs if an entry of that hash left memory in between.
///
/// Threads: any; a key's count changes under its slot's lock.
final class Departures {

  private static final int COUNTS = 1 << 16;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(COUNTS);

  int of(long hash) {
    return counts.get((int) hash & COUNTS - 1);
  }

  void note(long hash) {
    counts.incrementAndGet((int) hash & COUNTS - 1);
  }
}
