package io.trivet.server.replication;

import io.trivet.server.time.Clock;

/// What one standby is told of how far its primary is.
///
/// Threads: the event loop of the session.
final class PrimaryMarks {

  private final PrimaryNode node;
  private final Clock clock;
  private long toldSequence;

  PrimaryMarks(PrimaryNode node, Clock clock) {
    this.node = node;
    this.clock = clock;
  }

  /// How far it is now, for the next message.
  PrimaryMark next() {
    toldSequence = node.committedSequence();
    return new PrimaryMark(toldSequence, node.writtenSequence(), clock.wallMs(), node.isHealthy());
  }

  /// Whether more is committed than the standby was told.
  boolean isBehind() {
    return node.committedSequence() > toldSequence;
  }
}
