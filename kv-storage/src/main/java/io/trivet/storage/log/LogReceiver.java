package io.trivet.storage.log;

import io.trivet.storage.Invariant;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameCheck;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameFault;
import io.trivet.storage.frame.FrameWriter.NativeBlock;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// The way into the log of a node that follows: it takes the very frames of the primary, byte for
/// byte. From the ring on they go the way of frames that were appended here.
///
/// Use: [#beginEpoch] wherever the primary's lineage begins an epoch, [GroupLog#hasRoom] before a
/// batch, [#append], [GroupLog#endBatch]. A batch costs one pass for the CRCs, one copy and one
/// publication; frames that are too large for the ring, or find it full, cost memory of their own.
///
/// Invariants: frames are contiguous; every frame is of the newest epoch that the log has begun; a
/// batch with a fault leaves no trace. While a receiver is open, nobody else appends.
///
/// Threads: one.
public final class LogReceiver implements AutoCloseable {

  private final GroupLog log;
  private final Publication publication;
  private final Publication.Cell cell;
  private final CommandCache cache;
  private final BypassFrames bypass;
  private final RingRoom room;
  private final FrameCheck check = new FrameCheck();
  private int epoch;
  private long position;

  LogReceiver(
      GroupLog log,
      Publication publication,
      CommandCache cache,
      BypassFrames bypass,
      RingRoom room) {
    this.log = log;
    this.publication = publication;
    this.cell = publication.register();
    this.cache = cache;
    this.bypass = bypass;
    this.room = room;
    this.epoch = log.lastEpoch();
    this.position = publication.tail();
  }

  /// Begins an epoch at the end of the log: the frames that follow are of it. The log and the
  /// epoch's start are durable on return. Blocks on the disk.
  ///
  /// @param newEpoch greater than [GroupLog#lastEpoch]; the caller refuses older ones before (I5)
  public void beginEpoch(int newEpoch) throws IOException {
    log.beginReceivedEpoch(newEpoch);
    epoch = newEpoch;
  }

  /// Gives whole frames of the primary their place in the log and publishes them; all or none.
  ///
  /// On return they are in memory only, and the memory at `address` is the caller's again; they are
  /// safe when the log reports a sequence at or above the one returned.
  ///
  /// @param address native memory that begins with a frame, the one that follows the log's end
  /// @param bytes of all the frames together
  /// @return the sequence of the last frame
  /// @throws CorruptFrameException if they are not whole frames of the begun epoch that follow one
  ///   another and the log; offset and sequence say which is not
  public long append(long address, int bytes) throws CorruptFrameException {
    int largestBytes = check(address, bytes);
    long start = position;
    Invariant.check(
        publication.claimAt(cell, start, bytes), "append beside a receiver", start, bytes);
    boolean isFilled = false;
    try {
      if (room.isForRing(largestBytes) && room.isFree(start, bytes)) {
        cache.put(start, address, bytes);
      } else {
        fillPieces(start, address, bytes);
      }
      isFilled = true;
    } finally {
      if (!isFilled) {
        log.failAppend(); // out of memory: the hole holds everything back that follows
      }
    }
    publication.complete(cell);
    position = start + bytes;
    return position;
  }

  /// Where the next frame must begin.
  public long position() {
    return position;
  }

  /// Leaves the log; no frame is lost. After that [GroupLog#openEpoch] may begin a reign of this
  /// node, or another receiver may follow.
  @Override
  public void close() {
    log.received(this);
    publication.unregister(cell);
  }

  /// Checks all frames of the batch; returns the bytes of the largest.
  private int check(long address, int bytes) throws CorruptFrameException {
    ByteBuffer view = MemorySegment.ofAddress(address).reinterpret(bytes).asByteBuffer();
    int largestBytes = 0;
    int at = 0;
    while (at < bytes) {
      FrameFault fault = check(address + at, view, at);
      if (fault != FrameFault.NONE) {
        throw new CorruptFrameException(
            "batch from the primary",
            at,
            position + at,
            fault.text(),
            "Nothing of it was taken; ask for it again");
      }
      int length = FrameDescriptor.length(address + at);
      largestBytes = Math.max(largestBytes, length);
      at += length;
    }
    return largestBytes;
  }

  private FrameFault check(long frame, ByteBuffer view, int at) {
    int left = view.capacity() - at;
    if (left < FrameDescriptor.HEADER_BYTES) {
      return FrameFault.END;
    }
    FrameFault fault = FrameCheck.header(frame, position + at, left);
    if (fault == FrameFault.NONE) {
      fault = check.body(frame, view, at);
    }
    boolean isOfEpoch = FrameDescriptor.epoch(frame) == epoch && epoch > 0;
    return fault == FrameFault.NONE && !isOfEpoch ? FrameFault.OTHER_EPOCH : fault;
  }

  /// Fills a claim frame by frame: runs that fit go to the ring, the rest past it.
  private void fillPieces(long start, long address, int bytes) {
    int runFrom = 0;
    int at = 0;
    while (at < bytes) {
      int length = FrameDescriptor.length(address + at);
      if (!room.isForRing(length) || !room.isFree(start + at, length)) {
        putRun(start, address, runFrom, at);
        bypass.add(start + at, copyOf(address + at, length));
        runFrom = at + length;
      }
      at += length;
    }
    putRun(start, address, runFrom, bytes);
  }

  private void putRun(long start, long address, int from, int to) {
    if (from < to) {
      cache.put(start + from, address + from, to - from);
    }
  }

  private static NativeBlock copyOf(long address, int bytes) {
    long copy = Native.allocate(bytes);
    Native.copy(address, copy, bytes);
    return new NativeBlock(copy, bytes, bytes);
  }
}
