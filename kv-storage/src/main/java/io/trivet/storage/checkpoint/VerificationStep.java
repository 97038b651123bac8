package io.trivet.storage.checkpoint;

import io.trivet.storage.effect.DigestRange;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.value.StateDigest;
import org.jspecify.annotations.Nullable;

/// Makes the steps of a [Verification]: takes digests of a few ranges, each at a mark in the log,
/// and puts them into the log.
///
/// Threads: the housekeeping's; [#begin] any.
final class VerificationStep implements AutoCloseable {

  /// How long a step takes, if no single range takes longer.
  private static final long STEP_NS = 2 * StorageClock.NS_PER_MS;

  private static final int FRAME_BYTES = 1 << 10;

  private final KeyspaceTxn txn;
  private final GroupLog log;
  private final StorageClock clock;
  private final SlotDigester digester;
  private volatile @Nullable Verification verification;

  VerificationStep(
      Keyspace keyspace, KeyspaceTxn txn, GroupLog log, CheckpointStore store, StorageClock clock) {
    this.txn = txn;
    this.log = log;
    this.clock = clock;
    this.digester = new SlotDigester(keyspace, store);
  }

  /// Works on this one from now on, and on no other.
  void begin(Verification wanted) {
    verification = wanted;
  }

  /// Whether there is something to do.
  boolean isActive() {
    Verification current = verification;
    return current != null && current.isActive();
  }

  /// Digests some ranges, if there is something to do.
  void step(long nowMs) {
    Verification current = verification;
    if (current == null) {
      return;
    }
    long startNs = clock.monotonicNs();
    while (current.isActive()
        && log.hasRoom(FRAME_BYTES)
        && clock.monotonicNs() - startNs < STEP_NS) {
      try {
        digest(current, nowMs);
      } catch (StoreException e) {
        current.fail(String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public void close() {
    digester.close();
  }

  private void digest(Verification current, long nowMs) throws StoreException {
    DigestRange range;
    SlotDigester.Begun begun;
    long mark;
    txn.begin(0, nowMs);
    txn.lock(current.slot());
    try {
      range = digester.range(current.slot(), current.fromOrder());
      begun = digester.begin(range);
      txn.digestMark(range);
    } finally {
      mark = txn.commit();
      txn.unlock();
    }
    StateDigest digest;
    try (begun) {
      digest = begun.finish();
    }
    txn.begin(0, nowMs);
    txn.digestSum(mark, digest);
    long end = txn.commit();
    txn.unlock();
    current.digested(range.toOrder(), range.toOrder() == DigestRange.ORDER_END, digest.keys(), end);
  }
}
