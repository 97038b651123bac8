package io.trivet.server.failover;

import io.trivet.server.replication.ImageFeed;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.image.ImageSource;
import io.trivet.storage.value.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The image that a primary keeps for a standby which no log can feed: one at a time, from the
/// first request until the standby follows, so that it may come back in the middle and finds the
/// log behind it (H32).
///
/// Threads: any; making one waits for the disk.
final class Images {

  private static final Logger LOG = LoggerFactory.getLogger(Images.class);

  private final Storage storage;
  private final RandomGenerator random;
  private final long maxPinnedBytes;
  private @Nullable ImageSource kept;

  /// @param maxPinnedBytes of log that an image may keep on the disk
  Images(Storage storage, RandomGenerator random, long maxPinnedBytes) {
    this.storage = storage;
    this.random = random;
    this.maxPinnedBytes = maxPinnedBytes;
  }

  /// The image that the standby has begun, if it is kept, else a new one.
  synchronized ImageFeed open(UUID begun) throws IOException {
    ImageSource present = kept;
    if (present == null || present.isVoid() || !idOf(present).equals(begun)) {
      letGo();
      present = ImageSource.make(storage, random, maxPinnedBytes);
      kept = present;
      LOG.info(
          "image made bytes={} redoSequence={}",
          present.manifest().totalBytes(),
          present.manifest().redoSequence());
    }
    return new Sent(present);
  }

  /// No standby needs it any more.
  synchronized void letGo() {
    ImageSource present = kept;
    kept = null;
    if (present != null) {
      try {
        present.close();
      } catch (IOException e) {
        LOG.warn("image not deleted; the next start does it", e);
      }
    }
  }

  /// The name under which a standby asks for an image again.
  static UUID idOf(long imageId) {
    return new UUID(0, imageId);
  }

  private static UUID idOf(ImageSource image) {
    return idOf(image.manifest().id());
  }

  /// An image on its way out.
  private record Sent(ImageSource image) implements ImageFeed {
    @Override
    public Bytes manifest() {
      try {
        ByteBuffer encoded = image.manifest().encode();
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return Bytes.of(bytes);
      } catch (IOException e) {
        throw new IllegalStateException("an own manifest", e);
      }
    }

    @Override
    public void read(int file, long offset, ByteBuffer target) throws IOException {
      while (target.hasRemaining()) {
        int bytes = image.read(file, offset, target);
        if (bytes == 0) {
          throw new EOFException("file " + file + " of the image ends at " + offset);
        }
        offset += bytes;
      }
    }

    @Override
    public void close() {}
  }
}
