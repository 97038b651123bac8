package io.trivet.server.replication;

import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An image of the primary's data as one session reads it. While it is open, it does not change and
/// the log behind it stays.
///
/// Threads: one at a time; may block on the disk.
public interface ImageFeed extends AutoCloseable {

  /// What the other end's [ImageTarget] is made of; at most 1 MiB.
  Bytes manifest();

  /// Fills `target` with the bytes of a file from `offset` on.
  ///
  /// @param file index in the manifest
  /// @throws IOException if the file is not there, is shorter, or cannot be read
  void read(int file, long offset, ByteBuffer target) throws IOException;

  /// Lets the image go; it may be kept for a while for a standby that comes back.
  @Override
  void close() throws IOException;
}
