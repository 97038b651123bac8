package io.trivet.server.replication;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.trivet.server.replication.LinkMessage.Ack;
import io.trivet.server.replication.LinkMessage.Beat;
import io.trivet.server.replication.LinkMessage.Chunk;
import io.trivet.server.replication.LinkMessage.Differs;
import io.trivet.server.replication.LinkMessage.Follow;
import io.trivet.server.replication.LinkMessage.FramePart;
import io.trivet.server.replication.LinkMessage.Frames;
import io.trivet.server.replication.LinkMessage.Hello;
import io.trivet.server.replication.LinkMessage.ImageDone;
import io.trivet.server.replication.LinkMessage.ImageOffer;
import io.trivet.server.replication.LinkMessage.ImageRequest;
import io.trivet.server.replication.LinkMessage.ImageWanted;
import io.trivet.server.replication.LinkMessage.Refused;
import io.trivet.server.replication.LinkMessage.Welcome;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.memory.Native;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The bytes of a [LinkMessage].
///
/// A connection begins with [#MAGIC]; then messages follow, in both directions:
///
/// ```
///  0          4        8      9         13            21
///  +----------+--------+------+---------+-------------+---------------+----------------+
///  | length   | crc    | type | epoch   | session     | fields ...    | payload ...    |
///  +----------+--------+------+---------+-------------+---------------+----------------+
/// ```
///
/// | field | meaning |
/// |---|---|
/// | length | bytes behind this field: 17 to [#MAX_MESSAGE_BYTES] |
/// | crc | CRC-32C of type, epoch, session and fields; a payload carries its own |
/// | type | see below |
/// | epoch | of the primary; not negative |
/// | session | given with WELCOME, 0 before |
///
/// | type | message | fields | payload |
/// |---|---|---|---|
/// | 1 | HELLO | version u16, group id text, node id text, storage id 16, boot id 16, config epoch u32, config version u64 | |
/// | 2 | WELCOME | first u64, committed u64, end u64, count u32, count x (epoch u32, start u64) | |
/// | 3 | REFUSED | why u8, primary's node id text, empty if it is not known | |
/// | 4 | FOLLOW | from u64, window bytes u32 | |
/// | 5 | IMAGE_WANTED | image id 16 | |
/// | 6 | FRAMES | mark, start u64 | whole frames, 32 bytes to 1 MiB |
/// | 7 | FRAME_PART | mark, start u64, frame bytes u32, offset u32 | 1 byte to 256 KiB of the frame |
/// | 8 | BEAT | mark | |
/// | 9 | ACK | written u64, durable u64, applied u64 | |
/// | 10 | IMAGE_OFFER | length u32, manifest | |
/// | 11 | IMAGE_REQUEST | file u32, offset u64, bytes u32 | |
/// | 12 | CHUNK | file u32, offset u64, CRC-32C of the payload u32 | 1 byte to 256 KiB of the file |
/// | 13 | IMAGE_DONE | | |
/// | 14 | DIFFERS | slot u32, sequence u64, digests 8 (primary) and 8 (standby) | |
///
/// mark = committed u64, end u64, wall ms u64, flags u8 (1: healthy). text = length u8, ASCII. All
/// numbers are big-endian, and none has its highest bit set but CRCs, digests, ids and sessions. A
/// reader that does not know something closes the connection. On the wire between versions: never
/// change, never reuse.
///
/// Threads: one for each codec.
final class LinkCodec {

  /// `TVRL`: what a connection begins with.
  static final int MAGIC = 0x5456524C;

  /// The version of the protocol that HELLO names.
  static final int VERSION = 1;

  static final int LENGTH_BYTES = 4;
  static final int HEADER_BYTES = 17;
  static final int MAX_FRAMES_BYTES = 1 << 20;
  static final int MAX_PART_BYTES = 1 << 18;
  static final int MAX_CHUNK_BYTES = 1 << 18;
  static final int MAX_MANIFEST_BYTES = 1 << 20;
  static final int MAX_EPOCHS = 1 << 16;
  static final int MAX_MESSAGE_BYTES = (1 << 20) + 128;

  /// Of the longest HELLO: all that is read of somebody unknown.
  static final int MAX_HELLO_BYTES = HEADER_BYTES + 2 + 2 * 65 + 32 + 12;

