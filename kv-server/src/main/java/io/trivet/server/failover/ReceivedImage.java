package io.trivet.server.failover;

import io.trivet.server.replication.ImageTarget;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.image.ImageChunk;
import io.trivet.storage.image.ImageManifest;
import io.trivet.storage.image.ImagePosition;
import io.trivet.storage.image.ImageSink;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// An image of the primary's data on its way in.
final class ReceivedImage implements ImageTarget {

  private final ImageSink sink;
  private final ImageManifest manifest;

  private ReceivedImage(ImageSink sink) {
    this.sink = sink;
    this.manifest = sink.manifest();
  }

  /// Takes up the image that is offered, or begins with it.
  static ReceivedImage open(Storage storage, Bytes manifest) throws IOException {
    ByteBuffer encoded = ByteBuffer.wrap(manifest.array());
    return new ReceivedImage(ImageSink.open(storage, ImageManifest.decode(encoded)));
  }

  /// Whether all of it is here, durably.
  boolean isComplete() {
    return sink.isComplete();
  }

  @Override
  public @Nullable Missing missing() throws IOException {
    ImagePosition next = sink.position();
    if (next.file() >= manifest.files().size()) {
      sink.complete();
      return null;
    }
    long left = manifest.files().get(next.file()).bytes() - next.offset();
    return new Missing(next.file(), next.offset(), left);
  }

  @Override
  public void write(int file, long offset, ByteBuffer bytes) throws IOException {
    sink.receive(file, offset, bytes, ImageChunk.crc32c(manifest.id(), file, offset, bytes));
  }

  @Override
  public long totalBytes() {
    return manifest.totalBytes();
  }

  @Override
  public long presentBytes() {
    return manifest.bytesBefore(sink.position());
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
