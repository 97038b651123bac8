package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.Residence;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Keeps memory below its limit: lets clean entries go, and asks for a checkpoint when none is
/// clean.
///
/// Nothing is lost by it, what leaves memory is in the store. Policies that delete keys do that
/// through a transaction and are not here.
///
/// Threads: any.
public final class Evictor {

  private static final int ENTRIES_AT_ONCE = 10_000;

  private final Residence residence;
  private final LongSupplier usedBytes;
  private final Runnable checkpointSoon;
  private volatile long maxBytes;

  Evictor(Keyspace keyspace, LongSupplier usedBytes, long maxBytes, Runnable checkpointSoon) {
    this.residence = new Residence(keyspace);
    this.usedBytes = usedBytes;
    this.maxBytes = maxBytes;
    this.checkpointSoon = checkpointSoon;
  }

  /// Changes the limit; 0 is none.
  public void maxBytes(long bytes) {
    maxBytes = bytes;
  }

  public long maxBytes() {
    return maxBytes;
  }

  /// True if there is more in memory than allowed.
  public boolean isAbove() {
    long max = maxBytes;
    return max > 0 && usedBytes.getAsLong() > max;
  }

  /// Lets entries go until memory is below the limit, some thousands at most.
  ///
  /// @return true if another step at once would let more go
  public boolean step(RandomGenerator random, long nowMs) {
    for (int i = 0; i < ENTRIES_AT_ONCE; i++) {
      if (!isAbove()) {
        return false;
      }
      if (residence.evictSome(random, nowMs) == 0) {
        checkpointSoon.run();
        return false;
      }
    }
    return true;
  }
}
