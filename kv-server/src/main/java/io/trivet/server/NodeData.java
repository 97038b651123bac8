package io.trivet.server;

import io.trivet.server.command.DebugControl;
import io.trivet.server.command.SaveControl;
import io.trivet.server.command.StorageFacts;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.config.Config;
import io.trivet.server.dispatch.ColdLoader;
import io.trivet.server.dispatch.LogRoom;
import io.trivet.server.dispatch.WorkerPool;
import io.trivet.server.metrics.Metrics;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.LogFailedException;
import java.io.IOException;

/// What a node serves from: [StoredData], or [NoData] on a voter.
///
/// Threads: opened and closed by one; the parts say for themselves.
interface NodeData {

  /// Up to where answers may leave.
  CommitWatermark watermark();

  /// A transaction object for one thread.
  KeyspaceTxn transaction();

  /// The threads that may wait for the disk.
  WorkerPool workers();

  /// Reads keys that are not in memory.
  ColdLoader coldLoader();

  /// Whether the log takes more.
  LogRoom logRoom();

  /// The end of the log.
  long appendedSequence();

  /// Writes what the commands of one turn of an event loop appended.
  void endBatch() throws LogFailedException;

  /// Numbers about the data, as commands see them.
  StorageFacts figures();

  /// Begins to count hits, misses and expired keys anew.
  void resetCounters();

  /// Checkpoints that clients ask for.
  SaveControl saves();

  /// Switches for tests.
  DebugControl debugging();

  /// Tells `/metrics` of it.
  void bind(Metrics metrics, Config config);

  /// Why the data takes no writes and never will; empty if it does.
  String failure();

  /// Closes it.
  ///
  /// @param withCheckpoint whether a last one is made, so that the next start replays less
  void close(boolean withCheckpoint) throws IOException;
}
