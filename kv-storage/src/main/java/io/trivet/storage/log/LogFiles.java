package io.trivet.storage.log;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.MetadataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The small files beside the segments: the epoch table, the mark of a clean stop, where a log
/// began that others had begun before, and the decision to cut the log.
///
/// The mark exists only between a clean stop and the next epoch or following: it holds the sequence
/// at which the log ended. The decision exists only until the log has been cut: it holds the
/// sequence at which it must end, and the one at which it ended, see [LogTruncation]. Sequences are
/// u64, little-endian.
///
/// Threads: one at a time.
final class LogFiles {

  static final String EPOCHS = "epochs";
  static final String CLEAN_STOP = "clean-stop";
  static final String BEGINNING = "beginning";
  static final String TRUNCATION = "truncation";

  /// Persistent: never change, never reuse. 1 was an epoch table that did not mark own epochs.
  private static final int CLEAN_STOP_KIND = 2;

  private static final int EPOCHS_KIND = 3;
  private static final int TRUNCATION_KIND = 4;
  private static final int BEGINNING_KIND = 11;

  private final Disk disk;
  private final MetadataFile epochs;
  private final MetadataFile cleanStop;
  private final MetadataFile beginning;
  private final MetadataFile truncation;

  LogFiles(Disk disk) {
    this.disk = disk;
    this.epochs = new MetadataFile(disk, EPOCHS, EPOCHS_KIND);
    this.cleanStop = new MetadataFile(disk, CLEAN_STOP, CLEAN_STOP_KIND);
    this.beginning = new MetadataFile(disk, BEGINNING, BEGINNING_KIND);
    this.truncation = new MetadataFile(disk, TRUNCATION, TRUNCATION_KIND);
  }

  /// The decision to cut the log.
  ///
  /// @param sequence where it must end
  /// @param end where it ended
  record Truncation(long sequence, long end) {}

  /// Deletes what an interrupted replacement or preparation left.
  void deleteUnfinished() throws IOException {
    for (String name : disk.list()) {
      if (name.endsWith(MetadataFile.UNFINISHED_SUFFIX)) {
        disk.delete(name);
      }
    }
  }

  /// The stored table; null if there is none.
  @Nullable EpochTable readEpochs() throws IOException {
    ByteBuffer payload = epochs.read();
    return payload == null ? null : EpochTable.decode(payload);
  }

  void writeEpochs(EpochTable table) throws IOException {
    epochs.replace(table.encode());
  }

  /// Where the log ended when it was closed; -1 if it was not closed, or if nobody can tell.
  long readCleanStop() throws IOException {
    try {
      ByteBuffer payload = cleanStop.read();
      return payload == null || payload.remaining() != Long.BYTES ? -1 : payload.getLong();
    } catch (CorruptFrameException e) {
      return -1; // the mark only ever adds certainty
    }
  }

  void writeCleanStop(long sequence) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    cleanStop.replace(payload.putLong(sequence).flip());
  }

  /// Takes the mark away; durable after the next sync of the directory.
  void deleteCleanStop() throws IOException {
    cleanStop.delete();
  }

  /// Where the log began, if it lies beside a copy of another node's checkpoint that it has not
  /// caught up with; null otherwise.
  ///
  /// @throws CorruptFrameException if the file is not what was written
  @Nullable LogBeginning readBeginning() throws IOException {
    ByteBuffer payload = beginning.read();
    return payload == null ? null : new LogBeginning(payload.getLong(), payload.getLong());
  }

  void writeBeginning(LogBeginning stored) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    beginning.replace(payload.putLong(stored.sequence()).putLong(stored.endSequence()).flip());
  }

  /// The log has caught up. Durable after the next sync of the directory; until then it does no
  /// harm.
  void deleteBeginning() throws IOException {
    beginning.delete();
  }

  /// What was decided; null if nothing was.
  ///
  /// @throws CorruptFrameException if something was, and cannot be read
  @Nullable Truncation readTruncation() throws IOException {
    ByteBuffer payload = truncation.read();
    return payload == null ? null : new Truncation(payload.getLong(), payload.getLong());
  }

  /// Decides; durable on return.
  void writeTruncation(Truncation decided) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    truncation.replace(payload.putLong(decided.sequence).putLong(decided.end).flip());
  }

  /// Takes the decision away; durable after the next sync of the directory.
  void deleteTruncation() throws IOException {
    truncation.delete();
  }
}
