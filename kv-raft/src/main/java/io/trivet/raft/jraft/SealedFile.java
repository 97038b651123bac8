package io.trivet.raft.jraft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// A small file that is always replaced as a whole: a reader finds the old bytes or the new ones.
/// Persistent: never change, never reuse a number.
///
/// ```
///  0                4                8                12               16
///  +----------------+----------------+----------------+----------------+----------------
///  | magic "TVRS"   | kind           | payload bytes  | crc            | payload      ...
///  +----------------+----------------+----------------+----------------+----------------
/// ```
///
/// | field | meaning |
/// |---|---|
/// | kind | what the payload is, with its format; a reader refuses a kind it did not ask for |
/// | payload bytes | 0 to 1 MiB; the file has no more |
/// | crc | CRC-32C of bytes 0 to 12 followed by the payload |
///
/// All numbers are big-endian.
///
/// Threads: one writer at a time.
final class SealedFile {

  private static final int MAGIC = 0x5456_5253;
  private static final int CRC_AT = 12;
  private static final int HEADER_BYTES = 16;
  private static final int MAX_PAYLOAD_BYTES = 1 << 20;

  private final Path path;
  private final int kind;

  /// @param kind of the payload; never reused for another format
  SealedFile(Path path, int kind) {
    this.path = path;
    this.kind = kind;
  }

  /// The payload.
  ///
  /// @throws CorruptRaftFileException if there is no file, or not what was written
  ByteBuffer read() throws IOException {
    byte[] bytes = bytes();
    if (bytes.length < HEADER_BYTES) {
      throw new CorruptRaftFileException(path, 0, "a length of " + bytes.length + " bytes");
    }
    ByteBuffer whole = ByteBuffer.wrap(bytes);
    if (whole.getInt(0) != MAGIC
        || whole.getInt(8) != bytes.length - HEADER_BYTES
        || whole.getInt(CRC_AT) != crc(whole)) {
      throw new CorruptRaftFileException(path, 0, "the bytes are not those that were written");
    }
    if (whole.getInt(4) != kind) {
      String kinds = "kind %d instead of %d".formatted(whole.getInt(4), kind);
      throw new CorruptRaftFileException(path, 4, kinds);
    }
    return whole.position(HEADER_BYTES).slice();
  }

  /// Replaces the payload by the remaining bytes of `payload`; they are durable on return.
  void replace(ByteBuffer payload) throws IOException {
    int bytes = payload.remaining();
    if (bytes > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("payload of %d bytes in %s".formatted(bytes, path));
    }
    ByteBuffer whole = ByteBuffer.allocate(HEADER_BYTES + bytes);
    whole.putInt(MAGIC).putInt(kind).putInt(bytes).putInt(0).put(payload.duplicate()).flip();
    whole.putInt(CRC_AT, crc(whole));
    replace(path, whole);
  }

  /// Replaces a whole file; the bytes are durable under its name on return.
  static void replace(Path path, ByteBuffer whole) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".tmp");
    try (FileChannel file =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (whole.hasRemaining()) {
        file.write(whole);
      }
      file.force(true);
    }
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    syncName(path);
  }

  /// Makes the name of a file or directory durable.
  static void syncName(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      return; // the root has no name
    }
    try (FileChannel names = FileChannel.open(parent, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private byte[] bytes() throws IOException {
    try {
      long size = Files.size(path);
      if (size > HEADER_BYTES + MAX_PAYLOAD_BYTES) {
        throw new CorruptRaftFileException(path, 0, "a length of " + size + " bytes");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new CorruptRaftFileException(path, 0, "the file is gone");
    }
  }

  private static int crc(ByteBuffer whole) {
    CRC32C crc = new CRC32C();
    crc.update(whole.duplicate().position(0).limit(CRC_AT));
    crc.update(whole.duplicate().position(HEADER_BYTES));
    return (int) crc.getValue();
  }
}
