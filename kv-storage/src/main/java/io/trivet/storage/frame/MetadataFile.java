package io.trivet.storage.frame;

import io.trivet.storage.Invariant;
import io.trivet.storage.disk.Disk;
import io.trivet.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A small file that is always replaced as a whole: a reader finds the old bytes or the new ones.
/// Persistent: never change, never reuse a number.
///
/// ```
///  0                4                8                12               16
///  +----------------+----------------+----------------+----------------+----------------
///  | magic          | kind           | payload bytes  | crc            | payload      ...
///  +----------------+----------------+----------------+----------------+----------------
/// ```
///
/// | field | meaning |
/// |---|---|
/// | magic | the ASCII text `TVMF`, read as a little-endian number |
/// | kind | what the payload is, with its format; a reader refuses a kind it did not ask for |
/// | payload bytes | 0 to 1 MiB; the file has no more |
/// | crc | CRC-32C of the payload followed by bytes 0 to 12 |
///
/// All numbers are little-endian.
///
/// Threads: one at a time.
public final class MetadataFile {

  /// Files of this ending are unfinished: whoever opens the directory deletes them.
  public static final String UNFINISHED_SUFFIX = ".tmp";

  private static final int MAGIC = 0x464D_5654;
  private static final int KIND_AT = 4;
  private static final int LENGTH_AT = 8;
  private static final int CRC_AT = 12;
  private static final int HEADER_BYTES = 16;
  private static final int MAX_PAYLOAD_BYTES = 1 << 20;

  private final Disk disk;
  private final String name;
  private final int kind;

  /// @param kind of the payload; never reused for another format
  public MetadataFile(Disk disk, String name, int kind) {
    this.disk = disk;
    this.name = name;
    this.kind = kind;
  }

  /// The payload, little-endian; null if there is no file.
  ///
  /// @throws CorruptFrameException if the file is not what was written
  public @Nullable ByteBuffer read() throws IOException {
    if (!disk.list().contains(name)) {
      return null;
    }
    try (DiskFile file = disk.open(name)) {
      long size = file.size();
      if (size < HEADER_BYTES || size > HEADER_BYTES + MAX_PAYLOAD_BYTES) {
        throw corrupt("a length of " + size + " bytes");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
      file.readFully(bytes, 0);
      check(bytes.flip());
      return bytes.position(HEADER_BYTES).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /// Replaces the payload by the remaining bytes of `payload`; they are durable on return.
  public void replace(ByteBuffer payload) throws IOException {
    int bytes = payload.remaining();
    Invariant.check(bytes <= MAX_PAYLOAD_BYTES, "metadata too long", bytes, MAX_PAYLOAD_BYTES);
    ByteBuffer whole = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
    whole.putInt(MAGIC).putInt(kind).putInt(bytes).putInt(0).put(payload.duplicate());
    whole.putInt(CRC_AT, crc(whole.flip()));
    String unfinished = name + UNFINISHED_SUFFIX;
    if (disk.list().contains(unfinished)) {
      disk.delete(unfinished);
    }
    try (DiskFile file = disk.create(unfinished)) {
      file.writeFully(whole, 0);
      file.sync(false);
    }
    disk.rename(unfinished, name);
    disk.syncDirectory();
  }

  /// Deletes the file, if there is one; durable after the next sync of the directory.
  public void delete() throws IOException {
    if (disk.list().contains(name)) {
      disk.delete(name);
    }
  }

  private void check(ByteBuffer bytes) throws CorruptFrameException {
    if (bytes.remaining() < HEADER_BYTES
        || bytes.getInt(0) != MAGIC
        || bytes.getInt(LENGTH_AT) != bytes.remaining() - HEADER_BYTES
        || bytes.getInt(CRC_AT) != crc(bytes)) {
      throw corrupt("the bytes are not those that were written");
    }
    if (bytes.getInt(KIND_AT) != kind) {
      throw corrupt("kind %d instead of %d".formatted(bytes.getInt(KIND_AT), kind));
    }
  }

  private CorruptFrameException corrupt(String whatIsWrong) {
    return new CorruptFrameException(
        disk.describe(name), 0, -1, whatIsWrong, "Restore the file from a copy");
  }

  private static int crc(ByteBuffer whole) {
    CRC32C crc = new CRC32C();
    crc.update(whole.duplicate().position(HEADER_BYTES));
    crc.update(whole.duplicate().position(0).limit(CRC_AT));
    return (int) crc.getValue();
  }
}
