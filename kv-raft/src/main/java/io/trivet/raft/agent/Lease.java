package io.trivet.raft.agent;

/// Until when the primary may answer without asking the quorum again (I22).
///
/// It runs from a monotonic time that was taken before a read through the quorum began, which then
/// found the primary's own epoch unreleased: whoever was appointed instead was appointed later, and
/// waits longer than this lasts. Whoever answers takes the time after the request was read, and
/// looks again before the reply is released.
///
/// Threads: any; changed by the agent's thread alone. Invariants: within a tenure it never gets
/// shorter but by its end.
public final class Lease {
  private static final long NONE = Long.MIN_VALUE;

  private volatile long untilNs = NONE;

  /// Whether a reply may leave at that monotonic time.
  public boolean isValidAt(long nowNs) {
    return remainingNs(nowNs) > 0;
  }

  /// What is left of it at that monotonic time; 0 if nothing.
  public long remainingNs(long nowNs) {
    long until = untilNs;
    return until == NONE ? 0 : Math.max(0, until - nowNs);
  }

  /// Holds until that monotonic time, or longer if it already did.
  void renew(long renewedUntilNs) {
    long until = untilNs;
    if (until == NONE || renewedUntilNs - until > 0) {
      untilNs = renewedUntilNs == NONE ? NONE + 1 : renewedUntilNs;
    }
  }

  /// Ends it at once.
  void drop() {
    untilNs = NONE;
  }
}
