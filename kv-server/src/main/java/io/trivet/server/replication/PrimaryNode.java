package io.trivet.server.replication;

import io.trivet.raft.group.Lineage;
import java.io.IOException;
import java.util.UUID;

/// What the link needs of a node that is primary, for one tenure.
///
/// Threads: any; nothing blocks unless it says so.
public interface PrimaryNode {

  /// Of the tenure.
  int epoch();

  /// Of the log, up to where it is written: [LogFeed]s read no further.
  Lineage lineage();

  /// Where the oldest frame begins that can be read.
  long firstSequence();

  /// The end of what reached the operating system; does not fall.
  long writtenSequence();

  /// All up to here is committed; does not fall.
  long committedSequence();

  /// Whether the node's data path makes progress.
  boolean isHealthy();

  /// A reader of the log behind `sequence`, the end of a frame or 0.
  LogFeed feed(long sequence);

  /// An image. May block for long.
  ///
  /// @param partial the one of which the standby has a part, if it can still be had; zeros: none
  ImageFeed image(UUID partial) throws IOException;
}
