package io.trivet.storage.checkpoint;

import java.io.IOException;

/// Hears of checkpoints. Threads: the checkpoint's.
public interface CheckpointListener {

  /// A checkpoint is durable: log below its redo sequence is not needed for a start any more.
  ///
  /// @throws IOException if what follows from it fails; that fails the checkpoint too
  void completed(CheckpointReport report) throws IOException;

  /// The checkpoint cannot go on, and never will in this process: the node must stop. Told once.
  void failed(Throwable cause);
}
