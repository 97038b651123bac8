package io.trivet.server.replication;

import io.netty.buffer.ByteBuf;
import io.trivet.server.replication.LinkMessage.FramePart;
import io.trivet.server.replication.LinkMessage.Frames;
import io.trivet.storage.memory.Native;
import java.io.IOException;

/// What has arrived of the log, on its way into the copy: frames that find no room there wait here,
/// and the parts of a large frame are put together.
///
/// The bytes that wait are bounded by the window that the primary was told, and a message; a frame
/// in parts comes alone, and takes memory as it arrives.
///
/// Invariants: what waits begins behind what was taken; frames go into the copy in order, without a
/// gap.
///
/// Threads: the event loop of its connection.
final class FrameInbox implements AutoCloseable {

  private static final int FIRST_BYTES = 1 << 16;
  private static final int KEPT_BYTES = 1 << 20;

  private final StandbyCopy copy;
  private final long bound;
  private volatile long receivedSequence;
  private long address;
  private long capacity;
  private long first;
  private long last;
  private int unfinishedBytes;

  /// @param fromSequence where the copy ends
  /// @param windowBytes that the primary was told
  FrameInbox(StandbyCopy copy, long fromSequence, int windowBytes) {
    this.copy = copy;
    this.receivedSequence = fromSequence;
    this.bound = (long) windowBytes + LinkCodec.MAX_FRAMES_BYTES;
  }

  /// All up to here has arrived, in whole frames.
  long receivedSequence() {
    return receivedSequence;
  }

  /// The bytes that wait.
  long waitingBytes() {
    return last - first;
  }

  /// Takes the frames of a message, whose payload stays the caller's.
  ///
  /// @throws MalformedMessageException if they do not follow, or are more than the window allows
  /// @throws IOException if the copy cannot take them
  void take(Frames frames) throws MalformedMessageException, IOException {
    ByteBuf bytes = frames.bytes();
    int count = bytes.readableBytes();
    long start = frames.startSequence();
    require(start == receivedSequence, "frames", start);
    require(unfinishedBytes == 0, "frames inside a frame", start);
    int taken = 0;
    if (first == last && bytes.hasMemoryAddress()) {
      taken = copy.take(bytes.memoryAddress() + bytes.readerIndex(), count);
    }
    receivedSequence = start + count;
    if (taken < count) {
      append(bytes, taken);
      require(last - first <= bound, "more than the window", start);
      if (!bytes.hasMemoryAddress()) {
        drain();
      }
    }
  }

  /// Takes a part of a large frame, likewise.
  void take(FramePart part) throws MalformedMessageException, IOException {
    require(part.startSequence() == receivedSequence, "a frame", part.startSequence());
    require(last - first == part.offset(), "a part at " + part.offset(), part.startSequence());
    boolean isSame = part.offset() == 0 || part.frameBytes() == unfinishedBytes;
    require(isSame, "a part of another frame", part.startSequence());
    unfinishedBytes = part.frameBytes();
    append(part.bytes(), 0);
    if (last - first == part.frameBytes()) {
      unfinishedBytes = 0;
      receivedSequence = part.startSequence() + part.frameBytes();
      drain();
    }
  }

  /// Gives the copy what waits, as far as it takes it.
  void drain() throws IOException {
    if (unfinishedBytes == 0 && last > first) {
      first += copy.take(address + first, (int) (last - first));
      if (first == last) {
        first = 0;
        last = 0;
        shrink();
      }
    }
  }

  @Override
  public void close() {
    if (capacity > 0) {
      Native.free(address, capacity);
      capacity = 0;
    }
    first = 0;
    last = 0;
  }

  private void append(ByteBuf bytes, int from) {
    int count = bytes.readableBytes() - from;
    ensureRoom(count);
    int index = bytes.readerIndex() + from;
    if (bytes.hasMemoryAddress()) {
      Native.copy(bytes.memoryAddress() + index, address + last, count);
    } else {
      byte[] heap = new byte[count];
      bytes.getBytes(index, heap);
      Native.copyIn(heap, 0, count, address + last);
    }
    last += count;
  }

  private void ensureRoom(int count) {
    if (capacity - last >= count) {
      return;
    }
    long waiting = last - first;
    long wanted = waiting + count;
    if (wanted <= capacity / 2) {
      Native.copy(address + first, address, waiting);
    } else {
      long larger = Math.max(FIRST_BYTES, Math.max(wanted, 2 * waiting));
      long moved = Native.allocate(larger);
      Native.copy(address + first, moved, waiting);
      close();
      address = moved;
      capacity = larger;
    }
    first = 0;
    last = waiting;
  }

  private void shrink() {
    if (capacity > KEPT_BYTES) {
      close();
    }
  }

  private void require(boolean holds, String what, long sequence) throws MalformedMessageException {
    if (!holds) {
      throw new MalformedMessageException(
          "%s at %d where %d is the next".formatted(what, sequence, receivedSequence));
    }
  }
}
