package io.trivet.raft.jraft;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One append in the file of a Raft log: entries that were written and synced together. Persistent:
/// never change, never reuse.
///
/// ```
///  0                4                8                         16               20
///  +----------------+----------------+-------------------------+----------------+-----------
///  | payload bytes  | crc            | index of the first      | entries        | payload ...
///  +----------------+----------------+-------------------------+----------------+-----------
/// ```
///
/// The payload is, for each entry, its length in 4 bytes and its bytes. The crc is the CRC-32C of
/// everything behind it. All numbers are big-endian.
///
/// @param bytes of the whole frame
record RaftLogFrame(long firstIndex, List<byte[]> entries, int bytes) {

  private static final int CRC_AT = 4;
  private static final int BODY_AT = 8;
  private static final int COUNT_AT = 16;
  private static final int HEADER_BYTES = 20;

  /// The frame of these entries.
  static ByteBuffer encode(long firstIndex, List<byte[]> entries) {
    int payloadBytes = 0;
    for (byte[] entry : entries) {
      payloadBytes = Math.addExact(payloadBytes, 4 + entry.length);
    }
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payloadBytes);
    frame.putInt(payloadBytes).putInt(0).putLong(firstIndex).putInt(entries.size());
    for (byte[] entry : entries) {
      frame.putInt(entry.length).put(entry);
    }
    frame.flip();
    return frame.putInt(CRC_AT, crc(frame, 0, frame.limit()));
  }

  /// The frame at an offset; null if there is none whose bytes are those that were written.
  static @Nullable RaftLogFrame decode(ByteBuffer file, int offset) {
    int limit = file.limit();
    if (limit - offset < HEADER_BYTES) {
      return null;
    }
    int payloadBytes = file.getInt(offset);
    int count = file.getInt(offset + COUNT_AT);
    if (payloadBytes < 0 || payloadBytes > limit - offset - HEADER_BYTES) {
      return null;
    }
    int end = offset + HEADER_BYTES + payloadBytes;
    if (count < 1
        || count > payloadBytes / 4
        || file.getInt(offset + CRC_AT) != crc(file, offset, end)) {
      return null;
    }
    List<byte[]> entries = entries(file.duplicate().limit(end).position(end - payloadBytes), count);
    return new RaftLogFrame(file.getLong(offset + BODY_AT), entries, end - offset);
  }

  private static List<byte[]> entries(ByteBuffer payload, int count) {
    List<byte[]> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] entry = new byte[payload.getInt()];
      payload.get(entry);
      entries.add(entry);
    }
    return entries;
  }

  private static int crc(ByteBuffer bytes, int offset, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().limit(end).position(offset + BODY_AT));
    return (int) crc.getValue();
  }
}
