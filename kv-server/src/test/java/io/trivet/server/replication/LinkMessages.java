package io.trivet.server.replication;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Incarnation;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.Lineage.EpochStart;
import io.trivet.storage.checkpoint.SlotDifference;
import io.trivet.storage.value.Bytes;
import java.util.List;
import java.util.UUID;

/// One message of each type, and of each shape that a type has.
final class LinkMessages {
  private static final UUID STORAGE = new UUID(0x0102030405060708L, 0x8899AABBCCDDEEFFL);
  private static final UUID BOOT = new UUID(-2, 1);
  private static final PrimaryMark MARK = new PrimaryMark(0x1112, 0x1314, 0x191A1B1C1DL, true);

  private LinkMessages() {}

  /// New ones each time: they own buffers.
  static List<LinkMessage> all() {
    return List.of(
        new LinkMessage.Hello(
            3,
            1,
            "main",
            new Member(new NodeId("n-2"), new Incarnation(STORAGE, BOOT)),
            new ConfigVersion(2, 17)),
        new LinkMessage.Welcome(
            3, 9, new Lineage(List.of(new EpochStart(1, 0), new EpochStart(3, 96)), 4096), 64, 128),
        new LinkMessage.Welcome(1, -9, new Lineage(List.of(), 0), 0, 0),
        new LinkMessage.Refused(4, Refusal.NOT_PRIMARY, new NodeId("n1")),
        new LinkMessage.Refused(0, Refusal.OTHER_GROUP, null),
        new LinkMessage.Follow(3, 9, 4096, 8 << 20),
        new LinkMessage.ImageWanted(3, 9, STORAGE),
        new LinkMessage.Frames(3, 9, MARK, 4096, payload(32)),
        new LinkMessage.FramePart(3, 9, MARK, 4128, 1 << 30, 1 << 18, payload(3)),
        new LinkMessage.Beat(3, 9, new PrimaryMark(0, 0, 0, false)),
        new LinkMessage.Ack(3, 9, 4096, 1024, 2048),
        new LinkMessage.ImageOffer(3, 9, Bytes.utf8("manifest")),
        new LinkMessage.ImageRequest(3, 9, 2, 1L << 33, 1 << 18),
        new LinkMessage.Chunk(3, 9, 2, 1L << 33, 0xCAFEBABE, payload(5)),
        new LinkMessage.Differs(3, 9, new SlotDifference(16383, 4096, -2, 7)),
        new LinkMessage.ImageDone(Integer.MAX_VALUE, Long.MIN_VALUE));
  }

  private static ByteBuf payload(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (0xF0 + i);
    }
    return Unpooled.wrappedBuffer(bytes);
  }
}
