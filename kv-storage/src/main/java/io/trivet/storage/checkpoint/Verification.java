package io.trivet.storage.checkpoint;

import io.trivet.storage.Invariant;
import io.trivet.storage.keyspace.Slot;
import org.jspecify.annotations.Nullable;

/// A primary's digests of a range of slots, put into the log one after another, so that every copy
/// can compare itself ([StandbyApplier]).
///
/// Threads: the housekeeping makes the steps; the rest any.
public final class Verification {

  private final int firstSlot;
  private final int lastSlot;
  private volatile int slot;
  private volatile long keys;
  private volatile long endSequence;
  private volatile @Nullable String failure;
  private volatile boolean isCancelled;
  private long fromOrder;

  /// @param firstSlot and `lastSlot`, both included, of the slots that are looked at
  Verification(int firstSlot, int lastSlot) {
    Invariant.check(
        0 <= firstSlot && firstSlot <= lastSlot && lastSlot < Slot.COUNT,
        "slots to verify",
        firstSlot,
        lastSlot);
    this.firstSlot = firstSlot;
    this.lastSlot = lastSlot;
    this.slot = firstSlot;
  }

  /// The slots whose digests are all in the log.
  public int slotsDone() {
    return slot - firstSlot;
  }

  /// The slots that are asked for.
  public int slots() {
    return lastSlot - firstSlot + 1;
  }

  /// The keys that were digested.
  public long keys() {
    return keys;
  }

  /// The end of the last digest's frame: a copy that has applied it has compared itself so far.
  public long endSequence() {
    return endSequence;
  }

  /// Whether all digests are in the log.
  public boolean isDone() {
    return slot > lastSlot;
  }

  /// Why this node's own copy cannot be digested; null if nothing is known against it.
  public @Nullable String failure() {
    return failure;
  }

  /// Whether there is more to do.
  public boolean isActive() {
    return !isCancelled && failure == null && !isDone();
  }

  /// No further step is made.
  public void cancel() {
    isCancelled = true;
  }

  int slot() {
    return slot;
  }

  long fromOrder() {
    return fromOrder;
  }

  /// The digest of the next range is in the log.
  ///
  /// @param toOrder where the range ends
  /// @param isSlotsEnd whether that is the slot's end
  void digested(long toOrder, boolean isSlotsEnd, long moreKeys, long sequence) {
    long keysBefore = keys;
    int digestedSlot = slot;
    fromOrder = isSlotsEnd ? 0 : toOrder;
    keys = keysBefore + moreKeys;
    endSequence = sequence;
    if (isSlotsEnd) {
      slot = digestedSlot + 1;
    }
  }

  void fail(String why) {
    failure = why;
  }
}
