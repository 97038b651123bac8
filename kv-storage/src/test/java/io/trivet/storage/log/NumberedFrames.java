package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameWriter;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.util.SplittableRandom;

/// Frames that hold the numbers of their producers and their own, and the check that they come
/// whole, once and in each producer's order.
///
/// Threads: one.
final class NumberedFrames {

  private final int frames;
  private final int[] next;
  private long sequence;

  NumberedFrames(int producers, int frames) {
    this.next = new int[producers];
    this.frames = frames;
  }

  /// Fills a frame, of at least 12 bytes.
  static void put(FrameWriter frame, int producer, int number, int size) {
    frame.putInt(producer);
    frame.putInt(number);
    frame.putInt(size);
    SplittableRandom content = new SplittableRandom(producer * 1_000_003L + number);
    for (int i = 12; i < size; i++) {
      frame.putByte(content.nextInt(256));
    }
  }

  /// Reads until every producer's last frame has come; returns the sequence.
  long follow(GroupLog log) throws IOException {
    try (LogReader reader = log.reader(0, 1 << 12)) {
      while (!isComplete()) {
        int bytes = reader.read(Long.MAX_VALUE);
        for (long at = reader.address(); at < reader.address() + bytes; ) {
          int length = FrameDescriptor.length(at);
          frame(
              FrameDescriptor.start(at) + length,
              FrameDescriptor.epoch(at),
              FrameDescriptor.wallTimeMs(at),
              at + FrameDescriptor.HEADER_BYTES,
              length - FrameDescriptor.HEADER_BYTES);
          at += length;
        }
        if (bytes == 0) {
          assertThat(log.failure()).isNull();
          Thread.onSpinWait();
        }
      }
    }
    return sequence;
  }

  /// Checks the next frame; a [FrameVisitor].
  void frame(long frameSequence, int epoch, long wallTimeMs, long address, int bytes) {
    assertThat(frameSequence - bytes - FrameDescriptor.HEADER_BYTES).isEqualTo(sequence);
    sequence = frameSequence;
    int producer = Native.getInt(address);
    int number = Native.getInt(address + 4);
    assertThat(number).isEqualTo(next[producer]++);
    assertThat(wallTimeMs).isEqualTo(number);
    assertThat(Native.getInt(address + 8)).isEqualTo(bytes);
    SplittableRandom content = new SplittableRandom(producer * 1_000_003L + number);
    for (int i = 12; i < bytes; i++) {
      if (Native.getByte(address + i) != (byte) content.nextInt(256)) {
        throw new AssertionError("byte " + i + " of frame " + number + " of " + producer);
      }
    }
  }

  private boolean isComplete() {
    for (int count : next) {
      if (count < frames) {
        return false;
      }
    }
    return true;
  }

  void assertComplete() {
    assertThat(next).containsOnly(frames);
  }
}
