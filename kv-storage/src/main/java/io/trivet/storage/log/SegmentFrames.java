package io.trivet.storage.log;

import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFile;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameBuffer;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameFault;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads one segment file: its header, and its frames one after another.
///
/// Memory: one window of the file, 256 KiB or the largest frame; a length that the file cannot hold
/// is a fault and takes none.
///
/// Threads: one.
final class SegmentFrames implements AutoCloseable {

  private static final int WINDOW_BYTES = 1 << 18;
  private static final int COPY_BYTES = 1 << 16;

  private final DiskFile file;
  private final FrameBuffer buffer;
  private final long firstSequence;
  private final long fileBytes;
  private final @Nullable SegmentDescriptor descriptor;

  private long windowFrom; // file offsets [windowFrom, windowTo) lie in the buffer
  private long windowTo;
  private long position; // sequence of the next frame
  private long frameAddress;

  private SegmentFrames(Disk disk, DiskFile file, FrameBuffer buffer, long firstSequence)
      throws IOException {
    this.file = file;
    this.buffer = buffer;
    this.firstSequence = firstSequence;
    this.fileBytes = file.size();
    this.position = firstSequence;
    this.descriptor = readDescriptor(disk);
  }

  /// Opens the segment that begins at `firstSequence`, at its first frame.
  static SegmentFrames open(Disk disk, long firstSequence) throws IOException {
    return open(disk, SegmentName.of(firstSequence), firstSequence);
  }

  /// Opens a file of another name in the same format.
  static SegmentFrames open(Disk disk, String name, long firstSequence) throws IOException {
    DiskFile file = disk.open(name);
    FrameBuffer buffer = new FrameBuffer(WINDOW_BYTES);
    boolean isOpen = false;
    try {
      SegmentFrames frames = new SegmentFrames(disk, file, buffer, firstSequence);
      isOpen = true;
      return frames;
    } finally {
      if (!isOpen) {
        buffer.close();
        file.close();
      }
    }
  }

  /// The header; null if it is damaged, or is that of another segment.
  @Nullable SegmentDescriptor descriptor() {
    return descriptor;
  }

  long firstSequence() {
    return firstSequence;
  }

  /// The sequence behind the last byte of the file.
  long limitSequence() {
    return Math.max(firstSequence, firstSequence + fileBytes - SegmentDescriptor.HEADER_BYTES);
  }

  /// The sequence at which the next frame is expected.
  long position() {
    return position;
  }

  /// The offset in the file of a sequence.
  long offset(long sequence) {
    return sequence - firstSequence + SegmentDescriptor.HEADER_BYTES;
  }

  void seek(long sequence) {
    position = sequence;
  }

  /// Forgets what was read: the file may have grown since.
  void refresh() {
    windowFrom = 0;
    windowTo = 0;
  }

  /// Reads the frame at the position and moves behind it; after a fault the position stays.
  FrameFault next() throws IOException {
    long offset = offset(position);
    if (offset + FrameDescriptor.HEADER_BYTES > fileBytes) {
      return FrameFault.END;
    }
    load(offset, FrameDescriptor.HEADER_BYTES);
    FrameFault fault = buffer.checkHeader(index(offset), position, fileBytes - offset);
    if (fault != FrameFault.NONE) {
      return fault;
    }
    int length = FrameDescriptor.length(buffer.address() + index(offset));
    load(offset, length);
    fault = buffer.checkBody(index(offset));
    if (fault == FrameFault.NONE) {
      frameAddress = buffer.address() + index(offset);
      position += length;
    }
    return fault;
  }

  /// Where the frame that [#next] read lies, until the next call.
  long frameAddress() {
    return frameAddress;
  }

  /// True if the bytes at `sequence` claim to be a frame of just this place, whole or not.
  boolean isFrameClaimed(long sequence) throws IOException {
    long offset = offset(sequence);
    if (offset + FrameDescriptor.HEADER_BYTES > fileBytes) {
      return false;
    }
    load(offset, FrameDescriptor.HEADER_BYTES);
    return FrameDescriptor.start(buffer.address() + index(offset)) == sequence;
  }

  /// The sequence behind the last byte at or above `sequence` that is not zero; `sequence` if there
  /// is none.
  long endOfBytes(long sequence) throws IOException {
    long end = sequence;
    for (long at = offset(sequence); at < fileBytes; ) {
      int length = (int) Math.min(WINDOW_BYTES, fileBytes - at);
      load(at, length);
      int used = usedBytes(buffer.address() + index(at), length);
      if (used > 0) {
        end = sequenceAt(at + used);
      }
      at += length;
    }
    return end;
  }

  /// The bytes [sequence, end) of the file, at most 64 KiB of them; valid until the next call.
  ByteBuffer bytes(long sequence, long end) throws IOException {
    long offset = offset(sequence);
    int length = (int) Math.min(COPY_BYTES, end - sequence);
    load(offset, length);
    return buffer.range(index(offset), index(offset) + length);
  }

  @Override
  public void close() throws IOException {
    buffer.close();
    file.close();
  }

  private static int usedBytes(long address, int length) {
    int used = length;
    while (used >= Long.BYTES && Native.getLong(address + used - Long.BYTES) == 0) {
      used -= Long.BYTES;
    }
    while (used > 0 && Native.getByte(address + used - 1) == 0) {
      used--;
    }
    return used;
  }

  private long sequenceAt(long offset) {
    return offset - SegmentDescriptor.HEADER_BYTES + firstSequence;
  }

  private int index(long offset) {
    return (int) (offset - windowFrom);
  }

  /// Makes the bytes [offset, offset + bytes) of the file lie in the buffer; they are in the file.
  private void load(long offset, int bytes) throws IOException {
    if (offset >= windowFrom && offset + bytes <= windowTo) {
      return;
    }
    buffer.ensureCapacity(bytes);
    int length = (int) Math.min(buffer.capacity(), fileBytes - offset);
    windowFrom = offset;
    windowTo = offset; // in case the read fails
    if (file.readFully(buffer.range(0, length), offset) < length) {
      throw new IOException(file.name() + " became shorter while it was read");
    }
    windowTo = offset + length;
  }

  private @Nullable SegmentDescriptor readDescriptor(Disk disk) throws IOException {
    if (fileBytes < SegmentDescriptor.HEADER_BYTES) {
      return null;
    }
    load(0, SegmentDescriptor.HEADER_BYTES);
    ByteBuffer block = buffer.range(0, SegmentDescriptor.HEADER_BYTES);
    SegmentDescriptor found = SegmentDescriptor.decode(block);
    if (found == null || found.firstSequence() != firstSequence) {
      return null;
    }
    if (found.format() != SegmentDescriptor.FORMAT) {
      throw new CorruptFrameException(
          disk.describe(file.name()),
          0,
          firstSequence,
          "segment format " + found.format() + " is not known to this version",
          "Start the version that wrote it");
    }
    return found;
  }
}
