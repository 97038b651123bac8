package io.trivet.storage.checkpoint;

import io.trivet.storage.log.LogListener;

/// Hears of what happens in storage; the log's events come as they are.
///
/// Threads: as [LogListener] says; the events added here come from storage's own threads.
public interface StorageListener extends LogListener {

  /// A checkpoint is durable.
  default void checkpointed(CheckpointReport report) {}

  /// Keys were read from the store, or are known not to be there, so long after somebody asked.
  /// Told by the threads that read, several at a time.
  default void coldRead(long durationNs) {}

  /// The reserve of the disk is touched from now on, or no more: see [DiskReserve].
  default void diskReserve(boolean isTouched, long usableBytes) {}

  /// The checkpoint store, or a background thread, failed for good. What is committed stays in the
  /// log, but nothing can be said of cold keys any more, and the log cannot be cut: the node must
  /// stop. May be told several times.
  default void storageFailed(Throwable cause) {}
}
