package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.GroupLog;
import java.io.IOException;
import java.util.function.LongSupplier;

/// The stable sequence of a log, for committed and applied positions that others decide.
///
/// A standby has frames in its log, and knows that they are committed, before it has applied them.
/// A checkpoint that claimed such a frame would let the log be dropped below an effect that is
/// nowhere (I10). So nothing above the applied position counts as committed here.
///
/// Threads: any.
final class LogProgress implements StableSequence {

  private final GroupLog log;
  private final LongSupplier committedSequence;
  private final LongSupplier appliedSequence;

  /// Of a node that applies before it appends.
  LogProgress(GroupLog log, LongSupplier committedSequence) {
    this(log, committedSequence, () -> Long.MAX_VALUE);
  }

  /// @param appliedSequence up to where the keyspace shows the log; anything above the log's end if
  ///   it shows it all
  LogProgress(GroupLog log, LongSupplier committedSequence, LongSupplier appliedSequence) {
    this.log = log;
    this.committedSequence = committedSequence;
    this.appliedSequence = appliedSequence;
  }

  /// The state before the first frame is committed from the start, by a sequence of its own
  /// ([KeyspaceTxn#INITIAL_STATE]) at which no frame ends: a checkpoint that named it could not be
  /// found in the log again.
  @Override
  public long committedSequence() {
    long committed = Math.min(appliedSequence.getAsLong(), committedSequence.getAsLong());
    return committed <= KeyspaceTxn.INITIAL_STATE ? 0 : committed;
  }

  @Override
  public long stableSequence() {
    return Math.min(committedSequence(), log.durableSequence());
  }

  @Override
  public int epochOf(long sequence) {
    return log.epochs().epochOf(sequence);
  }

  @Override
  public int lastEpoch() {
    return log.lastEpoch();
  }

  @Override
  public void makeDurable() throws IOException {
    if (log.durableSequence() < committedSequence()) {
      log.sync();
    }
  }
}
