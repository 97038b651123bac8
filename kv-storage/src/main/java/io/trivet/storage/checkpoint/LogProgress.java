package io.trivet.storage.checkpoint;

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

  @Override
  public long committedSequence() {
    return Math.min(appliedSequence.getAsLong(), committedSequence.getAsLong());
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
