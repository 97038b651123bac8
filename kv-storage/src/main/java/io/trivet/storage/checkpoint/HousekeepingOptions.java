package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.EvictionPolicy;

/// How memory is kept below its limit and how expired keys are looked for; may change at any time.
///
/// @param maxMemoryBytes what keys and values may take in memory; 0: no limit
/// @param policy what happens at the limit
/// @param samples entries that are compared to find one that goes
/// @param tickMs time between two turns
/// @param expiryEffort how much a turn searches, 1 to 10 times the least
public record HousekeepingOptions(
    long maxMemoryBytes, EvictionPolicy policy, int samples, long tickMs, int expiryEffort) {

  public HousekeepingOptions {
    require(maxMemoryBytes >= 0, "maxMemoryBytes", maxMemoryBytes);
    require(samples > 0, "samples", samples);
    require(tickMs > 0, "tickMs", tickMs);
    require(expiryEffort >= 1 && expiryEffort <= 10, "expiryEffort", expiryEffort);
  }

  /// No limit, nothing deleted, samples of 16, a turn each 100 ms, the least effort.
  public static HousekeepingOptions defaults() {
    return new HousekeepingOptions(0, EvictionPolicy.NOEVICTION, 16, 100, 1);
  }

  public HousekeepingOptions withMaxMemoryBytes(long bytes) {
    return new HousekeepingOptions(bytes, policy, samples, tickMs, expiryEffort);
  }

  public HousekeepingOptions withPolicy(EvictionPolicy changed) {
    return new HousekeepingOptions(maxMemoryBytes, changed, samples, tickMs, expiryEffort);
  }

  public HousekeepingOptions withSamples(int count) {
    return new HousekeepingOptions(maxMemoryBytes, policy, count, tickMs, expiryEffort);
  }

  public HousekeepingOptions withTickMs(long ms) {
    return new HousekeepingOptions(maxMemoryBytes, policy, samples, ms, expiryEffort);
  }

  public HousekeepingOptions withExpiryEffort(int effort) {
    return new HousekeepingOptions(maxMemoryBytes, policy, samples, tickMs, effort);
  }

  private static void require(boolean isValid, String name, long value) {
    if (!isValid) {
      throw new IllegalArgumentException(name + " of " + value);
    }
  }
}
