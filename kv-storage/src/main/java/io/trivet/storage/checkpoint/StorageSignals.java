package io.trivet.storage.checkpoint;

import io.trivet.storage.log.LogFailedException;
import io.trivet.storage.log.LogListener;
import org.jspecify.annotations.Nullable;

/// Passes the log's events on, and wakes the checkpoint when the log is synced.
///
/// Threads: as [LogListener] says.
final class StorageSignals implements LogListener {

  private final StorageListener listener;
  private volatile @Nullable Storage storage;

  StorageSignals(StorageListener listener) {
    this.listener = listener;
  }

  /// The storage whose log this is; what happens before is only passed on.
  void storage(Storage opened) {
    storage = opened;
  }

  @Override
  public void written(long sequence) {
    listener.written(sequence);
  }

  @Override
  public void durable(long sequence) {
    listener.durable(sequence);
    Storage opened = storage;
    if (opened != null) {
      opened.committed();
    }
  }

  @Override
  public void synced(long durationNs) {
    listener.synced(durationNs);
  }

  @Override
  public void roomAvailable() {
    listener.roomAvailable();
  }

  @Override
  public void failed(LogFailedException cause) {
    listener.failed(cause);
  }
}
