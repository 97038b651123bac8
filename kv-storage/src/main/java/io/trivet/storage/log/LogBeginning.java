package io.trivet.storage.log;

import io.trivet.storage.disk.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A log that begins behind the start of the group's log, because it lies beside a copy of another
/// node's checkpoint: it has no frame at or below `sequence`, and the copy may show frames up to
/// `endSequence` that this log has yet to get.
///
/// ```
///  0                8                16
///  +----------------+----------------+
///  | sequence       | end sequence   |
///  +----------------+----------------+
/// ```
///
/// Persistent, little-endian, inside a [io.trivet.storage.frame.MetadataFile] named `beginning`.
/// The file is there until the checkpoint beside the log needs nothing from before `endSequence`.
///
/// @param sequence the redo sequence of the copy, the end of a frame; 0: the log has no frame yet
/// @param endSequence no row of the copy shows a frame above it; at least `sequence`
public record LogBeginning(long sequence, long endSequence) {

  public LogBeginning {
    if (sequence < 0 || endSequence < sequence) {
      throw new IllegalArgumentException("a log from " + sequence + ", complete at " + endSequence);
    }
  }

  /// Takes a whole log away and begins another in its place, without a frame. The bytes that were
  /// cut off earlier logs, in `lost-*.wal` and `diverged-*.wal`, stay. On return the new beginning
  /// is durable; a call that was cut short is to be made again before anybody opens the log. Nobody
  /// has it open meanwhile.
  ///
  /// @param epochs of the log that the frames will come from; what it says of frames above the
  ///   beginning is left out, since it comes with the frames
  public void replaceLog(Disk wal, EpochTable epochs) throws IOException {
    for (String name : wal.list()) {
      if (!SegmentName.isKept(name)) {
        wal.delete(name);
      }
    }
    wal.syncDirectory();
    LogFiles files = new LogFiles(wal);
    files.writeEpochs(epochsBefore(epochs));
    files.writeBeginning(this);
  }

  /// True if the checkpoint beside the log, which begins at `redoSequence` and has no version above
  /// `storedSequence`, may be ahead of the log.
  boolean explains(long redoSequence, long storedSequence) {
    return redoSequence < endSequence && storedSequence <= endSequence;
  }

  /// The epochs of the frames below the beginning. If the table does not go back that far, the
  /// epoch that begins there has to stand for them, so that the two logs have one in common.
  private EpochTable epochsBefore(EpochTable epochs) {
    List<EpochTable.Entry> before = new ArrayList<>();
    for (EpochTable.Entry entry : epochs.entries()) {
      boolean isOnly = before.isEmpty() && sequence > 0 && entry.startSequence() == sequence;
      if (entry.startSequence() < sequence || isOnly) {
        before.add(entry);
      }
    }
    return new EpochTable(before);
  }
}
