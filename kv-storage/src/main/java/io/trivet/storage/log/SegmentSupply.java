package io.trivet.storage.log;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFile;
import io.trivet.storage.disk.DiskFullException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Keeps the next segment file ready, so that a roll costs a header and a rename.
///
/// A file is prepared under a temporary name: allocated, filled and synced. That is where a full
/// disk shows, long before the bytes that need the space have been promised to anybody.
///
/// Threads: [#prepare] by one at a time, [#take] by the holder of the log's write right.
final class SegmentSupply {

  static final String SPARE_PREFIX = "spare-";
  private static final String SPARE_SUFFIX = ".tmp";

  private final Disk disk;
  private final int segmentBytes;
  private long spares;
  private @Nullable Spare ready;
  private long wantedBytes;
  private volatile boolean isDiskFull;
  private volatile boolean isWanting = true;

  SegmentSupply(Disk disk, int segmentBytes) {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.wantedBytes = segmentBytes;
  }

  /// A file that waits to become a segment.
  record Spare(DiskFile file, long fileBytes) {}

  /// True if the last preparation found no space.
  boolean isDiskFull() {
    return isDiskFull;
  }

  /// True if [#prepare] has something to do.
  boolean isWanting() {
    return isWanting;
  }

  /// Hands out a file with space for a header and `frameBytes`; null if it is not ready: then it is
  /// what the next [#prepare] makes.
  synchronized @Nullable Spare take(long frameBytes) {
    long needed = Math.max(segmentBytes, frameBytes + SegmentDescriptor.HEADER_BYTES);
    Spare spare = ready;
    if (spare == null || spare.fileBytes < needed) {
      wantedBytes = needed;
      isWanting = true;
      return null;
    }
    ready = null;
    wantedBytes = segmentBytes;
    isWanting = true;
    return spare;
  }

  /// Prepares a file if one is wanted. A full disk is no failure: [#isDiskFull] tells, and the next
  /// call tries again.
  ///
  /// @throws IOException if the disk failed
  void prepare() throws IOException {
    if (!isWanting) {
      return;
    }
    long bytes = dropTooSmall();
    String name = SPARE_PREFIX + spares++ + SPARE_SUFFIX;
    DiskFile file = disk.create(name);
    boolean isReady = false;
    try {
      file.preallocate(bytes);
      file.sync(false);
      isReady = true;
    } catch (DiskFullException e) {
      isDiskFull = true;
      return;
    } finally {
      if (!isReady) {
        discard(file);
      }
    }
    isDiskFull = false;
    offer(new Spare(file, bytes));
  }

  void close() throws IOException {
    Spare spare = removeReady();
    if (spare != null) {
      discard(spare.file);
    }
  }

  static boolean isSpare(String name) {
    return name.startsWith(SPARE_PREFIX) && name.endsWith(SPARE_SUFFIX);
  }

  private long dropTooSmall() throws IOException {
    Spare tooSmall = removeReady();
    if (tooSmall != null) {
      discard(tooSmall.file);
    }
    synchronized (this) {
      return wantedBytes;
    }
  }

  private synchronized void offer(Spare spare) {
    ready = spare;
    isWanting = spare.fileBytes < wantedBytes;
  }

  private synchronized @Nullable Spare removeReady() {
    Spare spare = ready;
    ready = null;
    return spare;
  }

  private void discard(DiskFile file) throws IOException {
    file.close();
    disk.delete(file.name());
  }
}
