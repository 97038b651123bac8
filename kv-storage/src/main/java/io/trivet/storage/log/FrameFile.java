package io.trivet.storage.log;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFile;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameFault;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// One file of a log for people to look into: a WAL segment, or a copy of frames that a truncation
/// cut off. Nothing is changed, and the log may be open elsewhere.
///
/// Use: [#next] until it returns false; the frame's fields are valid until the next call.
///
/// Threads: one.
public final class FrameFile implements AutoCloseable {

  private static final String WHAT_TO_DO = "A standby or a copy may have the right bytes";

  private final Disk disk;
  private final String name;
  private final SegmentFrames frames;
  private boolean isHeaderTold;

  private FrameFile(Disk disk, String name, SegmentFrames frames) {
    this.disk = disk;
    this.name = name;
    this.frames = frames;
  }

  /// Opens a file.
  ///
  /// @throws CorruptFrameException if neither its header nor its name says where in the log it
  ///   begins
  public static FrameFile open(Disk disk, String name) throws IOException {
    SegmentDescriptor descriptor;
    try (DiskFile file = disk.open(name)) {
      ByteBuffer header = ByteBuffer.allocateDirect(SegmentDescriptor.HEADER_BYTES);
      file.readFully(header, 0);
      descriptor = SegmentDescriptor.decode(header.flip());
    }
    long first;
    if (SegmentName.isSegment(name)) {
      first = SegmentName.firstSequence(name);
    } else if (descriptor != null) {
      first = descriptor.firstSequence();
    } else {
      throw new CorruptFrameException(
          disk.describe(name), 0, -1, "no header of a segment", WHAT_TO_DO);
    }
    return new FrameFile(disk, name, SegmentFrames.open(disk, name, first));
  }

  /// The names of the segments of a log, in its order, without those that end at or before
  /// `fromSequence`.
  public static List<String> segments(Disk disk, long fromSequence) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : disk.list()) {
      if (SegmentName.isSegment(name)) {
        if (SegmentName.firstSequence(name) <= fromSequence) {
          names.clear();
        }
        names.add(name);
      }
    }
    return names;
  }

  /// Where in the log the first frame of the file begins.
  public long firstSequence() {
    return frames.firstSequence();
  }

  /// Moves to the next frame; false if only zeroes follow, or nothing.
  ///
  /// @throws CorruptFrameException if there are other bytes than a frame, once also for a damaged
  ///   header; the position stays, and [#skipDamage] goes on
  public boolean next() throws IOException {
    if (frames.descriptor() == null && !isHeaderTold) {
      isHeaderTold = true;
      throw damaged(0, frames.firstSequence(), "a damaged segment header");
    }
    FrameFault fault = frames.next();
    if (fault == FrameFault.NONE) {
      return true;
    }
    long position = frames.position();
    if (frames.endOfBytes(position) == position) {
      return false;
    }
    throw damaged(frames.offset(position), position, fault.text());
  }

  /// Moves in front of the next whole frame behind the position, or at it; false if there is none.
  public boolean skipDamage() throws IOException {
    long end = frames.endOfBytes(frames.position());
    for (long at = frames.position(); at < end; at++) {
      frames.seek(at);
      if (frames.isFrameClaimed(at) && frames.next() == FrameFault.NONE) {
        frames.seek(at);
        return true;
      }
    }
    return false;
  }

  /// The sequence of the frame: the position of its end.
  public long sequence() {
    return frames.position();
  }

  public int epoch() {
    return FrameDescriptor.epoch(frames.frameAddress());
  }

  /// Milliseconds since 1970 on the primary that made it.
  public long wallTimeMs() {
    return FrameDescriptor.wallTimeMs(frames.frameAddress());
  }

  /// Bytes of the whole frame.
  public int frameBytes() {
    return FrameDescriptor.length(frames.frameAddress());
  }

  /// What the frame holds.
  public ByteBuffer payload() {
    long address = frames.frameAddress() + FrameDescriptor.HEADER_BYTES;
    int bytes = frameBytes() - FrameDescriptor.HEADER_BYTES;
    return MemorySegment.ofAddress(address).reinterpret(bytes).asByteBuffer().asReadOnlyBuffer();
  }

  /// Where the frame is: file and offset.
  public String describe() {
    return "%s at offset %d"
        .formatted(disk.describe(name), frames.offset(sequence() - frameBytes()));
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }

  private CorruptFrameException damaged(long offset, long sequence, String whatIsWrong) {
    return new CorruptFrameException(
        disk.describe(name), offset, sequence, whatIsWrong, WHAT_TO_DO);
  }
}
