package io.trivet.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Locale;

/// A file of a [RealDisk], over a file channel.
///
/// Threads: as [DiskFile] says; an interrupt that arrives while a thread is inside closes the
/// channel and so fails the file, therefore threads that do I/O are not interrupted.
final class RealDiskFile implements DiskFile {

  private static final int ZEROES_BYTES = 1 << 20;

  private final String name;
  private final FileChannel channel;

  RealDiskFile(String name, FileChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return channel.read(target, position);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    try {
      return channel.write(source, position);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void truncate(long bytes) throws IOException {
    channel.truncate(bytes);
  }

  /// Writes zeroes rather than reserving extents: a block that was once written is overwritten in
  /// place, so that a later data sync has no allocation to record.
  @Override
  public void preallocate(long bytes) throws IOException {
    ByteBuffer zeroes = ByteBuffer.allocateDirect((int) Math.min(bytes, ZEROES_BYTES));
    for (long at = 0; at < bytes; ) {
      zeroes.clear().limit((int) Math.min(bytes - at, zeroes.capacity()));
      int length = zeroes.limit();
      writeFully(zeroes, at);
      at += length;
    }
  }

  @Override
  public void sync(boolean dataOnly) throws IOException {
    channel.force(!dataOnly);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// The JDK tells a full disk only by the operating system's words.
  private static IOException named(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean isFull = message.contains("no space left") || message.contains("quota exceeded");
    return isFull ? new DiskFullException(message, e) : e;
  }
}
