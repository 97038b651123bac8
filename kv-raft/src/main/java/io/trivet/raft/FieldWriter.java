package io.trivet.raft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/// Writes the fields of configurations and proposals, little-endian, as [FieldReader] reads them.
final class FieldWriter {
  private static final int MEMBER_BYTES = 1 + NodeId.MAX_LENGTH + 4 * Long.BYTES;
  private static final int LARGEST_BYTES = 128 + (InSyncSet.MAX_MEMBERS + 2) * MEMBER_BYTES;

  private final ByteBuffer bytes =
      ByteBuffer.allocate(LARGEST_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  FieldWriter int8(int value) {
    bytes.put((byte) value);
    return this;
  }

  FieldWriter node(NodeId node) {
    byte[] text = node.text().getBytes(StandardCharsets.US_ASCII);
    bytes.put((byte) text.length).put(text);
    return this;
  }

  FieldWriter member(Member member) {
    node(member.node());
    uuid(member.incarnation().storageId());
    return uuid(member.incarnation().bootId());
  }

  FieldWriter inSync(InSyncSet inSync) {
    int8(inSync.size());
    inSync.members().forEach(this::member);
    return this;
  }

  FieldWriter epoch(int epoch) {
    bytes.putInt(epoch);
    return this;
  }

  FieldWriter version(ConfigVersion version) {
    bytes.putInt(version.epoch()).putLong(version.version());
    return this;
  }

  FieldWriter position(LogPosition position) {
    bytes.putInt(position.epoch()).putLong(position.sequence());
    return this;
  }

  FieldWriter policy(CommitPolicy policy) {
    int8(policy.writePolicy() == WritePolicy.IN_SYNC ? 0 : 1);
    int8(policy.ackLevel() == AckLevel.WRITTEN ? 0 : 1);
    return int8(policy.minInSync());
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private FieldWriter uuid(UUID id) {
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return this;
  }
}
