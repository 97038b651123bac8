package io.trivet.raft.jraft;

import java.util.concurrent.TimeUnit;

/// Whether a Raft leader still works: it must prove, again and again, that a read goes all the way
/// through the library and a majority.
///
/// A leader without a majority steps down by itself. One whose library has lost a step on the way
/// goes on to lead and decides nothing. Three election timeouts after a proof it probes until there
/// is another; after ten without one it hands over; after as many again this member has failed.
///
/// Time and probes come from outside. Threads: one.
final class LeaderWatchdog {

  private static final int PATIENCE_TIMEOUTS = 10;
  private static final int CONTENT_TIMEOUTS = 3;

  private final long contentNs;
  private final long patienceNs;
  private boolean wasLeader;
  private boolean isProbing;
  private boolean isHandedOver;
  private long provedNs;

  LeaderWatchdog(int electionTimeoutMs) {
    long timeoutNs = TimeUnit.MILLISECONDS.toNanos(electionTimeoutMs);
    patienceNs = timeoutNs * PATIENCE_TIMEOUTS;
    contentNs = timeoutNs * CONTENT_TIMEOUTS;
  }

  /// What to do now; asked about once an election timeout.
  Order look(boolean isLeader, long nowNs) {
    if (!isLeader || !wasLeader) {
      wasLeader = isLeader;
      isHandedOver = false;
      provedNs = nowNs;
    }
    if (nowNs - provedNs > patienceNs) {
      provedNs = nowNs;
      Order order = isHandedOver ? Order.FAIL : Order.HAND_OVER;
      isHandedOver = true;
      return order;
    }
    if (!isLeader || isProbing || nowNs - provedNs < contentNs) {
      return Order.NOTHING;
    }
    isProbing = true;
    return Order.PROBE;
  }

  /// The probe that was ordered has ended.
  void probed(boolean isConfirmed, long nowNs) {
    isProbing = false;
    if (isConfirmed) {
      provedNs = nowNs;
      isHandedOver = false;
    }
  }

  /// What the watchdog wants.
  enum Order {
    NOTHING,
    /// Read through the quorum, and tell how it ended.
    PROBE,
    /// Let another member lead.
    HAND_OVER,
    /// This member cannot go on.
    FAIL
  }
}
