package io.trivet.storage.keyspace;

import java.util.random.RandomGenerator;

/// The 24 bits of an entry that tell how recently or how often it was used.
///
/// LRU: time of the last access in steps of 64 ms, modulo 2^24 (12 days). LFU: 16 bits of minutes
/// and an 8-bit logarithmic counter, as Redis has it (Morris counter, halved by time).
///
/// Threads: settings are volatile, the rest is stateless.
public final class AccessClock {

  private static final int STEP_SHIFT = 6;
  private static final int MASK = 0xFFFFFF;
  private static final int LFU_START = 5;
  private static final int LFU_MAX = 255;
  private static final long MINUTE_MS = 60_000;

  private volatile boolean countsFrequency;
  private volatile int logFactor = 10;
  private volatile int decayMinutes = 1;

  /// Counts how often (LFU) instead of how recently (LRU) entries are used.
  public void countFrequency(boolean on, int factor, int decay) {
    countsFrequency = on;
    logFactor = factor;
    decayMinutes = decay;
  }

  public boolean countsFrequency() {
    return countsFrequency;
  }

  /// The bits of a new entry.
  int fresh(long nowMs) {
    return countsFrequency ? (minutes(nowMs) << 8) | LFU_START : step(nowMs);
  }

  /// The bits after an access; the first one of a new entry, whose bits are 0, makes it fresh.
  int touched(int access, long nowMs, RandomGenerator random) {
    if (!countsFrequency) {
      return step(nowMs);
    }
    if (access == 0) {
      return fresh(nowMs);
    }
    int counter = frequency(access, nowMs);
    if (counter < LFU_MAX) {
      int above = Math.max(0, counter - LFU_START);
      if (random.nextDouble() < 1.0 / (above * logFactor + 1)) {
        counter++;
      }
    }
    return (minutes(nowMs) << 8) | counter;
  }

  /// Milliseconds since the last access, to 64 ms.
  long idleMs(int access, long nowMs) {
    if (countsFrequency) {
      return ((minutes(nowMs) - (access >>> 8)) & 0xFFFF) * MINUTE_MS;
    }
    return (long) ((step(nowMs) - access) & MASK) << STEP_SHIFT;
  }

  /// The access counter after decay.
  int frequency(int access, long nowMs) {
    int decay = decayMinutes;
    int elapsed = (minutes(nowMs) - (access >>> 8)) & 0xFFFF;
    int periods = decay == 0 ? 0 : elapsed / decay;
    return Math.max(0, (access & 0xFF) - periods);
  }

  /// Order of eviction: the larger, the sooner it goes.
  long evictionRank(int access, long nowMs) {
    return countsFrequency ? LFU_MAX - frequency(access, nowMs) : idleMs(access, nowMs);
  }

  private static int step(long nowMs) {
    return (int) (nowMs >>> STEP_SHIFT) & MASK;
  }

  private static int minutes(long nowMs) {
    return (int) (nowMs / MINUTE_MS) & 0xFFFF;
  }
}
