package io.trivet.server.failover;

import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogReceiver;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The end of this node's log at which the frames of a primary come in.
///
/// An epoch that the primary's log begins must be on the disk here before its first frame is taken
/// (I1, I8), so a batch is taken up to there, and the rest after [#beginNextEpoch].
///
/// Threads: opened, closed, and epochs begun on the disk's thread, while nothing is taken; taken by
/// the event loop of the link.
final class ReceivingLog {

  private final GroupLog log;
  private final Storage storage;
  private volatile @Nullable LogReceiver receiver;
  private volatile int nextEpoch;

  ReceivingLog(Storage storage) {
    this.storage = storage;
    this.log = storage.log();
  }

  /// Lets frames come in at the end of the log, where it has been cut off behind `sequence`. Blocks
  /// on the disk.
  void openAt(long sequence) throws IOException {
    if (sequence < log.appendedSequence()) {
      close();
      storage.truncateAfter(sequence);
    }
    if (receiver == null) {
      receiver = log.receiver();
    }
    nextEpoch = 0;
  }

  /// Takes whole frames, as far as there is room and they are of the epoch that has begun.
  ///
  /// @return the bytes taken
  int take(long address, int bytes) throws IOException {
    LogReceiver open = receiver;
    if (open == null || nextEpoch != 0) {
      return 0;
    }
    int taken = 0;
    while (taken < bytes) {
      int run = run(address + taken, bytes - taken);
      if (run == 0 || !log.hasRoom(run)) {
        break;
      }
      open.append(address + taken, run);
      taken += run;
    }
    log.endBatch();
    return taken;
  }

  /// Whether frames wait for an epoch to be begun.
  boolean isNextEpochWanted() {
    return nextEpoch != 0;
  }

  /// Begins the epoch that the next frames are of; durable on return.
  void beginNextEpoch() throws IOException {
    LogReceiver open = receiver;
    if (open != null && nextEpoch != 0) {
      open.beginEpoch(nextEpoch);
    }
    nextEpoch = 0;
  }

  /// Lets nothing come in any more.
  void close() {
    LogReceiver open = receiver;
    receiver = null;
    if (open != null) {
      open.close();
    }
  }

  /// The bytes of the frames from `address` on that are of the begun epoch.
  private int run(long address, int bytes) {
    int epoch = log.lastEpoch();
    int run = 0;
    while (run < bytes && FrameDescriptor.epoch(address + run) == epoch) {
      run += FrameDescriptor.length(address + run);
    }
    if (run == 0 && FrameDescriptor.epoch(address) > epoch) {
      nextEpoch = FrameDescriptor.epoch(address);
    }
    return run;
  }
}
