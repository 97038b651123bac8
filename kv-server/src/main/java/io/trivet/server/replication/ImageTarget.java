package io.trivet.server.replication;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Where an image of the primary's data is put together.
///
/// Threads: the blocking executor of the link, one call at a time.
public interface ImageTarget extends AutoCloseable {

  /// Bytes of a file that are not there yet.
  ///
  /// @param file index in the manifest
  record Missing(int file, long offset, long bytes) {}

  /// What is to come next; null if the image is complete. Then it is durable, and takes the place
  /// of the copy at the next [StandbyCopy#meet].
  @Nullable Missing missing() throws IOException;

  /// Puts bytes to where [#missing] said, in order.
  void write(int file, long offset, ByteBuffer bytes) throws IOException;

  /// Bytes of the whole image.
  long totalBytes();

  /// Bytes that are there.
  long presentBytes();

  /// Keeps what is there for the next connection.
  @Override
  void close() throws IOException;
}
