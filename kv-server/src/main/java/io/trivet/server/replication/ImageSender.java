package io.trivet.server.replication;

import io.netty.buffer.ByteBuf;
import io.trivet.server.replication.LinkMessage.Chunk;
import io.trivet.server.replication.LinkMessage.ImageOffer;
import io.trivet.server.replication.LinkMessage.ImageRequest;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends an image to one standby, as it asks for it: one chunk at a time is read, and no more than
/// the configured bytes a second are sent.
///
/// Threads: the event loop of its channel; the image is opened, read and closed on the catch-up
/// executor, one after the other.
final class ImageSender {

  /// Of one request.
  static final int MAX_REQUEST_BYTES = 1 << 22;

  /// What a pause gives back of the rate.
  private static final long MAX_LATE_NS = 20_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(ImageSender.class);

  private final LinkChannel link;
  private final PrimaryNode node;
  private final long session;
  private final long bytesPerSecond;
  private final Executor catchUp;
  private final Consumer<String> failed;
  private @Nullable ImageFeed image;
  private int file;
  private long offset;
  private int bytesLeft;
  private long mayFollowNs;
  private boolean isReading;
  private boolean isTimed;
  private boolean isClosed;

  /// @param failed told why there is nothing more to send, on the event loop
  ImageSender(
      LinkChannel link,
      PrimaryNode node,
      long session,
      long bytesPerSecond,
      Executor catchUp,
      Consumer<String> failed) {
    this.link = link;
    this.node = node;
    this.session = session;
    this.bytesPerSecond = bytesPerSecond;
    this.catchUp = catchUp;
    this.failed = failed;
    this.mayFollowNs = link.clock().monoNs();
  }

  /// Makes an image and offers it.
  void open(UUID partial) {
    isReading = true;
    onDisk(() -> {
      ImageFeed opened = node.image(partial);
      return () -> offer(opened);
    });
  }

  /// The standby wants bytes.
  ///
  /// @throws MalformedMessageException if it may not ask now, or not for so many
  void requested(ImageRequest request) throws MalformedMessageException {
    if (image == null || bytesLeft > 0 || isReading) {
      throw new MalformedMessageException("a request for an image out of turn");
    }
    if (request.bytes() < 1 || request.bytes() > MAX_REQUEST_BYTES) {
      throw new MalformedMessageException("a request for " + request.bytes() + " bytes");
    }
    file = request.file();
    offset = request.offset();
    bytesLeft = request.bytes();
    pump();
  }

  /// Has the next chunk read, if it may be sent.
  void pump() {
    ImageFeed open = image;
    if (open == null || isClosed || isReading || isTimed || bytesLeft == 0 || !link.isWritable()) {
      return;
    }
    long waitNs = mayFollowNs - link.clock().monoNs();
    if (waitNs > 0) {
      isTimed = true;
      var _ = link.loop().schedule(this::waited, waitNs, TimeUnit.NANOSECONDS);
      return;
    }
    isReading = true;
    int bytes = Math.min(bytesLeft, LinkCodec.MAX_CHUNK_BYTES);
    int ofFile = file;
    long from = offset;
    onDisk(() -> {
      Chunk chunk = read(open, ofFile, from, bytes);
      return () -> send(chunk);
    });
  }

  /// Lets the image go as soon as nobody reads it.
  void close() {
    if (!isClosed) {
      isClosed = true;
      if (!isReading) {
        closeImage(image);
      }
    }
  }

  private void offer(ImageFeed opened) {
    image = opened;
    isReading = false;
    if (isClosed) {
      closeImage(opened);
      return;
    }
    link.send(new ImageOffer(node.epoch(), session, opened.manifest()));
  }

  private void waited() {
    isTimed = false;
    pump();
  }

  private void send(Chunk chunk) {
    isReading = false;
    if (isClosed) {
      chunk.bytes().release();
      closeImage(image);
      return;
    }
    int bytes = chunk.bytes().readableBytes();
    offset += bytes;
    bytesLeft -= bytes;
    long nowNs = link.clock().monoNs();
    long lateNs = Math.min(nowNs - mayFollowNs, MAX_LATE_NS);
    mayFollowNs = nowNs - lateNs + bytes * 1_000_000_000L / bytesPerSecond;
    link.send(chunk);
    pump();
  }

  private Chunk read(ImageFeed open, int ofFile, long from, int bytes) throws IOException {
    ByteBuf buffer = link.channel().alloc().directBuffer(bytes, bytes);
    boolean isRead = false;
    try {
      open.read(ofFile, from, buffer.nioBuffer(0, bytes));
      buffer.writerIndex(bytes);
      int crc = new LinkCodec().sum(buffer);
      isRead = true;
      return new Chunk(node.epoch(), session, ofFile, from, crc, buffer);
    } finally {
      if (!isRead) {
        buffer.release();
      }
    }
  }

  /// Runs a step on the catch-up executor, and what it returns on the event loop.
  private void onDisk(DiskStep step) {
    try {
      catchUp.execute(() -> run(step));
    } catch (RejectedExecutionException e) {
      isReading = false;
      failed.accept("nobody reads the disk");
    }
  }

  private void run(DiskStep step) {
    Runnable then;
    try {
      then = step.run();
    } catch (IOException | RuntimeException e) {
      LOG.warn("image not read for a standby session={}", session, e);
      then = () -> failed("the image cannot be read: " + e.getMessage());
    }
    link.loop().execute(then);
  }

  private void failed(String reason) {
    isReading = false;
    if (isClosed) {
      closeImage(image);
    } else {
      failed.accept(reason);
    }
  }

  private void closeImage(@Nullable ImageFeed open) {
    if (open == null) {
      return;
    }
    try {
      catchUp.execute(() -> closeNow(open));
    } catch (RejectedExecutionException e) {
      closeNow(open);
    }
  }

  private void closeNow(ImageFeed open) {
    try {
      open.close();
    } catch (IOException e) {
      LOG.warn("image not closed session={}", session, e);
    }
  }

  /// Work on the disk that tells what is to be done with what it found.
  private interface DiskStep {
    Runnable run() throws IOException;
  }
}
