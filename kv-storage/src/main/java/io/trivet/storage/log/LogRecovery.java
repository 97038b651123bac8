package io.trivet.storage.log;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ends a truncation that was decided, reads the log from the redo sequence to its end, decides
/// whether it ended there, and repairs the end.
///
/// The log ends at the first position where no valid frame lies. Whether it was torn there by a
/// crash or has been damaged since is decided by what is known to have been synced (I17): the redo
/// sequence, the highest version in the checkpoint, the starts of epochs, the mark of a clean stop,
/// and the durable sequence that each segment header carries, and each frame that was made here
/// (ADR-0008), also those that follow the end (ADR-0005). If any of them lies above the end, synced
/// bytes are gone: that is damage, and the start is refused. Otherwise nothing at or above the end
/// was ever known to be synced, and it is cut; whatever valid frames are cut with it are kept in a
/// file.
///
/// Why valid frames behind the end do not by themselves make it damage: un-synced pages reach the
/// disk in any order, so a power loss under `everysec` leaves holes as a rule.
///
/// Threads: one; used once.
final class LogRecovery implements LogTail.Lineage {

  private static final String WHAT_TO_DO =
      "Restore the file from a copy or from a standby, or start once with"
          + " --force-truncate-log yes:"
          + " the log then ends here, and what follows is kept in lost-*.wal";

  private final Disk disk;
  private final LogOptions options;
  private final long fromSequence;
  private final long storedSequence;
  private final FrameVisitor visitor;
  private final LogFiles files;
  private final LogTruncation truncation;

  private @Nullable LogBeginning beginning;
  private EpochTable epochs = EpochTable.empty();
  private boolean isTableRebuilt;
  private List<Long> segments = List.of();
  private long position;
  private long provenSequence;
  private int lastEpoch;
  private long frames;

  LogRecovery(
      Disk disk, LogOptions options, long fromSequence, long storedSequence, FrameVisitor visitor) {
    this.disk = disk;
    this.options = options;
    this.fromSequence = fromSequence;
    this.storedSequence = Math.max(fromSequence, storedSequence);
    this.visitor = visitor;
    this.files = new LogFiles(disk);
    this.truncation = new LogTruncation(disk, files);
    this.position = fromSequence;
  }

  /// Where the readable log ends.
  ///
  /// @param segment index of the segment in which it ends; -1: there is none
  /// @param sequence the position
  /// @param isHeaderDamaged nothing of the segment is readable
  /// @param whatIsThere instead of a frame
  record End(int segment, long sequence, boolean isHeaderDamaged, String whatIsThere) {}

  RecoveredLog run() throws IOException {
    files.deleteUnfinished();
    LogFiles.Truncation decided = cutSegments();
    segments = findSegments();
    readEpochs();
    if (decided != null) {
      epochs = truncation.finish(epochs, decided);
    }
    long cleanStop = files.readCleanStop();
    beginning = files.readBeginning();
    long stored = storedSequence();
    prove(stored);
    prove(epochs.lastStartSequence());
    prove(cleanStop);
    End end = readFrames();
    boolean wasCleanStop = cleanStop == end.sequence && isLastSegment(end.segment);
    LogTail tail = new LogTail(disk, segments, end, this);
    if (!wasCleanStop) {
      prove(tail.durableSequenceBehind());
    }
    boolean isLogMissing = end.segment < 0 && fromSequence > 0 && !isAtBeginning();
    if ((isLogMissing || provenSequence > end.sequence) && !options.forceTruncate()) {
      throw damaged(end);
    }
    return repair(end, stored, tail, wasCleanStop);
  }

  /// The highest version in the checkpoint that this log has had: those of a copy from another node
  /// come before their frames.
  private long storedSequence() {
    LogBeginning begun = beginning;
    boolean isAhead = begun != null && begun.explains(fromSequence, storedSequence);
    return isAhead ? fromSequence : storedSequence;
  }

  /// True if the log began at the redo sequence, and so may have no frame yet.
  private boolean isAtBeginning() {
    return beginning != null && beginning.sequence() == fromSequence;
  }

  private RecoveredLog repair(End end, long stored, LogTail tail, boolean wasCleanStop)
      throws IOException {
    long endSequence = Math.max(end.sequence, stored);
    if (end.sequence < stored) {
      tail.setAside(segments); // forced: the log begins anew where the checkpoint ends
    } else if (!wasCleanStop) {
      tail.cut(options.forceTruncate());
      tail.makeDurable(Math.min(provenSequence, endSequence), endSequence);
    }
    if (isTableRebuilt || epochs.lastStartSequence() > endSequence) {
      epochs = epochs.truncatedAfter(endSequence);
      files.writeEpochs(epochs);
    }
    List<Long> left = tail.segmentsLeft();
    long consistentFromSequence = beginning == null ? 0 : beginning.endSequence();
    if (consistentFromSequence <= endSequence) {
      consistentFromSequence = 0;
      if (!left.isEmpty()) {
        files.deleteBeginning();
      }
    }
    WalSegment last = left.isEmpty() ? null : WalSegment.reopen(disk, left.getLast(), endSequence);
    return new RecoveredLog(
        endSequence,
        epochs,
        left,
        last,
        consistentFromSequence,
        new RecoveryReport(wasCleanStop, frames, endSequence, tail.cutBytes(), tail.lostFiles()));
  }

  /// Goes on with a truncation that was decided; returns it, null if there is none.
  private LogFiles.@Nullable Truncation cutSegments() throws IOException {
    LogFiles.Truncation decided;
    try {
      decided = files.readTruncation();
    } catch (CorruptFrameException e) {
      if (!options.forceTruncate()) {
        throw e;
      }
      files.deleteTruncation();
      return null;
    }
    if (decided != null) {
      disk.syncDirectory(); // the crash may have come before the decision was durable
      truncation.cutSegments(decided);
    }
    return decided;
  }

