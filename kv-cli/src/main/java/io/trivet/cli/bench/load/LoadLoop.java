package io.trivet.cli.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/// One event loop with the buffers that its connections share: only one of them is read or written
/// at a time.
///
/// Threads: all but the constructor and [#call] belong to the event loop.
final class LoadLoop {
  private static final int RECEIVE_BYTES = 64 * 1024;

  private final int index;
  private final EventLoop eventLoop;
  private final LongSupplier nanoTime;
  private final SharedBuffer sharedBuffer = new SharedBuffer();
  private final byte[] incoming = new byte[RECEIVE_BYTES];
  private byte[] outgoing = new byte[0];

  LoadLoop(int index, EventLoop eventLoop, LongSupplier nanoTime) {
    this.index = index;
    this.eventLoop = eventLoop;
    this.nanoTime = nanoTime;
  }

  /// The number of this loop in its generator, from 0.
  int index() {
    return index;
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  /// What the channels of this loop read into.
  RecvByteBufAllocator receiveAllocator() {
    return sharedBuffer;
  }

  long nowNs() {
    return nanoTime.getAsLong();
  }

  /// Room for what was received.
  byte[] incoming() {
    return incoming;
  }

  /// Room for a batch of this length.
  byte[] outgoing(int bytes) {
    if (outgoing.length < bytes) {
      outgoing = new byte[bytes];
    }
    return outgoing;
  }

  /// Runs a task on the event loop, and returns what completes with it.
  CompletableFuture<Void> call(Runnable task) {
    return CompletableFuture.runAsync(task, eventLoop);
  }

  void releaseBuffer() {
    sharedBuffer.release();
  }

  /// Gives every read the same buffer, which the reader empties at once.
  private static final class SharedBuffer extends FixedRecvByteBufAllocator {
    private final ByteBuf buffer = Unpooled.directBuffer(RECEIVE_BYTES, RECEIVE_BYTES);

    SharedBuffer() {
      super(RECEIVE_BYTES);
    }

    void release() {
      buffer.release();
    }

    @Override
    public MaxMessageHandle newHandle() {
      return new MaxMessageHandle() {
        @Override
        public ByteBuf allocate(ByteBufAllocator unused) {
          return buffer.clear().retain();
        }

        @Override
        public int guess() {
          return RECEIVE_BYTES;
        }
      };
    }
  }
}
