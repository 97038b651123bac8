package io.trivet.storage.frame;

import io.trivet.storage.Invariant;
import io.trivet.storage.memory.Native;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Native memory into which frames are read, and the check whether what lies there is one.
///
/// Threads: one.
public final class FrameBuffer implements AutoCloseable {

  private final FrameCheck check = new FrameCheck();
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
    return FrameCheck.header(address + at, start, maxBytes);
  }

  /// Checks the CRC and the format of a frame whose header is right and all of whose bytes are
  /// here.
  public FrameFault checkBody(int at) {
    int length = FrameDescriptor.length(address + at);
    Invariant.check(at >= 0 && at + length <= capacity, "frame leaves the buffer", at, length);
    return check.body(address + at, view, at);
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
