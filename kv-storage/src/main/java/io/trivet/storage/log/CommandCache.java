package io.trivet.storage.log;

import io.trivet.storage.memory.Native;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/// The ring in native memory that holds the newest bytes of the log, each at its sequence modulo
/// the size.
///
/// Invariants: a byte is overwritten only by the byte one ring size later, and only after it
/// reached the segment file.
///
/// Threads: producers write their own claims; the log's writer reads what is published.
final class CommandCache {

  private final int capacity;
  private final long mask;
  private final long address;
  private final ByteBuffer view;
  private final AtomicBoolean isFreed = new AtomicBoolean();

  CommandCache(int capacity) {
    this.capacity = capacity;
    mask = capacity - 1L;
    address = Native.allocate(capacity);
    view = MemorySegment.ofAddress(address).reinterpret(capacity).asByteBuffer();
  }

  int capacity() {
    return capacity;
  }

  /// Copies a claimed range into the ring, in two pieces where it wraps.
  void put(long sequence, long sourceAddress, int bytes) {
    int at = (int) (sequence & mask);
    int first = Math.min(bytes, capacity - at);
    Native.copy(sourceAddress, address + at, first);
    if (first < bytes) {
      Native.copy(sourceAddress + first, address, bytes - first);
    }
  }

  /// Copies out of the ring. What comes is right only if the range is still in it; see [LogReader].
  void get(long sequence, long targetAddress, int bytes) {
    int at = (int) (sequence & mask);
    int first = Math.min(bytes, capacity - at);
    Native.copy(address + at, targetAddress, first);
    if (first < bytes) {
      Native.copy(address, targetAddress + first, bytes - first);
    }
  }

  int getInt(long sequence) {
    int at = (int) (sequence & mask);
    if (at <= capacity - Integer.BYTES) {
      return Native.getInt(address + at);
    }
    return (int) wrapped(sequence, Integer.BYTES);
  }

  long getLong(long sequence) {
    int at = (int) (sequence & mask);
    if (at <= capacity - Long.BYTES) {
      return Native.getLong(address + at);
    }
    return wrapped(sequence, Long.BYTES);
  }

  /// The bytes [sequence, end) as far as they lie in one piece: the ring's one view, set to them.
  /// Threads: the writer.
  ByteBuffer piece(long sequence, long end) {
    int at = (int) (sequence & mask);
    int bytes = (int) Math.min(end - sequence, capacity - at);
    return view.limit(at + bytes).position(at);
  }

  void free() {
    if (isFreed.compareAndSet(false, true)) {
      Native.free(address, capacity);
    }
  }

  private long wrapped(long sequence, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (Native.getByte(address + ((sequence + i) & mask)) & 0xFFL) << (8 * i);
    }
    return value;
  }
}
