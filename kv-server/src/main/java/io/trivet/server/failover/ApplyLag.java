package io.trivet.server.failover;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.trivet.server.command.GroupFacts.Lag;

/// How far a standby's keyspace is behind its primary, in bytes and in time.
///
/// Under load the primary is always a little ahead, so a comparison with its newest end would say
/// nothing of time. Instead one of the ends that it told is kept with the time it came, until it is
/// applied; then the next one is.
///
/// Threads: any.
final class ApplyLag {

  private final Object lock = new Object();

  @GuardedBy("lock")
  private boolean isToldOf;

  @GuardedBy("lock")
  private boolean isProbing;

  @GuardedBy("lock")
  private long endSequence;

  @GuardedBy("lock")
  private long probeSequence;

  @GuardedBy("lock")
  private long probeNs;

  /// All that the primary had told by then is shown.
  @GuardedBy("lock")
  private long shownNs;

  /// Another primary is followed, whose log may be shorter: what was told before is not waited for.
  void turn() {
    synchronized (lock) {
      isProbing = false;
    }
  }

  /// The primary's log reaches to `end`.
  void told(long end, long nowNs) {
    synchronized (lock) {
      if (!isToldOf) {
        isToldOf = true;
        shownNs = nowNs;
      }
      endSequence = end;
      if (!isProbing) {
        isProbing = true;
        probeSequence = end;
        probeNs = nowNs;
      }
    }
  }

  /// The keyspace shows the log to this sequence.
  void applied(long sequence) {
    synchronized (lock) {
      if (isProbing && sequence >= probeSequence) {
        isProbing = false;
        shownNs = probeNs;
      }
    }
  }

  /// The lag at a monotonic time.
  Lag at(long appliedSequence, long nowNs) {
    synchronized (lock) {
      return isToldOf
          ? new Lag(
              Math.max(0, endSequence - appliedSequence), Math.max(0, nowNs - shownNs) / 1_000_000)
          : Lag.UNKNOWN;
    }
  }
}
