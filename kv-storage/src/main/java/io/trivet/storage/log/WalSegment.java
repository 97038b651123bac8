package io.trivet.storage.log;

import io.trivet.storage.Invariant;
import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One open segment file, as its writer and its syncer see it.
///
/// Invariants: holds the frames of [firstSequence, endSequence) without a gap; syncedSequence <=
/// endSequence <= limitSequence.
///
/// Threads: written by the holder of the log's write right, synced by the syncer.
final class WalSegment {

  private final DiskFile file;
  private final String name;
  private final long firstSequence;
  private final long limitSequence;
  private volatile long endSequence;
  private volatile boolean isSealed;
  private long syncedSequence; // Threads: the syncer

  /// @param fileBytes the preallocated length
  /// @param endSequence where the frames that it already holds end
  /// @param syncedSequence what of it is known to be synced; -1: not even its header
  WalSegment(
      DiskFile file, long firstSequence, long fileBytes, long endSequence, long syncedSequence) {
    this.file = file;
    this.name = SegmentName.of(firstSequence);
    this.firstSequence = firstSequence;
    this.limitSequence = firstSequence + fileBytes - SegmentDescriptor.HEADER_BYTES;
    this.endSequence = endSequence;
    this.syncedSequence = syncedSequence;
  }

  /// Opens a segment again whose frames end at `endSequence`; all of them are synced.
  static WalSegment reopen(Disk disk, long firstSequence, long endSequence) throws IOException {
    DiskFile file = disk.open(SegmentName.of(firstSequence));
    return new WalSegment(file, firstSequence, file.size(), endSequence, endSequence);
  }

  String name() {
    return name;
  }

  long firstSequence() {
    return firstSequence;
  }

  /// The first sequence behind the space of the file.
  long limitSequence() {
    return limitSequence;
  }

  long endSequence() {
    return endSequence;
  }

  /// True once the next segment has been begun: this one will not grow.
  boolean isSealed() {
    return isSealed;
  }

  void seal() {
    isSealed = true;
  }

  /// Writes the bytes that follow the segment's end. The end moves with [#advance], because a frame
  /// may come in several pieces.
  void write(ByteBuffer bytes, long sequence) throws IOException {
    Invariant.check(
        sequence >= endSequence && sequence + bytes.remaining() <= limitSequence,
        "write outside the segment",
        sequence,
        limitSequence);
    file.writeFully(bytes, sequence - firstSequence + SegmentDescriptor.HEADER_BYTES);
  }

  void advance(long newEndSequence) {
    Invariant.check(newEndSequence >= endSequence, "segment shrinks", newEndSequence, endSequence);
    endSequence = newEndSequence;
  }

  /// Makes everything written so far durable, unless it is; true if there was something to do.
  boolean sync() throws IOException {
    long target = endSequence;
    if (syncedSequence >= target) {
      return false;
    }
    file.sync(true);
    syncedSequence = target;
    return true;
  }

  void close() throws IOException {
    file.close();
  }
}
