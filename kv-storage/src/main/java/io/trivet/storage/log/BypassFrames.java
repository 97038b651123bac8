package io.trivet.storage.log;

import io.trivet.storage.frame.FrameWriter.NativeBlock;
import io.trivet.storage.memory.Native;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Frames that do not go through the ring: too large for it, or claimed while it was full. Each
/// keeps its bytes in its own native memory until it is written to its segment.
///
/// The ring's bytes at such a frame's sequences are left alone, so a claim can always be filled: a
/// producer never waits. That this stays within bounds is the business of [GroupLog#hasRoom].
///
/// Threads: producers add, the writer takes; readers look while they hold the same monitor.
final class BypassFrames {

  private final ConcurrentHashMap<Long, NativeBlock> frames = new ConcurrentHashMap<>();
  private final AtomicLong pendingBytes = new AtomicLong();

  void add(long start, NativeBlock frame) {
    pendingBytes.addAndGet(frame.allocatedBytes());
    frames.put(start, frame);
  }

  boolean isEmpty() {
    return pendingBytes.get() == 0;
  }

  @Nullable NativeBlock at(long start) {
    return pendingBytes.get() == 0 ? null : frames.get(start);
  }

  /// Native bytes held.
  long pendingBytes() {
    return pendingBytes.get();
  }

  /// Frees a frame that was written.
  synchronized void remove(long start) {
    NativeBlock frame = frames.remove(start);
    if (frame != null) {
      Native.free(frame.address(), frame.allocatedBytes());
      pendingBytes.addAndGet(-frame.allocatedBytes());
    }
  }

  /// Copies a waiting frame's bytes to `targetAddress`; false if it is gone, and so is in its
  /// segment, or has more than `maxBytes`.
  synchronized boolean copy(long start, long targetAddress, int maxBytes) {
    NativeBlock frame = frames.get(start);
    if (frame == null || frame.bytes() > maxBytes) {
      return false;
    }
    Native.copy(frame.address(), targetAddress, frame.bytes());
    return true;
  }

  void free() {
    for (Long start : frames.keySet()) {
      remove(start);
    }
  }
}
