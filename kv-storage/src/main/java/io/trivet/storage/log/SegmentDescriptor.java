package io.trivet.storage.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The header of a WAL segment. Persistent: never change, never reuse a number.
///
/// ```
///  0                8        12       16               24               32       36              60     64
///  +----------------+--------+--------+----------------+----------------+--------+---------------+------+
///  | magic          | format | epoch  | first sequence | durable then   | data at| zero          | crc  |
///  +----------------+--------+--------+----------------+----------------+--------+---------------+------+
///  | zero up to 4096, then frames, the first one at "first sequence"                                ...
/// ```
///
/// | field | meaning |
/// |---|---|
/// | magic | the ASCII text `TRIVETWL`, read as a little-endian number |
/// | format | 1; a reader refuses what it does not know |
/// | epoch | of the first frame |
/// | first sequence | position in the log of the byte at offset 4096; agrees with the file's name |
/// | durable then | what was synced when the segment was made: a lower bound for ever |
/// | data at | 4096, for people |
/// | crc | CRC-32C of bytes 0 to 60 |
///
/// All numbers are little-endian. Every future format keeps magic, format and crc in their places.
/// There is no salt: a frame carries its own position and epoch, which recycled bytes cannot match,
/// and an operator may restore a segment from a standby's copy.
///
/// The header has a block of its own, so that no write of frames touches the block it is in.
record SegmentDescriptor(int format, int epoch, long firstSequence, long durableSequence) {

  static final int HEADER_BYTES = 4096;

  private static final long MAGIC = 0x4C57_5445_5649_5254L;
  static final int FORMAT = 1;
  private static final int FIELDS_BYTES = 64;
  private static final int CRC_AT = 60;

  SegmentDescriptor(int epoch, long firstSequence, long durableSequence) {
    this(FORMAT, epoch, firstSequence, durableSequence);
  }

  /// The whole header block.
  ByteBuffer encode() {
    ByteBuffer block = ByteBuffer.allocateDirect(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    block.putLong(MAGIC).putInt(format).putInt(epoch);
    block.putLong(firstSequence).putLong(durableSequence).putInt(HEADER_BYTES);
    block.putInt(CRC_AT, crc(block));
    return block.clear();
  }

  /// Reads a header, of any format; null if these bytes are none.
  static @Nullable SegmentDescriptor decode(ByteBuffer bytes) {
    if (bytes.remaining() < FIELDS_BYTES) {
      return null;
    }
    ByteBuffer block = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (block.getLong(0) != MAGIC || block.getInt(CRC_AT) != crc(block)) {
      return null;
    }
    return new SegmentDescriptor(
        block.getInt(8), block.getInt(12), block.getLong(16), block.getLong(24));
  }

  private static int crc(ByteBuffer block) {
    CRC32C crc = new CRC32C();
    crc.update(block.duplicate().position(0).limit(CRC_AT));
    return (int) crc.getValue();
  }
}