  private List<Long> findSegments() throws IOException {
    List<Long> found = new ArrayList<>();
    for (String name : disk.list()) {
      if (SegmentName.isSegment(name)) {
        found.add(SegmentName.firstSequence(name));
      }
    }
    return found;
  }

  private void readEpochs() throws IOException {
    try {
      EpochTable stored = files.readEpochs();
      if (stored != null) {
        epochs = stored;
        return;
      }
      if (segments.isEmpty()) {
        return;
      }
      throw new CorruptFrameException(
          disk.describe(LogFiles.EPOCHS),
          0,
          -1,
          "the epoch table is missing, but there are segments",
          WHAT_TO_DO);
    } catch (CorruptFrameException e) {
      if (!options.forceTruncate()) {
        throw e;
      }
      isTableRebuilt = true;
    }
  }

  /// Hands all readable frames from the position on to the visitor.
  private End readFrames() throws IOException {
    int index = segments.size() - 1;
    while (index >= 0 && segments.get(index) > position) {
      index--;
    }
    if (index < 0) {
      return new End(-1, position, false, "no segment");
    }
    while (true) {
      End end = readSegment(index);
      if (end.isHeaderDamaged || isLastSegment(index) || end.sequence != segments.get(index + 1)) {
        return end;
      }
      index++;
    }
  }

  private End readSegment(int index) throws IOException {
    try (SegmentFrames segment = SegmentFrames.open(disk, segments.get(index))) {
      SegmentDescriptor descriptor = segment.descriptor();
      if (descriptor == null) {
        return new End(index, segment.firstSequence(), true, "a damaged segment header");
      }
      prove(descriptor.durableSequence());
      if (position == fromSequence && !seekRedo(segment)) {
        return new End(index, segment.position(), false, "no frame that leads to the checkpoint");
      }
      long limit = isLastSegment(index) ? Long.MAX_VALUE : segments.get(index + 1);
      FrameFault fault = FrameFault.NONE;
      while (fault == FrameFault.NONE && position < limit) {
        fault = segment.next();
        if (fault == FrameFault.NONE) {
          fault = visit(segment);
        }
      }
      End end = new End(index, position, false, fault.text());
      if (fault == FrameFault.UNKNOWN_FORMAT && !options.forceTruncate()) {
        throw damaged(end);
      }
      return end;
    }
  }

  /// Moves to the redo sequence: a frame must be there, or the frames before it must lead there.
  /// False if neither is so, the position then being that of the first frame that is missing.
  private boolean seekRedo(SegmentFrames segment) throws IOException {
    segment.seek(fromSequence);
    if (segment.next() == FrameFault.NONE) {
      segment.seek(fromSequence);
      return true;
    }
    segment.seek(segment.firstSequence());
    long start = segment.position();
    FrameFault fault = FrameFault.NONE;
    while (fault == FrameFault.NONE && segment.position() < fromSequence) {
      start = segment.position();
      fault = segment.next();
    }
    boolean isReached = segment.position() == fromSequence;
    segment.seek(isReached ? fromSequence : start);
    return isReached;
  }

  private FrameFault visit(SegmentFrames segment) throws IOException {
    long address = segment.frameAddress();
    long start = FrameDescriptor.start(address);
    int epoch = FrameDescriptor.epoch(address);
    if (isTableRebuilt && epoch > epochs.lastEpoch()) {
      epochs = epochs.with(epoch, start);
    }
    if (!contains(start, epoch)) {
      return FrameFault.OTHER_EPOCH;
    }
    visitor.frame(
        segment.position(),
        epoch,
        FrameDescriptor.wallTimeMs(address),
        address + FrameDescriptor.HEADER_BYTES,
        FrameDescriptor.length(address) - FrameDescriptor.HEADER_BYTES);
    position = segment.position();
    lastEpoch = epoch;
    frames++;
    prove(durableSequence(address));
    return FrameFault.NONE;
  }

  /// True if a frame of this epoch may begin at `start`, behind what was read so far.
  @Override
  public boolean contains(long start, int epoch) {
    return epoch >= lastEpoch && (isTableRebuilt || epoch == epochs.epochOfFrameAt(start));
  }

  /// What the frame proves to have been synced on this disk: a received frame speaks of another.
  @Override
  public long durableSequence(long frameAddress) {
    boolean isOwn = epochs.isOwn(FrameDescriptor.epoch(frameAddress));
    return isOwn ? FrameDescriptor.durableSequence(frameAddress) : 0;
  }

  private void prove(long durableSequence) {
    provenSequence = Math.max(provenSequence, durableSequence);
  }

  private boolean isLastSegment(int index) {
    return index == segments.size() - 1;
  }

  private CorruptFrameException damaged(End end) {
    if (end.segment < 0) {
      return new CorruptFrameException(
          disk.describe(SegmentName.of(end.sequence)),
          0,
          end.sequence,
          "the segment is missing, but the log was synced up to sequence " + provenSequence,
          WHAT_TO_DO);
    }
    long first = segments.get(end.segment);
    return new CorruptFrameException(
        disk.describe(SegmentName.of(first)),
        end.isHeaderDamaged ? 0 : end.sequence - first + SegmentDescriptor.HEADER_BYTES,
        end.sequence,
        "%s, but the log was synced up to sequence %d".formatted(end.whatIsThere, provenSequence),
        WHAT_TO_DO);
  }
}
