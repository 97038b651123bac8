package io.trivet.server.replication;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Incarnation;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.group.Lineage;
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
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.frame.FrameDescriptor;
import java.util.UUID;

/// The fields of each type of message, as [LinkCodec] lays them out.
final class LinkFields {

  private LinkFields() {}

  /// The number of a message's type. On the wire: never change, never reuse.
  static int type(LinkMessage message) {
    return switch (message) {
      case Hello _ -> 1;
      case Welcome _ -> 2;
      case Refused _ -> 3;
      case Follow _ -> 4;
      case ImageWanted _ -> 5;
      case Frames _ -> 6;
      case FramePart _ -> 7;
      case Beat _ -> 8;
      case Ack _ -> 9;
      case ImageOffer _ -> 10;
      case ImageRequest _ -> 11;
      case Chunk _ -> 12;
      case ImageDone _ -> 13;
      case Differs _ -> 14;
    };
  }

  /// Writes all but the payload.
  static void write(LinkMessage message, ByteBuf out) {
    switch (message) {
      case Hello hello -> write(hello, out);
      case Welcome welcome -> write(welcome, out);
      case Refused refused -> {
        out.writeByte(refused.refusal().number());
        NodeId primary = refused.primary();
        text(primary == null ? "" : primary.text(), out);
      }
      case Follow follow -> out.writeLong(follow.fromSequence()).writeInt(follow.windowBytes());
      case ImageWanted wanted -> uuid(wanted.partial(), out);
      case Frames frames -> mark(frames.mark(), out).writeLong(frames.startSequence());
      case FramePart part ->
          mark(part.mark(), out)
              .writeLong(part.startSequence())
              .writeInt(part.frameBytes())
              .writeInt(part.offset());
      case Beat beat -> mark(beat.mark(), out);
      case Ack ack ->
          out.writeLong(ack.writtenSequence())
              .writeLong(ack.durableSequence())
              .writeLong(ack.appliedSequence());
      case ImageOffer offer ->
          out.writeInt(offer.manifest().length()).writeBytes(offer.manifest().array());
      case ImageRequest request ->
          out.writeInt(request.file()).writeLong(request.offset()).writeInt(request.bytes());
      case Chunk chunk ->
          out.writeInt(chunk.file()).writeLong(chunk.offset()).writeInt(chunk.crc());
      case ImageDone _ -> {}
      case Differs differs -> write(differs.difference(), out);
    }
  }

  /// Reads the fields of a type; the payload is what is left.
  static LinkMessage read(int type, int epoch, long session, FieldInput in)
      throws MalformedMessageException {
    return switch (type) {
      case 1 -> hello(epoch, session, in);
      case 2 -> welcome(epoch, session, in);
      case 3 -> refused(epoch, session, in);
      case 4 -> new Follow(epoch, session, in.number64(), in.number32());
      case 5 -> new ImageWanted(epoch, session, in.uuid());
      case 6 -> frames(epoch, session, in);
      case 7 -> part(epoch, session, in);
      case 8 -> new Beat(epoch, session, in.mark());
      case 9 -> new Ack(epoch, session, in.number64(), in.number64(), in.number64());
      case 10 -> new ImageOffer(epoch, session, in.bytes(LinkCodec.MAX_MANIFEST_BYTES));
      case 11 -> new ImageRequest(epoch, session, in.number32(), in.number64(), in.number32());
      case 12 -> {
        int file = in.number32();
        long offset = in.number64();
        int crc = in.raw32();
        ByteBuf bytes = in.payload(1, LinkCodec.MAX_CHUNK_BYTES);
        yield new Chunk(epoch, session, file, offset, crc, bytes);
      }
      case 13 -> new ImageDone(epoch, session);
      case 14 -> new Differs(epoch, session, difference(in));
      default -> throw new MalformedMessageException("a message of type " + type);
    };
  }

