package io.trivet.storage.log;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFile;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameFault;
import io.trivet.storage.frame.MetadataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What lies behind the end of the readable log: looks at it, and takes it away.
///
/// Threads: one; used once, by [LogRecovery].
final class LogTail {

  private final Disk disk;
  private final List<Long> segments;
  private final LogRecovery.End end;
  private final Lineage lineage;

  private final List<Long> left;
  private final List<Long> withFrames = new ArrayList<>();
  private final List<String> lostFiles = new ArrayList<>();
  private long cutBytes;

  /// Says what a valid frame is worth.
  interface Lineage {
    /// Whether a frame of an epoch may begin at a position.
    boolean contains(long start, int epoch);

    /// What the frame at an address proves to have been synced on this disk; 0 if nothing.
    long durableSequence(long frameAddress);
  }

  LogTail(Disk disk, List<Long> segments, LogRecovery.End end, Lineage lineage) {
    this.disk = disk;
    this.segments = segments;
    this.end = end;
    this.lineage = lineage;
    this.left = new ArrayList<>(segments);
  }

  /// What the valid frames and segment headers behind the end prove to have been synced; 0 if there
  /// are none.
  long durableSequenceBehind() throws IOException {
    long durable = 0;
    for (int i = Math.max(end.segment(), 0); i < segments.size(); i++) {
      try (SegmentFrames segment = SegmentFrames.open(disk, segments.get(i))) {
        SegmentDescriptor descriptor = segment.descriptor();
        if (descriptor != null) {
          durable = Math.max(durable, descriptor.durableSequence());
        }
        long from = Math.max(end.sequence(), segment.firstSequence());
        durable = Math.max(durable, durableSequenceInFrames(segment, from));
      }
    }
    return durable;
  }

  /// Takes everything behind the end away. What holds valid frames, or with `isForced` holds
  /// anything, is kept in files.
  ///
  /// Every step can be cut short and done again: the end is found at the same place.
  void cut(boolean isForced) throws IOException {
    boolean isWholeSegmentBad = end.isHeaderDamaged();
    int firstGone = isWholeSegmentBad ? end.segment() : end.segment() + 1;
    List<Long> gone = new ArrayList<>(segments.subList(firstGone, segments.size()));
    for (long first : gone.reversed()) {
      if (isForced || withFrames.contains(first)) {
        setAside(List.of(first));
      } else {
        disk.delete(SegmentName.of(first));
        left.remove(first);
      }
    }
    if (!gone.isEmpty()) {
      disk.syncDirectory();
    }
    if (end.segment() >= 0 && !isWholeSegmentBad) {
      eraseBehindEnd(segments.get(end.segment()), isForced);
    }
  }

  /// Gives segments names that no reader of the log looks at.
  void setAside(List<Long> firstSequences) throws IOException {
    for (long first : List.copyOf(firstSequences)) {
      String name = unusedLostName(first);
      disk.rename(SegmentName.of(first), name);
      lostFiles.add(name);
      left.remove(first);
    }
    disk.syncDirectory();
  }

  /// Makes [provenSequence, endSequence) durable, whatever became of earlier syncs: the bytes are
  /// written again first, because after a failed sync the system may hold them in memory as clean,
  /// and then a sync alone would do nothing (I8).
  void makeDurable(long provenSequence, long endSequence) throws IOException {
    for (int i = 0; i < left.size(); i++) {
      long first = left.get(i);
      long segmentEnd = i + 1 < left.size() ? left.get(i + 1) : endSequence;
      if (segmentEnd >= provenSequence) {
        rewrite(first, Math.max(first, provenSequence), segmentEnd);
      }
    }
    disk.syncDirectory();
  }

  List<Long> segmentsLeft() {
    return List.copyOf(left);
  }

  long cutBytes() {
    return cutBytes;
  }

  List<String> lostFiles() {
    return List.copyOf(lostFiles);
  }

  private long durableSequenceInFrames(SegmentFrames segment, long from) throws IOException {
    long durable = 0;
    long bytesEnd = segment.endOfBytes(from);
    for (long at = from; at < bytesEnd; ) {
      segment.seek(at);
      if (segment.isFrameClaimed(at) && segment.next() == FrameFault.NONE && isOurs(segment)) {
        durable = Math.max(durable, lineage.durableSequence(segment.frameAddress()));
        withFrames.add(segment.firstSequence());
        at = segment.position();
      } else {
        at++;
      }
    }
    return durable;
  }

  private boolean isOurs(SegmentFrames segment) {
    long address = segment.frameAddress();
    return lineage.contains(FrameDescriptor.start(address), FrameDescriptor.epoch(address));
  }

  private void eraseBehindEnd(long first, boolean isForced) throws IOException {
    try (SegmentFrames segment = SegmentFrames.open(disk, first)) {
      long bytesEnd = segment.endOfBytes(end.sequence());
      if (bytesEnd == end.sequence()) {
        return;
      }
      cutBytes += bytesEnd - end.sequence();
      if (isForced || withFrames.contains(first)) {
        keepCopy(segment, bytesEnd);
      }
      SegmentEraser.erase(disk, segment, end.sequence(), bytesEnd);
    }
  }

  private void keepCopy(SegmentFrames segment, long bytesEnd) throws IOException {
    String name = unusedLostName(end.sequence());
    try (DiskFile copy = disk.create(name + MetadataFile.UNFINISHED_SUFFIX)) {
      for (long at = end.sequence(); at < bytesEnd; ) {
        ByteBuffer bytes = segment.bytes(at, bytesEnd);
        int length = bytes.remaining();
        copy.writeFully(bytes, at - end.sequence());
        at += length;
      }
      copy.sync(false);
    }
    disk.rename(name + MetadataFile.UNFINISHED_SUFFIX, name);
    disk.syncDirectory();
    lostFiles.add(name);
  }

  private String unusedLostName(long sequence) throws IOException {
    List<String> used = disk.list();
    int attempt = 0;
    while (used.contains(SegmentName.lost(sequence, attempt))) {
      attempt++;
    }
    return SegmentName.lost(sequence, attempt);
  }

  private void rewrite(long first, long from, long to) throws IOException {
    try (SegmentFrames segment = SegmentFrames.open(disk, first);
        DiskFile file = disk.open(SegmentName.of(first))) {
      SegmentDescriptor descriptor = segment.descriptor();
      if (from == first && descriptor != null) {
        file.writeFully(descriptor.encode(), 0);
      }
      for (long at = from; at < to; ) {
        ByteBuffer bytes = segment.bytes(at, to);
        int length = bytes.remaining();
        file.writeFully(bytes, segment.offset(at));
        at += length;
      }
      file.sync(true);
    }
  }
}
