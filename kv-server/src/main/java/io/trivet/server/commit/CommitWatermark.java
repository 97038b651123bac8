package io.trivet.server.commit;

import io.trivet.storage.keyspace.KeyspaceTxn;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// The growing edge of what is committed: everything below it survives what the node promises, be
/// it by its own log ([LocalCommit]) or by the copies of its group.
///
/// Threads: any. Invariants: never falls, also not when the promise becomes stricter.
public final class CommitWatermark {

  private final AtomicLong committed;
  private final ReleasePermit permit;
  private final List<ReplyGate> gates = new CopyOnWriteArrayList<>();

  /// Starts at `sequence`, all of which is committed, as is the state before the first frame.
  ///
  /// @param permit whether anything may leave at all
  public CommitWatermark(long sequence, ReleasePermit permit) {
    this.committed = new AtomicLong(Math.max(sequence, KeyspaceTxn.INITIAL_STATE));
    this.permit = permit;
  }

  /// Everything with a sequence up to this one is committed.
  public long committedSequence() {
    return committed.get();
  }

  /// Everything up to `sequence` is committed; what is lower than before says nothing.
  public void advance(long sequence) {
    long before = committed.getAndAccumulate(sequence, Math::max);
    if (sequence > before) {
      tell(sequence);
    }
  }

  /// The permit may have been given again.
  public void permitted() {
    tell(committed.get());
  }

  /// Tells `gate` of every advance from now on.
  void add(ReplyGate gate) {
    gates.add(gate);
  }

  ReleasePermit permit() {
    return permit;
  }

  private void tell(long sequence) {
    for (ReplyGate gate : gates) {
      gate.committed(sequence);
    }
  }
}
