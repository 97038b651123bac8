package io.trivet.raft.agent;

import java.util.concurrent.atomic.AtomicBoolean;

/// Until when the primary may answer without asking the quorum again (I22).
///
/// It runs from a monotonic time that was taken before a read through the quorum began, which then
/// found the primary's own epoch unreleased: whoever was appointed instead was appointed later, and
/// waits longer than this lasts. Whoever answers takes the time after the request was read, and
/// looks again before the reply is released.
///
/// It is renewed all the time only while somebody is answered; who finds none has it renewed at
/// once.
///
/// Threads: any; changed by the agent's thread alone. Invariants: within a tenure it never gets
/// shorter but by its end.
public final class Lease {
  private static final long NONE = Long.MIN_VALUE;

  private final Runnable onLack;
  private final AtomicBoolean isMissed = new AtomicBoolean();
  private volatile long untilNs = NONE;
  private volatile boolean isUsed;

  /// @param onLack told by whoever wants to answer and may not; once for each renewal that is tried
  public Lease(Runnable onLack) {
    this.onLack = onLack;
  }

  /// Whether a reply may leave at that monotonic time, for one who has a reply.
  public boolean permitsAt(long nowNs) {
    if (!isUsed) {
      isUsed = true;
    }
    boolean isValid = isValidAt(nowNs);
    if (!isValid && !isMissed.get() && isMissed.compareAndSet(false, true)) {
      onLack.run();
    }
    return isValid;
  }

  /// Whether a reply might leave at that monotonic time.
  public boolean isValidAt(long nowNs) {
    return remainingNs(nowNs) > 0;
  }

  /// What is left of it at that monotonic time; 0 if nothing.
  public long remainingNs(long nowNs) {
    long until = untilNs;
    return until == NONE ? 0 : Math.max(0, until - nowNs);
  }

  /// For how long it has been over at that monotonic time: 0 if it holds, [Long#MAX_VALUE] if there
  /// is none.
  public long lapsedNs(long nowNs) {
    long until = untilNs;
    return until == NONE ? Long.MAX_VALUE : Math.max(0, nowNs - until);
  }

  /// Holds until that monotonic time, or longer if it already did.
  void renew(long renewedUntilNs) {
    long until = untilNs;
    if (until == NONE || renewedUntilNs - until > 0) {
      untilNs = renewedUntilNs == NONE ? NONE + 1 : renewedUntilNs;
    }
  }

  /// A renewal is tried: who finds none from now on says so again.
  void renewing() {
    isMissed.set(false);
  }

  /// Whether anybody was answered, or would have been, since the last call.
  boolean takeUse() {
    boolean wasUsed = isUsed;
    if (wasUsed) {
      isUsed = false;
    }
    return wasUsed;
  }

  /// Ends it at once.
  void drop() {
    untilNs = NONE;
  }
}
