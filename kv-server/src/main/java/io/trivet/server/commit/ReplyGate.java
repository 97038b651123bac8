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

    /// That sequence is committed.
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

  /// A gate whose releases run on `loop`.
  public ReplyGate(Executor loop, CommitWatermark watermark) {
    this.loop = loop;
    this.watermark = watermark;
    watermark.add(this);
  }

  /// Whether a reply that depends on `sequence` may leave now. One that depends on no data, 0, may
  /// at any time: a node that has lost its group still says how it is.
  public boolean isOpen(long sequence) {
    return sequence == 0
        || (sequence <= watermark.committedSequence() && watermark.isReleasePermitted());
  }

  /// Holds something until its sequence is committed; it is never released within this call.
  public void hold(Held reply) {
    held.add(reply);
    if (reply.neededSequence() < lowestNeeded) {
      lowestNeeded = reply.neededSequence();
    }
    // Watermark and permit are read after lowestNeeded was written, and moved before it is read:
    // one of the two sides sees the other.
    if (watermark.isReleasePermitted()) {
      committed(watermark.committedSequence());
    }
  }

  /// Everything up to `sequence` is committed.
  void committed(long sequence) {
    if (sequence >= lowestNeeded && isReleaseScheduled.compareAndSet(false, true)) {
      loop.execute(scheduledRelease);
    }
  }

  /// Releases what may go.
  public void release() {
    while (!isReleasing
        && watermark.committedSequence() >= lowestNeeded
        && watermark.isReleasePermitted()) {
      isReleasing = true;
      List<Held> all = held;
      held = candidates;
      candidates = all;
      lowestNeeded = NOTHING_HELD;
      long committed = watermark.committedSequence();
      for (Held each : all) {
        if (each.neededSequence() <= committed) {
          each.release();
        } else {
          hold(each);
        }
      }
      all.clear();
      isReleasing = false;
    }
  }

  /// Number of replies held.
  public int size() {
    return held.size();
  }

  private void releaseScheduled() {
    isReleaseScheduled.set(false);
    release();
  }
}
