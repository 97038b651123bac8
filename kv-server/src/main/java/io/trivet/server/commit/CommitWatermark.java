package io.trivet.server.commit;

import io.trivet.storage.log.LogFailedException;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.SyncPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The growing edge of what is committed: everything below it survives what the sync policy
/// promises.
///
/// A node without a group commits what its own log holds: under `always` what is synced, else what
/// reached the operating system, so that a killed process loses nothing acknowledged.
///
/// Threads: any. Invariants: never falls, also not when the policy becomes stricter.
public final class CommitWatermark implements LogListener {

  private final AtomicLong committed;
  private final Supplier<SyncPolicy> policy;
  private final List<ReplyGate> gates = new CopyOnWriteArrayList<>();
  private final Runnable onRoom;
  private final Consumer<LogFailedException> onFailure;

  /// Starts at `sequence`, all of which is committed. `onRoom` is told when the log can take writes
  /// again, `onFailure` when it never will.
  public CommitWatermark(
      long sequence,
      Supplier<SyncPolicy> policy,
      Runnable onRoom,
      Consumer<LogFailedException> onFailure) {
    this.committed = new AtomicLong(sequence);
    this.policy = policy;
    this.onRoom = onRoom;
    this.onFailure = onFailure;
  }

  /// Everything with a sequence up to this one is committed.
  public long committedSequence() {
    return committed.get();
  }

  /// Tells `gate` of every advance from now on.
  public void add(ReplyGate gate) {
    gates.add(gate);
  }

  @Override
  public void written(long sequence) {
    if (policy.get() != SyncPolicy.ALWAYS) {
      advance(sequence);
    }
  }

  @Override
  public void durable(long sequence) {
    advance(sequence);
  }

  @Override
  public void roomAvailable() {
    onRoom.run();
  }

  @Override
  public void failed(LogFailedException cause) {
    onFailure.accept(cause);
  }

  private void advance(long sequence) {
    long before = committed.getAndAccumulate(sequence, Math::max);
    if (sequence > before) {
      for (ReplyGate gate : gates) {
        gate.committed(sequence);
      }
    }
  }
}
