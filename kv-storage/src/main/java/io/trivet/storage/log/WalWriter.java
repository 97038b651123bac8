package io.trivet.storage.log;

import io.trivet.storage.Invariant;
import io.trivet.storage.disk.Disk;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameWriter.NativeBlock;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// Moves published frames from the command cache to the segments, and syncs these.
///
/// A frame never straddles two segments. A roll writes the new segment's header and gives the file
/// its name; both become durable with the next sync, before anything in the segment counts as
/// durable.
///
/// Invariants: durableSequence <= writtenSequence; every byte below durableSequence is synced, and
/// so is the name of its file. Both fall only with [#restartAt].
///
/// Threads: [#write] by the holder of the log's write right, [#sync] and [#syncSealed] by the
/// syncer; the sequences may be read by any.
final class WalWriter {

  private final Disk disk;
  private final CommandCache cache;
  private final BypassFrames bypass;
  private final SegmentSupply supply;
  private final SegmentIndex index;
  private final ConcurrentSkipListMap<Long, WalSegment> open = new ConcurrentSkipListMap<>();

  private @Nullable WalSegment current; // Threads: the holder of the write right
  private volatile boolean isDirectoryDirty;
  private volatile long writtenSequence;
  private volatile long durableSequence;
  private volatile String lastFile = "";

  /// @param sequence where the log ends; all below it is durable
  /// @param last the segment that ends there, with room or without; null if there is none
  WalWriter(
      Disk disk,
      CommandCache cache,
      BypassFrames bypass,
      SegmentSupply supply,
      SegmentIndex index,
      long sequence,
      @Nullable WalSegment last) {
    this.disk = disk;
    this.cache = cache;
    this.bypass = bypass;
    this.supply = supply;
    this.index = index;
    this.writtenSequence = sequence;
    this.durableSequence = sequence;
    this.current = last;
    if (last != null) {
      open.put(last.firstSequence(), last);
    }
  }

  long writtenSequence() {
    return writtenSequence;
  }

  long durableSequence() {
    return durableSequence;
  }

  /// The file that the last disk call was about, for messages.
  String lastFile() {
    return lastFile;
  }

  /// Writes the frames of [writtenSequence, published) as far as there are segments for them; true
  /// if all are written, false if the next segment is not ready yet.
  boolean write(long published) throws IOException {
    while (writtenSequence < published) {
      long position = writtenSequence;
      WalSegment segment = current;
      if (segment == null || position + frameBytes(position) > segment.limitSequence()) {
        segment = roll(position);
        if (segment == null) {
          return false;
        }
      }
      lastFile = segment.name();
      NativeBlock block = bypass.at(position);
      if (block != null) {
        writeBypass(segment, position, block);
      } else {
        writeRing(segment, position, endOfRun(position, published, segment.limitSequence()));
      }
    }
    return true;
  }

  /// Syncs everything written so far, in order, and then counts it as durable.
  void sync() throws IOException {
    long target = writtenSequence;
    boolean isDirectorySyncNeeded = isDirectoryDirty;
    isDirectoryDirty = false;
    for (WalSegment segment : open.values()) {
      syncSegment(segment);
    }
    if (isDirectorySyncNeeded) {
      disk.syncDirectory();
    }
    durableSequence = target;
  }

  /// Syncs the segments that will not grow any more, if some are not synced; true if it did.
  boolean syncSealed() throws IOException {
    Map.Entry<Long, WalSegment> first = open.firstEntry();
    if (first == null || !first.getValue().isSealed()) {
      return false;
    }
    long target = durableSequence;
    disk.syncDirectory();
    for (WalSegment segment : open.values()) {
      if (!segment.isSealed()) {
        break;
      }
      syncSegment(segment);
      target = segment.endSequence();
    }
    durableSequence = Math.max(durableSequence, target);
    return true;
  }

  /// Goes on at `sequence`, after everything was synced and the segments have been cut there.
  ///
  /// @param last the segment that ends there
  void restartAt(long sequence, WalSegment last) throws IOException {
    close();
    current = last;
    open.put(last.firstSequence(), last);
    durableSequence = sequence;
    writtenSequence = sequence;
  }

  void close() throws IOException {
    for (WalSegment segment : open.values()) {
      segment.close();
    }
    open.clear();
  }

  private void syncSegment(WalSegment segment) throws IOException {
    lastFile = segment.name();
    boolean wasSealed = segment.isSealed(); // before the sync: a sealed segment has its last bytes
    segment.sync();
    if (wasSealed) {
      segment.close();
      open.remove(segment.firstSequence());
    }
  }

  /// Begins the next segment at `position`; null if no file is ready for it.
  private @Nullable WalSegment roll(long position) throws IOException {
    SegmentSupply.Spare spare = supply.take(frameBytes(position));
    if (spare == null) {
      return null;
    }
    WalSegment next = new WalSegment(spare.file(), position, spare.fileBytes(), position, -1);
    lastFile = next.name();
    SegmentDescriptor header = new SegmentDescriptor(epochAt(position), position, durableSequence);
    spare.file().writeFully(header.encode(), 0);
    disk.rename(spare.file().name(), next.name());
    isDirectoryDirty = true;
    open.put(position, next);
    index.add(position);
    if (current != null) {
      current.seal();
    }
    current = next;
    return next;
  }

  /// The end of the longest run of ring frames from `position` that fits below `limit`.
  private long endOfRun(long position, long published, long limit) {
    if (published <= limit && bypass.isEmpty()) {
      return published;
    }
    long end = position;
    while (end < published && bypass.at(end) == null) {
      long next = end + frameBytes(end);
      if (next > limit) {
        break;
      }
      end = next;
    }
    return end;
  }

  private void writeRing(WalSegment segment, long position, long end) throws IOException {
    long start = cache.getLong(position + FrameDescriptor.START_AT);
    Invariant.check(start == position, "frame out of place in the ring", start, position);
    for (long at = position; at < end; ) {
      long pieceEnd = at + Math.min(end - at, cache.capacity() - (at & (cache.capacity() - 1L)));
      segment.write(cache.piece(at, pieceEnd), at);
      at = pieceEnd;
    }
    segment.advance(end);
    writtenSequence = end;
  }

  private void writeBypass(WalSegment segment, long position, NativeBlock block)
      throws IOException {
    segment.write(
        MemorySegment.ofAddress(block.address()).reinterpret(block.bytes()).asByteBuffer(),
        position);
    segment.advance(position + block.bytes());
    writtenSequence = position + block.bytes();
    bypass.remove(position);
  }

  private long frameBytes(long position) {
    NativeBlock block = bypass.at(position);
    if (block != null) {
      return block.bytes();
    }
    int bytes = cache.getInt(position + FrameDescriptor.LENGTH_AT);
    Invariant.check(bytes >= FrameDescriptor.HEADER_BYTES, "no frame in the ring", position, bytes);
    return bytes;
  }

  private int epochAt(long position) {
    NativeBlock block = bypass.at(position);
    return block != null
        ? FrameDescriptor.epoch(block.address())
        : cache.getInt(position + FrameDescriptor.EPOCH_AT);
  }
}
