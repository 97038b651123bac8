package io.trivet.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One open file of a [Disk].
///
/// Threads: reads, writes of disjoint ranges and syncs may run side by side. A sync covers the
/// writes that returned before it began.
public interface DiskFile extends AutoCloseable {

  /// The name the file was opened with; a later rename does not change it.
  String name();

  /// Reads into `target` from `position` on. Returns the bytes read, or -1 at or behind the end of
  /// the file; fewer than `target.remaining()` may come before the end.
  int read(ByteBuffer target, long position) throws IOException;

  /// Writes some of `source` at `position`, at least one byte; returns how many.
  ///
  /// @throws DiskFullException if there is no space
  int write(ByteBuffer source, long position) throws IOException;

  /// The length in bytes.
  long size() throws IOException;

  /// Cuts the file to `bytes`, if it is longer.
  void truncate(long bytes) throws IOException;

  /// Makes the file `bytes` long, zero-filled and really allocated, so that a later write inside it
  /// neither lacks space nor changes more than data. The file must be empty.
  ///
  /// @throws DiskFullException if there is no space
  void preallocate(long bytes) throws IOException;

  /// Makes all bytes written so far durable; with `dataOnly`, times and the like may be left behind
  /// (the length is not). After a failure nothing is known about the bytes: a second call could
  /// report success although they are lost, so there must be none (I19).
  void sync(boolean dataOnly) throws IOException;

  @Override
  void close() throws IOException;

  /// Writes all of `source` at `position`.
  default void writeFully(ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += write(source, at);
    }
  }

  /// Reads until `target` is full or the file ends; returns the bytes read.
  default int readFully(ByteBuffer target, long position) throws IOException {
    int bytes = 0;
    while (target.hasRemaining()) {
      int more = read(target, position + bytes);
      if (more < 0) {
        break;
      }
      bytes += more;
    }
    return bytes;
  }
}
