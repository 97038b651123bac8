package io.trivet.storage.log;

import io.trivet.storage.frame.FrameBuffer;
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
  private final AtomicLong lastEnd = new AtomicLong();

  void add(long start, NativeBlock frame) {
    pendingBytes.addAndGet(frame.allocatedBytes());
    lastEnd.accumulateAndGet(start + frame.bytes(), Math::max);
    frames.put(start, frame);
  }

  boolean isEmpty() {
    return pendingBytes.get() == 0;
  }

  @Nullable NativeBlock at(long start) {
    return pendingBytes.get() == 0 ? null : frames.get(start);
  }

  /// The greatest end of all frames that ever were here: what begins at or above it, and is
  /// published, went through the ring.
  long lastEnd() {
    return lastEnd.get();
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

  /// Copies a waiting frame into `target`, which grows if need be; returns its bytes, or 0 if it is
  /// gone, and so is in its segment.
  synchronized int copy(long start, FrameBuffer target) {
    NativeBlock frame = frames.get(start);
    if (frame == null) {
      return 0;
    }
    target.ensureCapacity(frame.bytes());
    Native.copy(frame.address(), target.address(), frame.bytes());
    return frame.bytes();
  }

  /// All frames that went past the ring are written, and the ring begins anew behind them.
  void restart() {
    lastEnd.set(0);
  }

  void free() {
    for (Long start : frames.keySet()) {
      remove(start);
    }
  }
}
