package io.trivet.storage.checkpoint;

import io.trivet.storage.effect.DigestRange;
import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.StateDigest;
import org.jspecify.annotations.Nullable;

/// Compares a standby's copy with the digests that the primary put into the log: at a mark it takes
/// the digest of the same keys, at the sum it compares.
///
/// The log orders a mark among all changes of its slot, on both nodes, so the two look at the same
/// state (I16). A sum whose mark was not met, because it came before the start, is passed over.
///
/// Threads: the applier's, between two frames.
final class DigestComparison implements AutoCloseable {

  private final KeyspaceTxn txn;
  private final SlotDigester digester;
  private @Nullable Taken taken;

  DigestComparison(Keyspace keyspace, CheckpointStore store) {
    this.txn = keyspace.replay();
    this.digester = new SlotDigester(keyspace, store);
  }

  /// The last digest that was taken; a primary marks one range at a time.
  private record Taken(long markSequence, int slot, StateDigest digest) {}

  /// A mark is the next frame; everything before it is applied.
  ///
  /// @throws CopyDiffersException if the range cannot be read here
  void mark(long sequence, EffectRecord.DigestMark mark) throws CopyDiffersException {
    DigestRange range = mark.range();
    try {
      taken = new Taken(sequence, range.slot(), digest(range));
    } catch (StoreException e) {
      throw new CopyDiffersException(
          new SlotDifference(range.slot(), sequence, 0, 0), String.valueOf(e.getMessage()));
    }
  }

  /// The primary's digest of the last mark.
  ///
  /// @throws CopyDiffersException if that of this copy is another
  void sum(EffectRecord.DigestSum primary) throws CopyDiffersException {
    Taken own = taken;
    taken = null;
    if (own == null || own.markSequence != primary.markSequence()) {
      return;
    }
    StateDigest digest = own.digest;
    if (digest.sum() != primary.sum() || digest.keys() != primary.keys()) {
      throw new CopyDiffersException(
          new SlotDifference(own.slot, own.markSequence, primary.sum(), digest.sum()),
          "%d keys with digest %016x here, %d with %016x on the primary"
              .formatted(digest.keys(), digest.sum(), primary.keys(), primary.sum()));
    }
  }

  /// The applier goes on elsewhere.
  void forget() {
    taken = null;
  }

  @Override
  public void close() {
    digester.close();
    txn.close();
  }

  private StateDigest digest(DigestRange range) throws StoreException {
    SlotDigester.Begun begun;
    txn.begin(0, 0);
    txn.lock(range.slot());
    try {
      begun = digester.begin(range);
    } finally {
      txn.unlock();
    }
    try (begun) {
      return begun.finish();
    }
  }
}
