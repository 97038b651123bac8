package io.trivet.server.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// Holds the replies of one event loop until the sequence they depend on is committed (I21) and the
/// node may let anything leave (I22).
///
/// Replies of one connection keep their order because the connection hands in its next batch only
/// behind the last one. Bounded by what the connections hold: each stops reading at its own bound.
///
/// Threads: [#committed] from any thread, the rest on the loop. Invariants: no reply is released
/// below its sequence.
public final class ReplyGate {

  /// Something that waits for a sequence.
  public interface Held {
    /// The sequence it waits for.
    long neededSequence();

    /// What [ReplyGate#ask] said when it was made.
    long asked();

    /// That sequence is committed, and it may leave.
    void release();
  }

  private static final long NOTHING_HELD = Long.MAX_VALUE;

  private final Executor loop;
  private final CommitWatermark watermark;
  private final AtomicBoolean isReleaseScheduled = new AtomicBoolean();
  private final Runnable scheduledRelease = this::releaseScheduled;
  private List<Held> held = new ArrayList<>();
  private List<Held> candidates = new ArrayList<>();
  private boolean isReleasing;
  private volatile long lowestNeeded = NOTHING_HELD;
  private long lowestAsked = NOTHING_HELD;

  /// A gate whose releases run on `loop`.
  public ReplyGate(Executor loop, CommitWatermark watermark) {
    this.loop = loop;
    this.watermark = watermark;
    watermark.add(this);
  }

  /// Asks for what a reply that is made now needs to leave.
  ///
  /// @return 0 for one that depends on no data
  public long ask(long sequence) {
    return sequence == 0 ? 0 : watermark.permit().ask();
  }

  /// Whether a reply that depends on `sequence`, and asked for that, may leave now. One that
  /// depends on no data, 0, may at any time: a node that has lost its group still says how it is.
  public boolean isOpen(long sequence, long asked) {
    return sequence == 0
        || (sequence <= watermark.committedSequence() && watermark.permit().isGiven(asked));
  }

  /// Holds something until its sequence is committed; it is never released within this call.
  public void hold(Held reply) {
    held.add(reply);
    lowestAsked = Math.min(lowestAsked, reply.asked());
    if (reply.neededSequence() < lowestNeeded) {
      lowestNeeded = reply.neededSequence();
    }
    // Watermark and permit are read after lowestNeeded was written, and moved before it is read:
    // one of the two sides sees the other.
    if (isOpen(reply.neededSequence(), reply.asked())) {
      schedule();
    }
  }

  /// Everything up to `sequence` is committed, or may leave.
  void committed(long sequence) {
    if (sequence >= lowestNeeded) {
      schedule();
    }
  }

  /// Releases what may go.
  public void release() {
    if (isReleasing
        || watermark.committedSequence() < lowestNeeded
        || !watermark.permit().isGiven(lowestAsked)) {
      return;
    }
    isReleasing = true;
    List<Held> all = held;
    held = candidates;
    candidates = all;
    lowestNeeded = NOTHING_HELD;
    lowestAsked = NOTHING_HELD;
    for (Held each : all) {
      if (isOpen(each.neededSequence(), each.asked())) {
        each.release();
      } else {
        hold(each);
      }
    }
    all.clear();
    isReleasing = false;
  }

  /// Number of replies held.
  public int size() {
    return held.size();
  }

  private void schedule() {
    if (isReleaseScheduled.compareAndSet(false, true)) {
      loop.execute(scheduledRelease);
    }
  }

  private void releaseScheduled() {
    isReleaseScheduled.set(false);
    release();
  }
}
