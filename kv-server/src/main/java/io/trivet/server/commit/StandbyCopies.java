package io.trivet.server.commit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.trivet.raft.AckLevel;
import io.trivet.raft.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the standbys of a primary have acknowledged, in sync or not, and who waits for it: WAIT and
/// WAITAOF.
///
/// It says nothing about commit, which only the in-sync set decides.
///
/// Threads: any. Bounded by the number of connections: each waits once, and ends its wait when it
/// is answered otherwise or goes away.
public final class StandbyCopies {

  private record Copy(long written, long durable) {
    long at(AckLevel level) {
      return switch (level) {
        case WRITTEN -> written;
        case SYNCED -> durable;
      };
    }
  }

  /// Somebody who waits; [#end] when it is over otherwise.
  public final class Waiter {
    private final long sequence;
    private final int copies;
    private final AckLevel level;
    private final Runnable action;

    private Waiter(long sequence, int copies, AckLevel level, Runnable action) {
      this.sequence = sequence;
      this.copies = copies;
      this.level = level;
      this.action = action;
    }

    /// Waits no more; the action may be running already.
    public void end() {
      synchronized (StandbyCopies.this) {
        waiters.remove(this);
      }
    }
  }

  @GuardedBy("this")
  private final Map<NodeId, Copy> copies = new HashMap<>();

  @GuardedBy("this")
  private final Set<Waiter> waiters = new LinkedHashSet<>();

  /// A standby has acknowledged so much of the log of this epoch.
  ///
  /// @param written what it holds, on its disk or not
  /// @param durable what is on its disk
  public void heard(NodeId standby, long written, long durable) {
    List<Waiter> reached;
    synchronized (this) {
      copies.put(standby, new Copy(written, durable));
      reached = takeReached();
    }
    reached.forEach(waiter -> waiter.action.run());
  }

  /// A standby follows no more: what it acknowledged does not count.
  public synchronized void left(NodeId standby) {
    copies.remove(standby);
  }

  /// How many standbys hold everything up to a sequence.
  public synchronized int count(long sequence, AckLevel level) {
    int count = 0;
    for (Copy copy : copies.values()) {
      if (copy.at(level) >= sequence) {
        count++;
      }
    }
    return count;
  }

  /// Runs something once so many standbys hold everything up to a sequence: within this call, or on
  /// the thread that brings the news.
  public Waiter whenHeld(long sequence, int standbys, AckLevel level, Runnable action) {
    Waiter waiter = new Waiter(sequence, standbys, level, action);
    boolean isReached;
    synchronized (this) {
      isReached = count(sequence, level) >= standbys;
      if (!isReached) {
        waiters.add(waiter);
      }
    }
    if (isReached) {
      action.run();
    }
    return waiter;
  }

  /// How many wait.
  public synchronized int waiting() {
    return waiters.size();
  }

  @GuardedBy("this")
  private List<Waiter> takeReached() {
    List<Waiter> reached = new ArrayList<>(0);
    for (Waiter waiter : waiters) {
      if (count(waiter.sequence, waiter.level) >= waiter.copies) {
        reached.add(waiter);
      }
    }
    waiters.removeAll(reached);
    return reached;
  }
}