  private static void write(Hello hello, ByteBuf out) {
    out.writeShort(hello.version());
    text(hello.groupId(), out);
    text(hello.member().node().text(), out);
    uuid(hello.member().incarnation().storageId(), out);
    uuid(hello.member().incarnation().bootId(), out);
    out.writeInt(hello.config().epoch()).writeLong(hello.config().version());
  }

  private static void write(Welcome welcome, ByteBuf out) {
    Lineage lineage = welcome.lineage();
    out.writeLong(welcome.firstSequence()).writeLong(welcome.committedSequence());
    out.writeLong(lineage.endSequence()).writeInt(lineage.starts().size());
    lineage.starts().forEach(start -> out.writeInt(start.epoch()).writeLong(start.startSequence()));
  }

  private static void write(SlotDifference difference, ByteBuf out) {
    out.writeInt(difference.slot()).writeLong(difference.sequence());
    out.writeLong(difference.primaryDigest()).writeLong(difference.ownDigest());
  }

  private static SlotDifference difference(FieldInput in) throws MalformedMessageException {
    return new SlotDifference(in.number32(), in.number64(), in.raw64(), in.raw64());
  }

  private static Hello hello(int epoch, long session, FieldInput in)
      throws MalformedMessageException {
    noSession(session);
    int version = in.number16();
    String groupId = in.text();
    NodeId node = in.node();
    Member member = new Member(node, new Incarnation(in.uuid(), in.uuid()));
    return new Hello(
        epoch, version, groupId, member, new ConfigVersion(in.number32(), in.number64()));
  }

  private static Welcome welcome(int epoch, long session, FieldInput in)
      throws MalformedMessageException {
    long first = in.number64();
    long committed = in.number64();
    return new Welcome(epoch, session, in.lineage(), first, committed);
  }

  private static Refused refused(int epoch, long session, FieldInput in)
      throws MalformedMessageException {
    noSession(session);
    Refusal refusal = in.refusal();
    return new Refused(epoch, refusal, in.nodeOrNull());
  }

  private static Frames frames(int epoch, long session, FieldInput in)
      throws MalformedMessageException {
    PrimaryMark mark = in.mark();
    long start = in.number64();
    ByteBuf bytes = in.payload(FrameDescriptor.HEADER_BYTES, LinkCodec.MAX_FRAMES_BYTES);
    return new Frames(epoch, session, mark, start, bytes);
  }

  private static FramePart part(int epoch, long session, FieldInput in)
      throws MalformedMessageException {
    PrimaryMark mark = in.mark();
    long start = in.number64();
    int frameBytes = in.number32();
    int offset = in.number32();
    ByteBuf bytes = in.payload(1, LinkCodec.MAX_PART_BYTES);
    boolean fits = frameBytes - offset >= bytes.readableBytes() && offset < frameBytes;
    if (!LinkCodec.isFrameLength(frameBytes) || !fits) {
      throw new MalformedMessageException(
          "a part at " + offset + " of a frame of " + frameBytes + " bytes");
    }
    return new FramePart(epoch, session, mark, start, frameBytes, offset, bytes);
  }

  private static void noSession(long session) throws MalformedMessageException {
    if (session != 0) {
      throw new MalformedMessageException("a greeting in session " + session);
    }
  }

  private static ByteBuf mark(PrimaryMark mark, ByteBuf out) {
    return out.writeLong(mark.committedSequence())
        .writeLong(mark.endSequence())
        .writeLong(mark.wallMs())
        .writeByte(mark.isHealthy() ? 1 : 0);
  }

  private static void text(String text, ByteBuf out) {
    byte[] bytes = text.getBytes(US_ASCII);
    out.writeByte(bytes.length).writeBytes(bytes);
  }

  private static void uuid(UUID id, ByteBuf out) {
    out.writeLong(id.getMostSignificantBits()).writeLong(id.getLeastSignificantBits());
  }
}
