package io.trivet.cli.drill;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the clients heard: which of their writes were acknowledged, and when after a fault the
/// first one was.
///
/// Threads: any.
final class DrillLedger {
  /// A fault that the clients are watched through.
  static final class Watch {
    private final long startedNs;
    private final long doneNs;
    private final CountDownLatch isOver = new CountDownLatch(1);
    private volatile long gapNs;

    private Watch(long startedNs, long doneNs) {
      this.startedNs = startedNs;
      this.doneNs = doneNs;
    }

    /// Nanoseconds from the beginning of the fault to the first acknowledgement of a write that was
    /// sent after it was made; -1 if none came in time.
    long awaitNs(long timeoutMs) throws InterruptedException {
      return isOver.await(timeoutMs, TimeUnit.MILLISECONDS) ? gapNs : -1;
    }
  }

  @GuardedBy("this")
  private final BitSet[] acknowledged;

  @GuardedBy("this")
  private long inDoubt;

  @GuardedBy("this")
  private long refused;

  private volatile @Nullable Watch watch;

  DrillLedger(int writers) {
    acknowledged = new BitSet[writers];
    for (int i = 0; i < writers; i++) {
      acknowledged[i] = new BitSet();
    }
  }

  /// A fault was made between the two times: what was sent meanwhile may have escaped it.
  Watch watch(long startedNs, long doneNs) {
    Watch begun = new Watch(startedNs, doneNs);
    watch = begun;
    return begun;
  }

  /// A writer's write was acknowledged.
  void acknowledged(int writer, int number, long sentNs, long nowNs) {
    synchronized (this) {
      acknowledged[writer].set(number);
    }
    Watch open = watch;
    if (open != null && sentNs - open.doneNs >= 0 && open.isOver.getCount() > 0) {
      synchronized (open) {
        if (open.isOver.getCount() > 0) {
          open.gapNs = nowNs - open.startedNs;
          open.isOver.countDown();
        }
      }
    }
  }

  /// A write was sent and its answer never came: it may have happened.
  synchronized void inDoubt() {
    inDoubt++;
  }

  /// A write was refused, so that it did not happen; it is sent again.
  synchronized void refused() {
    refused++;
  }

  synchronized long inDoubtCount() {
    return inDoubt;
  }

  synchronized long refusedCount() {
    return refused;
  }

  /// How many writes were acknowledged.
  synchronized long acknowledgedCount() {
    long count = 0;
    for (BitSet each : acknowledged) {
      count += each.cardinality();
    }
    return count;
  }

  /// The numbers of a writer's acknowledged writes.
  synchronized BitSet acknowledged(int writer) {
    return (BitSet) acknowledged[writer].clone();
  }
}
