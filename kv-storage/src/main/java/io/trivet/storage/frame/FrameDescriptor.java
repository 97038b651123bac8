package io.trivet.storage.frame;

import io.trivet.storage.memory.Native;

/// The layout of a frame of the group log. Persistent: never change, never reuse a number.
///
/// ```
///  0       1        2                                8               12              16
///  +-------+--------+--------------------------------+---------------+----------------+
///  | magic | format | wall time ms, 48 bits          | length        | durable dist.  |
///  +-------+--------+--------------------------------+---------------+----------------+
///  | start sequence, 64 bits                         | epoch         | crc            |
///  +-------------------------------------------------+---------------+----------------+
///  | payload: length - 32 bytes                                                        ...
/// ```
///
/// | at | bytes | field | meaning |
/// |---|---|---|---|
/// | 0 | 1 | magic | 0xB7; a zero-filled place is no frame |
/// | 1 | 1 | format | 1; a reader refuses what it does not know |
/// | 2 | 6 | wall time | milliseconds since 1970 of the writer, for people and for expiry |
/// | 8 | 4 | length | of the whole frame, header included; 32 to [#MAX_BYTES] |
/// | 12 | 4 | durable distance | start - (what the writer had synced when it made the frame); all ones: not known |
/// | 16 | 8 | start sequence | position of the frame in the log |
/// | 24 | 4 | epoch | of the primary that wrote it |
/// | 28 | 4 | crc | CRC-32C of the payload followed by bytes 0 to 28 of the header |
///
/// All numbers are little-endian.
///
/// A frame is valid only at its own position and only if epochs do not fall, so bytes that a
/// recycled file or a cut-off tail leaves behind are never taken for frames: this does what a chain
/// of CRCs would do, and needs no neighbour to check. There is no salt, because standbys keep the
/// very bytes of the primary.
///
/// The durable distance is what tells a torn tail from damage: bytes below `start - distance` had
/// been synced when this frame was made, so if they are unreadable now they did not tear, they
/// rotted.
///
/// The CRC takes the payload first, so that a writer can sum it before it knows the position.
public final class FrameDescriptor {

  public static final int MAGIC_AT = 0;
  public static final int FORMAT_AT = 1;
  public static final int WALL_TIME_AT = 2;
  public static final int LENGTH_AT = 8;
  public static final int DURABLE_DISTANCE_AT = 12;
  public static final int START_AT = 16;
  public static final int EPOCH_AT = 24;
  public static final int CRC_AT = 28;

  /// Bytes of the header, and so of the smallest frame.
  public static final int HEADER_BYTES = 32;

  /// Bytes of the largest frame.
  public static final int MAX_BYTES = 1 << 30;

  public static final byte MAGIC = (byte) 0xB7;
  public static final byte FORMAT = 1;

  static final int DISTANCE_UNKNOWN = -1;
  private static final long MAX_DISTANCE = 0xFFFF_FFFEL;
  private static final long WALL_TIME_MASK = (1L << 48) - 1;

  private FrameDescriptor() {}

  /// Writes every field but the CRC.
  ///
  /// @param durableSequence what is known to be durable, at most `start`
  static void putHeader(
      long address, int length, long start, int epoch, long wallTimeMs, long durableSequence) {
    long magicFormatWall =
        (MAGIC & 0xFFL) | ((FORMAT & 0xFFL) << 8) | ((wallTimeMs & WALL_TIME_MASK) << 16);
    long distance = start - durableSequence;
    Native.putLong(address + MAGIC_AT, magicFormatWall);
    Native.putInt(address + LENGTH_AT, length);
    Native.putInt(
        address + DURABLE_DISTANCE_AT, distance > MAX_DISTANCE ? DISTANCE_UNKNOWN : (int) distance);
    Native.putLong(address + START_AT, start);
    Native.putInt(address + EPOCH_AT, epoch);
  }

  public static int length(long address) {
    return Native.getInt(address + LENGTH_AT);
  }

  public static long start(long address) {
    return Native.getLong(address + START_AT);
  }

  public static int epoch(long address) {
    return Native.getInt(address + EPOCH_AT);
  }

  public static long wallTimeMs(long address) {
    return Native.getLong(address + MAGIC_AT) >>> 16;
  }

  /// What was certainly synced when the frame at `address` was made; 0 if that is not known.
  public static long durableSequence(long address) {
    int distance = Native.getInt(address + DURABLE_DISTANCE_AT);
    return distance == DISTANCE_UNKNOWN ? 0 : start(address) - Integer.toUnsignedLong(distance);
  }
}
