package io.trivet.storage.frame;

import io.trivet.storage.Invariant;
import io.trivet.storage.memory.Native;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Native memory into which frames are read, and the check whether what lies there is one.
///
/// Threads: one.
public final class FrameBuffer implements AutoCloseable {

  private final CRC32C crc = new CRC32C();
  private long address;
  private int capacity;
  private ByteBuffer view;

  public FrameBuffer(int capacity) {
    this.address = Native.allocate(capacity);
    this.capacity = capacity;
    this.view = viewOf(address, capacity);
  }

  public long address() {
    return address;
  }

  public int capacity() {
    return capacity;
  }

  /// Makes room for `bytes` bytes; what the buffer held is lost if it grows.
  public void ensureCapacity(int bytes) {
    if (bytes > capacity) {
      Native.free(address, capacity);
      address = Native.allocate(bytes);
      capacity = bytes;
      view = viewOf(address, bytes);
    }
  }

  /// The bytes [from, to) to read into or write from; valid until the next call.
  public ByteBuffer range(int from, int to) {
    return view.limit(to).position(from);
  }

  /// Checks the header at `at`, 32 bytes of which are there, but not the CRC.
  ///
  /// @param maxBytes what a frame may have here, header included
  public FrameFault checkHeader(int at, long start, long maxBytes) {
    long header = address + at;
    if (Native.getByte(header + FrameDescriptor.MAGIC_AT) != FrameDescriptor.MAGIC) {
      return FrameFault.NO_MAGIC;
    }
    if (FrameDescriptor.start(header) != start) {
      return FrameFault.OTHER_POSITION;
    }
    int length = FrameDescriptor.length(header);
    if (length < FrameDescriptor.HEADER_BYTES
        || length > FrameDescriptor.MAX_BYTES
        || length > maxBytes) {
      return FrameFault.BAD_LENGTH;
    }
    return FrameFault.NONE;
  }

  /// Checks the CRC and the format of a frame whose header is right and all of whose bytes are
  /// here.
  public FrameFault checkBody(int at) {
    long header = address + at;
    int length = FrameDescriptor.length(header);
    Invariant.check(at >= 0 && at + length <= capacity, "frame leaves the buffer", at, length);
    crc.reset();
    crc.update(range(at + FrameDescriptor.HEADER_BYTES, at + length));
    crc.update(range(at, at + FrameDescriptor.CRC_AT));
    if ((int) crc.getValue() != Native.getInt(header + FrameDescriptor.CRC_AT)) {
      return FrameFault.BAD_CRC;
    }
    if (Native.getByte(header + FrameDescriptor.FORMAT_AT) != FrameDescriptor.FORMAT) {
      return FrameFault.UNKNOWN_FORMAT;
    }
    return FrameFault.NONE;
  }

  @Override
  public void close() {
    if (capacity > 0) {
      Native.free(address, capacity);
    }
    address = 0;
    capacity = 0;
  }

  private static ByteBuffer viewOf(long address, int bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes).asByteBuffer();
  }
}
