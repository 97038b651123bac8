package io.trivet.storage.log;

import io.trivet.storage.Invariant;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameBuffer;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameFault;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads whole frames in order, byte for byte, from memory or from the segments, wherever they are.
///
/// Memory: one buffer of the size asked for, or of the largest single frame met.
///
/// Threads: one; beside any number of appenders and the writer, but not while the log is truncated.
/// After that a reader at or before the cut goes on; one behind it must be closed.
public final class LogReader implements AutoCloseable {

  /// What [#readAtHand] says of a frame that is not in the ring, or too large for the buffer.
  public static final int NOT_AT_HAND = -1;

  private final GroupLog log;
  private final FrameBuffer buffer;
  private final Runnable beforeCopy;
  private long position;
  private @Nullable SegmentFrames segment;
  private int truncations;

  /// @param position the end of a frame, or 0
  LogReader(GroupLog log, long position, int bufferBytes) {
    this(log, position, bufferBytes, () -> {});
  }

  /// @param beforeCopy the moment in which producers may overtake the reader, for tests
  LogReader(GroupLog log, long position, int bufferBytes, Runnable beforeCopy) {
    this.beforeCopy = beforeCopy;
    this.log = log;
    this.position = position;
    this.truncations = log.truncations().size();
    this.buffer = new FrameBuffer(Math.max(bufferBytes, FrameDescriptor.HEADER_BYTES));
  }

  /// The sequence up to which everything was read.
  public long position() {
    return position;
  }

  /// Where the frames of the last [#read] lie, one behind the other.
  public long address() {
    return buffer.address();
  }

  /// Reads as many whole frames as there are and as the buffer takes, but at least one if there is
  /// one, and moves behind them.
  ///
  /// @param limitSequence no frame that ends above it is read
  /// @return the bytes read; 0 if there is no frame now
  /// @throws PrunedException if the position is older than the oldest segment
  /// @throws CorruptFrameException if the segment is damaged there
  public int read(long limitSequence) throws IOException {
    if (truncations != log.truncations().size()) {
      passTruncations();
    }
    long limit = Math.min(limitSequence, log.publishedSequence());
    if (position >= limit) {
      return 0;
    }
    int bytes = readRing(limit, true);
    if (bytes == 0) {
      bytes = readBypass(limit);
    }
    if (bytes == 0 && position < log.writtenSequence()) {
      bytes = readSegment(Math.min(limit, log.writtenSequence()));
    }
    position += bytes;
    return bytes;
  }

  /// Like [#read], as far as frames are in the ring and find place in the buffer: never touches a
  /// disk, and copies no more than the buffer takes.
  ///
  /// @return the bytes read; 0 if there is no frame now; [#NOT_AT_HAND] if only [#read] gets it
  public int readAtHand(long limitSequence) {
    long limit = Math.min(limitSequence, log.publishedSequence());
    if (position >= limit) {
      return 0;
    }
    int bytes = readRing(limit, false);
    if (bytes == 0) {
      return NOT_AT_HAND;
    }
    position += bytes;
    return bytes;
  }

  @Override
  public void close() throws IOException {
    buffer.close();
    closeSegment();
  }

  /// The log has been cut: what was open may be another file of the same name now, and a reader
  /// that had gone behind the cut cannot go on.
  private void passTruncations() throws IOException {
    closeSegment();
    List<Long> cuts = log.truncations();
    for (long cut : cuts.subList(truncations, cuts.size())) {
      Invariant.check(position <= cut, "reader behind a cut", position, cut);
    }
    truncations = cuts.size();
  }

  /// Copies first and asks afterwards whether a producer may have begun to overwrite the range: one
  /// that did had claimed it before, and the tail shows that.
  private int readRing(long limit, boolean mayGrow) {
    // The limit was published before this read, so every bypassed frame below it is counted.
    if (position < log.bypass().lastEnd()) {
      return 0;
    }
    while (log.isInRing(position)) {
      int copied = (int) Math.min(limit - position, buffer.capacity());
      beforeCopy.run();
      log.cache().get(position, buffer.address(), copied);
      VarHandle.loadLoadFence();
      if (!log.isInRing(position)) {
        return 0;
      }
      int whole = wholeFrames(copied);
      if (whole > 0 || copied < FrameDescriptor.HEADER_BYTES) {
        return whole;
      }
      int length = FrameDescriptor.length(buffer.address());
      if (position + length > limit || !mayGrow) {
        return 0;
      }
      buffer.ensureCapacity(length);
    }
    return 0;
  }

  private int readBypass(long limit) {
    int bytes = log.bypass().copy(position, buffer);
    return position + bytes <= limit ? bytes : 0;
  }

  private int readSegment(long limit) throws IOException {
    SegmentFrames frames = segmentAt(position);
    frames.refresh();
    int bytes = 0;
    long end = Math.min(limit, log.segments().endOf(frames.firstSequence()));
    while (position + bytes < end) {
      frames.seek(position + bytes);
      FrameFault fault = frames.next();
      if (fault != FrameFault.NONE) {
        if (bytes > 0) {
          break; // the next call says what is wrong
        }
        throw damaged(frames, fault);
      }
      int length = FrameDescriptor.length(frames.frameAddress());
      boolean isFull = bytes > 0 && bytes + length > buffer.capacity();
      if (isFull || position + bytes + length > end) {
        break;
      }
      buffer.ensureCapacity(length);
      Native.copy(frames.frameAddress(), buffer.address() + bytes, length);
      bytes += length;
    }
    return bytes;
  }

  private SegmentFrames segmentAt(long sequence) throws IOException {
    long first = log.segments().holding(sequence);
    if (first < 0) {
      throw new PrunedException(sequence, log.firstSequence());
    }
    SegmentFrames open = segment;
    if (open != null && open.firstSequence() == first) {
      return open;
    }
    closeSegment();
    SegmentFrames opened = open(first);
    segment = opened;
    return opened;
  }

  private SegmentFrames open(long first) throws IOException {
    SegmentFrames opened;
    try {
      opened = SegmentFrames.open(log.disk(), first);
    } catch (NoSuchFileException e) {
      throw new PrunedException(position, log.firstSequence());
    }
    if (opened.descriptor() == null) {
      try (opened) {
        throw damaged(opened, FrameFault.NO_MAGIC);
      }
    }
    return opened;
  }

  private CorruptFrameException damaged(SegmentFrames frames, FrameFault fault) {
    return new CorruptFrameException(
        log.disk().describe(SegmentName.of(frames.firstSequence())),
        frames.offset(position),
        position,
        fault.text() + " where a frame was written",
        "Restore the file from a copy or from a standby");
  }

  private void closeSegment() throws IOException {
    SegmentFrames open = segment;
    segment = null;
    if (open != null) {
      open.close();
    }
  }

  /// The bytes of the whole frames among the first `bytes` of the buffer.
  private int wholeFrames(int bytes) {
    int whole = 0;
    while (bytes - whole >= FrameDescriptor.HEADER_BYTES) {
      int length = FrameDescriptor.length(buffer.address() + whole);
      long start = FrameDescriptor.start(buffer.address() + whole);
      Invariant.check(
          start == position + whole, "other frame in the ring", start, position + whole);
      Invariant.check(
          length >= FrameDescriptor.HEADER_BYTES, "no frame in the ring", start, length);
      if (length > bytes - whole) {
        break;
      }
      whole += length;
    }
    return whole;
  }
}
