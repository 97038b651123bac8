package io.trivet.server;

import io.trivet.server.dispatch.LogRoom;
import io.trivet.storage.checkpoint.CheckpointReport;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.checkpoint.StorageListener;
import io.trivet.storage.log.LogFailedException;
import io.trivet.storage.log.LogListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes on what storage tells: progress to those who decide what is committed, room to those who
/// wait for it. A failure of the log or the store ends the process at once: memory may be ahead of
/// the disk, so nothing may be answered any more (I19).
///
/// Threads: any.
final class NodeListener implements StorageListener {

  private static final Logger LOG = LoggerFactory.getLogger(NodeListener.class);

  /// EX_IOERR of sysexits: the supervisor sees that it was the disk.
  private static final int EXIT_IO_ERROR = 74;

  private final StorageTimes times;
  private volatile @Nullable Storage storage;
  private volatile LogListener progress = new LogListener() {};
  private volatile @Nullable NodeSaves saves;
  private final LogRoom logRoom = new LogRoom(this::hasRoom, this::isDiskShort);

  NodeListener(StorageTimes times) {
    this.times = times;
  }

  LogRoom logRoom() {
    return logRoom;
  }

  /// Begins to pass on the log's progress.
  void begin(Storage opened, LogListener told) {
    progress = told;
    storage = opened;
  }

  /// Tells of syncs and checkpoints from now on.
  void tell(NodeSaves waiting) {
    saves = waiting;
  }

  @Override
  public void checkpointed(CheckpointReport report) {
    times.checkpointed(report);
    NodeSaves waiting = saves;
    if (waiting != null) {
      waiting.checkpointed();
    }
  }

  @Override
  public void written(long sequence) {
    progress.written(sequence);
    tellStorage();
  }

  @Override
  public void durable(long sequence) {
    progress.durable(sequence);
    tellStorage();
    NodeSaves waiting = saves;
    if (waiting != null) {
      waiting.durable(sequence);
    }
  }

  @Override
  public void synced(long durationNs) {
    times.synced(durationNs);
  }

  @Override
  public void coldRead(long durationNs) {
    times.coldRead(durationNs);
  }

  @Override
  public void roomAvailable() {
    logRoom.available();
    progress.roomAvailable();
  }

  @Override
  public void failed(LogFailedException cause) {
    times.logFailed();
    storageFailed(cause);
  }

  @Override
  public void diskReserve(boolean isTouched, long usableBytes) {
    if (isTouched) {
      LOG.error("disk short, writes are refused: make space usableBytes={}", usableBytes);
    } else {
      LOG.warn("disk has space again, writes are accepted usableBytes={}", usableBytes);
    }
  }

  @Override
  public void storageFailed(Throwable cause) {
    times.storageFailed();
    stopProcess(cause);
  }

  /// Ends the process at once, before anything false is answered.
  static void stopProcess(Throwable cause) {
    LOG.error("failed, the process ends so that nothing false is answered", cause);
    Runtime.getRuntime().halt(EXIT_IO_ERROR);
  }

  private boolean hasRoom(int bytes) {
    Storage opened = storage;
    return opened != null && opened.log().hasRoom(bytes);
  }

  private boolean isDiskShort() {
    Storage opened = storage;
    return opened != null && (opened.diskReserve().isTouched() || opened.log().isDiskFull());
  }

  private void tellStorage() {
    Storage opened = storage;
    if (opened != null) {
      opened.committed();
    }
  }
}
