package io.trivet.server.net;

import io.trivet.storage.log.LogFailedException;

/// What a node does with its log when an event loop has executed all that had arrived, before the
/// replies may leave.
@FunctionalInterface
public interface BatchEnd {

  /// Writes what was appended; never syncs.
  void run() throws LogFailedException;
}