  private static final int CRC_BYTES = 4;
  private static final int COVERED_AT = LENGTH_BYTES + CRC_BYTES;
  private static final int TYPICAL_FIELD_BYTES = 128;

  private final CRC32C crc = new CRC32C();

  /// Makes a message's bytes and gives the reference to its payload back.
  ByteBuf encode(ByteBufAllocator memory, LinkMessage message) {
    ByteBuf payload = payload(message);
    if (payload == null) {
      return begin(memory, message, 0);
    }
    try {
      return begin(memory, message, payload.readableBytes()).writeBytes(payload);
    } finally {
      payload.release();
    }
  }

  /// Makes the bytes of a message whose payload lies in native memory; its own is empty.
  ByteBuf encode(ByteBufAllocator memory, LinkMessage message, long address, int bytes) {
    ByteBuf out = begin(memory, message, bytes);
    Native.copy(address, out.memoryAddress() + out.writerIndex(), bytes);
    return out.writerIndex(out.writerIndex() + bytes);
  }

  /// Reads one message.
  ///
  /// @param in exactly the bytes behind a length; a payload is a retained slice of it
  /// @throws MalformedMessageException if they are no message
  LinkMessage decode(ByteBuf in) throws MalformedMessageException {
    if (in.readableBytes() < HEADER_BYTES) {
      throw new MalformedMessageException("a message of " + in.readableBytes() + " bytes");
    }
    int sum = in.readInt();
    int from = in.readerIndex();
    int type = in.readUnsignedByte();
    FieldInput fields = new FieldInput(in);
    int epoch = fields.number32();
    long session = in.readLong();
    LinkMessage message = LinkFields.read(type, epoch, session, fields);
    ByteBuf payload = payload(message);
    int covered = payload == null ? in.writerIndex() - from : in.readerIndex() - from;
    boolean isRight = sum(in, from, covered) == sum;
    if (payload == null && in.isReadable()) {
      throw new MalformedMessageException(in.readableBytes() + " bytes too many");
    }
    if (!isRight) {
      throw new MalformedMessageException("type " + type + " with a wrong checksum");
    }
    if (payload != null) {
      payload.retain();
    }
    return message;
  }

  /// CRC-32C of all bytes that can be read.
  int sum(ByteBuf bytes) {
    return sum(bytes, bytes.readerIndex(), bytes.readableBytes());
  }

  /// The payload of those that have one.
  static @Nullable ByteBuf payload(LinkMessage message) {
    return switch (message) {
      case Frames frames -> frames.bytes();
      case FramePart part -> part.bytes();
      case Chunk chunk -> chunk.bytes();
      case Hello _, Welcome _, Refused _, Follow _, ImageWanted _, Beat _, Ack _ -> null;
      case ImageOffer _, ImageRequest _, ImageDone _, Differs _ -> null;
    };
  }

  /// Gives back what a message owns.
  static void release(LinkMessage message) {
    ByteBuf payload = payload(message);
    if (payload != null) {
      payload.release();
    }
  }

  private ByteBuf begin(ByteBufAllocator memory, LinkMessage message, int payloadBytes) {
    ByteBuf out = memory.directBuffer(COVERED_AT + TYPICAL_FIELD_BYTES + payloadBytes);
    out.writeZero(COVERED_AT);
    out.writeByte(LinkFields.type(message));
    out.writeInt(message.epoch()).writeLong(message.session());
    LinkFields.write(message, out);
    int fieldsEnd = out.writerIndex();
    out.setInt(0, fieldsEnd - LENGTH_BYTES + payloadBytes);
    out.setInt(LENGTH_BYTES, sum(out, COVERED_AT, fieldsEnd - COVERED_AT));
    return out.ensureWritable(payloadBytes);
  }

  private int sum(ByteBuf bytes, int from, int count) {
    crc.reset();
    ByteBuffer view = bytes.nioBuffer(from, count);
    crc.update(view);
    return (int) crc.getValue();
  }

  /// Whether a frame of that length needs parts.
  static boolean isLarge(int frameBytes) {
    return frameBytes > MAX_FRAMES_BYTES;
  }

  static boolean isFrameLength(int bytes) {
    return bytes >= FrameDescriptor.HEADER_BYTES && bytes <= FrameDescriptor.MAX_BYTES;
  }
}
