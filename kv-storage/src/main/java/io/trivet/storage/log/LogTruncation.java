package io.trivet.storage.log;

import io.trivet.storage.Invariant;
import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFile;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameFault;
import io.trivet.storage.frame.MetadataFile;
import io.trivet.storage.log.LogFiles.Truncation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Cuts the newest frames off the segments on disk, and keeps them in a file.
///
/// Threads: one at a time; nobody else writes the log meanwhile.
final class LogTruncation {

  /*
   * Steps, each of which can be cut short by a crash:
   *
   *   1  copy the frames behind the cut to diverged-<epoch>.wal.tmp, sync, rename, sync the names
   *   2  store the cut in the file "truncation"
   *   3  delete the segments behind the cut, newest first; zero the rest of the one it lies in, sync
   *      (without a look at what is there: after a sync that failed the system may show zeroes that
   *      are not on the disk, and hold them for clean)
   *   4  store the shorter epoch table
   *   5  delete the file "truncation"
   *
   * Step 2 is the decision. Before it the log is the old one, and the copy is only a copy (the next
   * attempt makes another beside it). After it recovery does steps 3 to 5 again before it looks at the
   * log: each of them gives the same result however often it is done. Without the file recovery would
   * have to guess: in the middle of step 3 frames and epochs still prove bytes that are gone, which is
   * what damage looks like.
   */

  private final Disk disk;
  private final LogFiles files;

  LogTruncation(Disk disk, LogFiles files) {
    this.disk = disk;
    this.files = files;
  }

  /// Checks that a frame ends at `sequence`, by reading the segment that begins at `firstSequence`
  /// up to there.
  ///
  /// @throws CorruptFrameException if a frame before it is damaged
  /// @throws IllegalArgumentException if `sequence` is in the middle of a frame
  void checkFrameEnd(long firstSequence, long sequence) throws IOException {
    try (SegmentFrames segment = SegmentFrames.open(disk, firstSequence)) {
      FrameFault fault = FrameFault.NONE;
      while (segment.position() < sequence && fault == FrameFault.NONE) {
        fault = segment.next();
      }
      if (fault != FrameFault.NONE) {
        throw new CorruptFrameException(
            disk.describe(SegmentName.of(firstSequence)),
            segment.offset(segment.position()),
            segment.position(),
            fault.text() + " before the place at which the log is to be cut",
            "Restore the file from a copy, or make this node a new copy of the primary");
      }
      if (segment.position() != sequence) {
        throw new IllegalArgumentException(
            "cut at %d in the middle of the frame that ends at %d"
                .formatted(sequence, segment.position()));
      }
    }
  }

  /// Step 1: copies the bytes [sequence, end) of the log to a file of their own, which has the
  /// format of a segment. It is durable on return, as is everything that was renamed or deleted
  /// before.
  ///
  /// @param segments the first sequences of all segments, in order
  /// @param epoch of the first frame behind the cut
  /// @return the name of the file
  /// @throws io.trivet.storage.disk.DiskFullException if there is no space for it; nothing is left
  ///   of it then
  String export(List<Long> segments, long sequence, long end, int epoch) throws IOException {
    String name = unusedName(epoch);
    String unfinished = name + MetadataFile.UNFINISHED_SUFFIX;
    if (disk.list().contains(unfinished)) {
      disk.delete(unfinished);
    }
    boolean isWhole = false;
    DiskFile copy = disk.create(unfinished);
    try {
      copy.writeFully(new SegmentDescriptor(epoch, sequence, sequence).encode(), 0);
      for (int i = 0; i < segments.size(); i++) {
        long segmentEnd = i + 1 < segments.size() ? segments.get(i + 1) : end;
        copyBytes(segments.get(i), Math.max(segments.get(i), sequence), segmentEnd, copy, sequence);
      }
      copy.sync(false);
      isWhole = true;
    } finally {
      copy.close();
      if (!isWhole) {
        disk.delete(unfinished);
      }
    }
    disk.rename(unfinished, name);
    disk.syncDirectory();
    return name;
  }

  /// Step 2: from now on the log ends there, whatever happens.
  void decide(Truncation decided) throws IOException {
    files.writeTruncation(decided);
  }

  /// Step 3.
  ///
  /// @return the first sequences of the segments that are left, in order
  List<Long> cutSegments(Truncation decided) throws IOException {
    long sequence = decided.sequence();
    List<Long> segments = new ArrayList<>();
    for (String name : disk.list()) {
      if (SegmentName.isSegment(name)) {
        segments.add(SegmentName.firstSequence(name));
      }
    }
    if (segments.isEmpty() || segments.getFirst() > sequence) {
      return segments;
    }
    // The oldest stays even if it is empty then: it says that the log begins there.
    while (segments.size() > 1 && segments.getLast() >= sequence) {
      disk.delete(SegmentName.of(segments.removeLast()));
    }
    disk.syncDirectory();
    try (SegmentFrames last = SegmentFrames.open(disk, segments.getLast())) {
      long end = Math.min(decided.end(), last.limitSequence());
      SegmentEraser.erase(disk, last, sequence, end);
    }
    return segments;
  }

  /// Steps 4 and 5; returns the table that is stored then.
  EpochTable finish(EpochTable table, Truncation decided) throws IOException {
    EpochTable cut = table.cutAfter(decided.sequence());
    files.writeEpochs(cut);
    files.deleteTruncation();
    disk.syncDirectory();
    return cut;
  }

  private void copyBytes(long first, long from, long to, DiskFile copy, long copyFirst)
      throws IOException {
    if (from >= to) {
      return;
    }
    try (SegmentFrames segment = SegmentFrames.open(disk, first)) {
      Invariant.check(
          to <= segment.limitSequence(), "segment ends early", segment.limitSequence(), to);
      for (long at = from; at < to; ) {
        ByteBuffer bytes = segment.bytes(at, to);
        int length = bytes.remaining();
        copy.writeFully(bytes, at - copyFirst + SegmentDescriptor.HEADER_BYTES);
        at += length;
      }
    }
  }

  private String unusedName(int epoch) throws IOException {
    List<String> used = disk.list();
    int attempt = 0;
    while (used.contains(SegmentName.diverged(epoch, attempt))) {
      attempt++;
    }
    return SegmentName.diverged(epoch, attempt);
  }
}
