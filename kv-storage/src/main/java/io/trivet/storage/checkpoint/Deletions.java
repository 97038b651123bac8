package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.EvictionSource;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.GroupLog;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Keeps memory below its limit as a cache does: deletes keys. A deletion is logged like one that a
/// client asks for, so this is for the node that may write.
///
/// A deleted key leaves a tombstone until a checkpoint covers it. What tombstones take counts as
/// free already: else three keys would be deleted where one is enough, and a checkpoint is asked
/// for instead.
///
/// Threads: the housekeeping's.
final class Deletions {

  private static final int KEYS_AT_ONCE = 1_000;
  private static final int FRAME_BYTES = 64 << 10;

  private final Keyspace keyspace;
  private final KeyspaceTxn txn;
  private final GroupLog log;
  private final Evictor evictor;
  private final LongSupplier redoSequence;
  private final EvictionSource source;

  /// Tombstones of deletions up to the mark, and of those behind it.
  private long awaitedBytes;

  private long laterBytes;
  private long markSequence;

  /// @param redoSequence up to where the last checkpoint covers the log
  Deletions(
      Keyspace keyspace,
      KeyspaceTxn txn,
      GroupLog log,
      Evictor evictor,
      LongSupplier redoSequence) {
    this.keyspace = keyspace;
    this.txn = txn;
    this.log = log;
    this.evictor = evictor;
    this.redoSequence = redoSequence;
    this.source = new EvictionSource(keyspace);
  }

  /// Deletes keys until memory is below the limit, a thousand at most.
  ///
  /// @return true if another step at once would delete more
  boolean step(RandomGenerator random, long nowMs) {
    settle();
    evictor.forgetAbsent(random);
    boolean isStuck = false;
    int deleted = 0;
    while (deleted < KEYS_AT_ONCE && isShort() && !isStuck) {
      EvictionSource.Victim victim =
          source.next(evictor.policy(), evictor.samples(), random, nowMs);
      isStuck = victim == null || !log.hasRoom(FRAME_BYTES);
      if (victim != null && !isStuck) {
        delete(victim, nowMs);
        deleted++;
      }
    }
    if (evictor.isAbove() && tombstoneBytes() > 0) {
      evictor.checkpointSoon();
    }
    evictor.noteWhetherFull(isStuck && tombstoneBytes() == 0);
    return deleted == KEYS_AT_ONCE;
  }

  private boolean isShort() {
    return evictor.excessBytes() > tombstoneBytes();
  }

  private long tombstoneBytes() {
    return awaitedBytes + laterBytes;
  }

  /// Forgets tombstones that a checkpoint has covered, or that were taken back with the log: they
  /// are gone.
  private void settle() {
    if (redoSequence.getAsLong() >= markSequence || log.appendedSequence() < markSequence) {
      awaitedBytes = laterBytes;
      laterBytes = 0;
      markSequence = log.appendedSequence();
    }
  }

  private void delete(EvictionSource.Victim victim, long nowMs) {
    txn.begin(victim.database(), nowMs);
    txn.keepAccessClock();
    txn.lock(victim.slot());
    try {
      if (txn.remove(victim.key())) {
        keyspace.countEvicted(1);
        laterBytes += victim.remainingBytes();
      }
    } catch (ColdMissException e) {
      return; // it is gone by other means
    } finally {
      txn.commit();
      txn.unlock();
    }
  }
}
