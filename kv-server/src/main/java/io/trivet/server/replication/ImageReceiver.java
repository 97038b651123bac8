package io.trivet.server.replication;

import io.trivet.server.replication.ImageTarget.Missing;
import io.trivet.server.replication.LinkMessage.Chunk;
import io.trivet.server.replication.LinkMessage.ImageRequest;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets an image from the primary: asks for what the target lacks, a bounded piece at a time, and
/// for the next when that is written.
///
/// Threads: the event loop of its connection; the target is used on the blocking executor, one call
/// after the other.
final class ImageReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(ImageReceiver.class);

  private final LinkChannel link;
  private final int epoch;
  private final long session;
  private final StandbyCopy copy;
  private final Executor blocking;
  private final Runnable complete;
  private final Consumer<String> failed;
  private @Nullable Missing asked;
  private boolean isOpening;
  private boolean isClosed;
  private @Nullable ImageTarget target; // the blocking executor's
  private volatile long totalBytes;
  private volatile long presentBytes;

  /// @param complete told when the target has the whole image, on the event loop
  /// @param failed told why it never will, on the event loop
  ImageReceiver(
      LinkChannel link,
      int epoch,
      long session,
      StandbyCopy copy,
      Executor blocking,
      Runnable complete,
      Consumer<String> failed) {
    this.link = link;
    this.epoch = epoch;
    this.session = session;
    this.copy = copy;
    this.blocking = blocking;
    this.complete = complete;
    this.failed = failed;
  }

  /// Bytes of the image; 0 while that is not known.
  long totalBytes() {
    return totalBytes;
  }

  /// Bytes that are here.
  long presentBytes() {
    return presentBytes;
  }

  /// An image is offered.
  void offered(Bytes manifest) throws MalformedMessageException {
    if (isOpening) {
      throw new MalformedMessageException("a second image");
    }
    isOpening = true;
    onDisk(() -> {
      ImageTarget opened = copy.image(manifest);
      target = opened;
      totalBytes = opened.totalBytes();
      return next(opened);
    });
  }

  /// Takes a chunk, and its payload.
  void take(Chunk chunk) throws MalformedMessageException {
    Missing left = asked;
    int bytes = chunk.bytes().readableBytes();
    if (left == null
        || left.file() != chunk.file()
        || left.offset() != chunk.offset()
        || left.bytes() < bytes) {
      chunk.bytes().release();
      throw new MalformedMessageException(
          "a chunk of file " + chunk.file() + " at " + chunk.offset() + " where not asked");
    }
    boolean isLast = left.bytes() == bytes;
    asked = isLast ? null : new Missing(left.file(), left.offset() + bytes, left.bytes() - bytes);
    onDisk(() -> {
      write(chunk);
      ImageTarget open = target;
      return isLast && open != null ? next(open) : () -> {};
    });
  }

  /// Lets the target go; what it has stays for the next connection.
  void close() {
    if (!isClosed) {
      isClosed = true;
      onDisk(() -> {
        ImageTarget open = target;
        target = null;
        if (open != null) {
          open.close();
        }
        return () -> {};
      });
    }
  }

  /// Threads: the blocking executor, as the next.
  private Runnable next(ImageTarget open) throws IOException {
    presentBytes = open.presentBytes();
    Missing missing = open.missing();
    return () -> ask(missing);
  }

  private void write(Chunk chunk) throws IOException {
    try {
      ImageTarget open = target;
      if (open == null) {
        return;
      }
      if (new LinkCodec().sum(chunk.bytes()) != chunk.crc()) {
        throw new IOException("wrong checksum of file " + chunk.file() + " at " + chunk.offset());
      }
      open.write(chunk.file(), chunk.offset(), chunk.bytes().nioBuffer());
      presentBytes = open.presentBytes();
    } finally {
      chunk.bytes().release();
    }
  }

  private void ask(@Nullable Missing missing) {
    if (isClosed) {
      return;
    }
    if (missing == null) {
      complete.run();
      return;
    }
    int bytes = (int) Math.min(missing.bytes(), ImageSender.MAX_REQUEST_BYTES);
    asked = new Missing(missing.file(), missing.offset(), bytes);
    link.send(new ImageRequest(epoch, session, missing.file(), missing.offset(), bytes));
  }

  private void onDisk(DiskStep step) {
    try {
      blocking.execute(() -> run(step));
    } catch (RejectedExecutionException e) {
      failed.accept("nobody writes the disk");
    }
  }

  private void run(DiskStep step) {
    Runnable then;
    try {
      then = step.run();
    } catch (IOException | RuntimeException e) {
      LOG.warn("image not taken epoch={} session={}", epoch, session, e);
      then = () -> failed.accept("the image cannot be taken: " + e.getMessage());
    }
    link.loop().execute(then);
  }

  /// Work on the disk that tells what is to be done with what it found.
  private interface DiskStep {
    Runnable run() throws IOException;
  }
}
