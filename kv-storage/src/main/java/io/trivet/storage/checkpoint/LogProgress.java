package io.trivet.storage.checkpoint;

import io.trivet.storage.log.GroupLog;
import java.io.IOException;
import java.util.function.LongSupplier;

/// The stable sequence of a log, for a committed position that somebody else decides.
///
/// Threads: any.
final class LogProgress implements StableSequence {

  private final GroupLog log;
  private final LongSupplier committedSequence;

  LogProgress(GroupLog log, LongSupplier committedSequence) {
    this.log = log;
    this.committedSequence = committedSequence;
  }

  @Override
  public long committedSequence() {
    return committedSequence.getAsLong();
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
