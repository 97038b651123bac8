package io.trivet.storage.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The checksum of a piece of an image.
public final class ImageChunk {

  private static final int PLACE_BYTES = Long.BYTES + Integer.BYTES + Long.BYTES;

  private ImageChunk() {}

  /// CRC-32C over the image's id, the index of the file, the offset in it (big-endian, 8, 4 and 8
  /// bytes), and the remaining bytes, which stay as they are. So a chunk does not pass at another
  /// place than its own.
  public static int crc32c(long id, int file, long offset, ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    ByteBuffer place = ByteBuffer.allocate(PLACE_BYTES);
    crc.update(place.putLong(id).putInt(file).putLong(offset).flip());
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }
}
