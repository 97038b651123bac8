package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.EvictionPolicy;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.Residence;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Keeps memory below its limit: lets clean entries go, and asks for a checkpoint when none is
/// clean. Says when there is so much too much that no more may come.
///
/// Nothing is lost by it, what leaves memory is in the store. Policies that delete keys do that
/// through a transaction: see [Deletions].
///
/// Threads: any.
public final class Evictor {

  private static final int ENTRIES_AT_ONCE = 10_000;

  /// An eighth of the limit: so much is borne above it while a checkpoint is on its way, and so
  /// near to it memory is looked at more often.
  private static final int SLACK_SHIFT = 3;

  private final Residence residence;
  private final LongSupplier usedBytes;
  private final Runnable checkpointSoon;
  private volatile long maxBytes;
  private volatile EvictionPolicy policy = EvictionPolicy.NOEVICTION;
  private volatile int samples = HousekeepingOptions.defaults().samples();
  private volatile boolean isFull;

  Evictor(Keyspace keyspace, LongSupplier usedBytes, long maxBytes, Runnable checkpointSoon) {
    this.residence = new Residence(keyspace);
    this.usedBytes = usedBytes;
    this.maxBytes = maxBytes;
    this.checkpointSoon = checkpointSoon;
  }

  /// Changes limit, policy and samples.
  void options(HousekeepingOptions options) {
    policy = options.policy();
    samples = options.samples();
    maxBytes(options.maxMemoryBytes());
  }

  /// Changes the limit; 0 is none.
  public void maxBytes(long bytes) {
    maxBytes = bytes;
    noteWhetherFull(false);
  }

  public long maxBytes() {
    return maxBytes;
  }

  public EvictionPolicy policy() {
    return policy;
  }

  int samples() {
    return samples;
  }

  /// True if there is more in memory than allowed.
  public boolean isAbove() {
    return excessBytes() > 0;
  }

  /// How much more there is in memory than allowed; negative or 0 if there is not.
  long excessBytes() {
    long max = maxBytes;
    return max > 0 ? usedBytes.getAsLong() - max : 0;
  }

  /// True if memory is so full that it must be looked at often.
  boolean isNear() {
    long max = maxBytes;
    return max > 0 && usedBytes.getAsLong() > max - (max >> SLACK_SHIFT);
  }

  /// True if commands that need memory must be refused. One volatile read: meant for each command.
  public boolean isFull() {
    return isFull;
  }

  /// Notes how full memory is.
  ///
  /// @param isStuck nothing can go, now or after a checkpoint
  void noteWhetherFull(boolean isStuck) {
    long excess = excessBytes();
    isFull = excess > 0 && (isStuck || excess > maxBytes >> SLACK_SHIFT);
  }

  /// Lets entries go until memory is below the limit, some thousands at most.
  ///
  /// @return true if another step at once would let more go
  public boolean step(RandomGenerator random, long nowMs) {
    boolean hasMore = letGo(random, nowMs);
    noteWhetherFull(false);
    return hasMore;
  }

  /// Forgets that keys are absent, as far as memory needs it.
  void forgetAbsent(RandomGenerator random) {
    for (int i = 0; i < ENTRIES_AT_ONCE && isAbove(); i++) {
      if (residence.forgetSome(random) == 0) {
        return;
      }
    }
  }

  void checkpointSoon() {
    checkpointSoon.run();
  }

  private boolean letGo(RandomGenerator random, long nowMs) {
    int count = samples;
    for (int i = 0; i < ENTRIES_AT_ONCE; i++) {
      if (!isAbove()) {
        return false;
      }
      if (residence.evictSome(random, nowMs, count) == 0) {
        checkpointSoon.run();
        return false;
      }
    }
    return true;
  }
}
