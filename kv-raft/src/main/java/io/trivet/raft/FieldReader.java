package io.trivet.raft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads what [FieldWriter] wrote. Whatever the bytes are, a field is read or the reader says what
/// is wrong with them.
final class FieldReader {
  private final ByteBuffer bytes;

  FieldReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int int8() throws MalformedConfigException {
    return need(1).get() & 0xff;
  }

  /// One byte, from 0 up to and including `last`.
  int choice(int last) throws MalformedConfigException {
    int value = int8();
    if (value > last) {
      throw malformed("a choice of " + value + " where " + last + " is the last");
    }
    return value;
  }

  NodeId node() throws MalformedConfigException {
    byte[] text = new byte[int8()];
    need(text.length).get(text);
    try {
      return new NodeId(new String(text, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw malformed("a node's name of " + text.length + " bytes");
    }
  }

  Member member() throws MalformedConfigException {
    return new Member(node(), new Incarnation(uuid(), uuid()));
  }

  InSyncSet inSync() throws MalformedConfigException {
    int count = choice(InSyncSet.MAX_MEMBERS);
    List<Member> members = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      members.add(member());
    }
    for (int i = 1; i < count; i++) {
      if (members.get(i - 1).node().compareTo(members.get(i).node()) >= 0) {
        throw malformed("an in-sync set that is not in order");
      }
    }
    return new InSyncSet(members);
  }

  /// An epoch that there is, from 1 on.
  int epoch() throws MalformedConfigException {
    int epoch = number32();
    if (epoch == 0) {
      throw malformed("epoch 0");
    }
    return epoch;
  }

  ConfigVersion version() throws MalformedConfigException {
    int epoch = number32();
    return new ConfigVersion(epoch, number64());
  }

  LogPosition position() throws MalformedConfigException {
    int epoch = number32();
    return new LogPosition(epoch, number64());
  }

  CommitPolicy policy() throws MalformedConfigException {
    WritePolicy writePolicy = choice(1) == 0 ? WritePolicy.IN_SYNC : WritePolicy.PRIMARY;
    AckLevel ackLevel = choice(1) == 0 ? AckLevel.WRITTEN : AckLevel.SYNCED;
    int minInSync = choice(2);
    if (minInSync == 0) {
      throw malformed("min-in-sync 0");
    }
    return new CommitPolicy(writePolicy, ackLevel, minInSync);
  }

  /// Says that nothing may follow.
  void end() throws MalformedConfigException {
    if (bytes.hasRemaining()) {
      throw malformed(bytes.remaining() + " bytes too many");
    }
  }

  MalformedConfigException malformed(String what) {
    return new MalformedConfigException(what + ", before byte " + bytes.position());
  }

  private int number32() throws MalformedConfigException {
    int value = need(Integer.BYTES).getInt();
    if (value < 0) {
      throw malformed("a negative number");
    }
    return value;
  }

  private long number64() throws MalformedConfigException {
    long value = need(Long.BYTES).getLong();
    if (value < 0) {
      throw malformed("a negative number");
    }
    return value;
  }

  private UUID uuid() throws MalformedConfigException {
    ByteBuffer id = need(2 * Long.BYTES);
    long high = id.getLong();
    return new UUID(high, id.getLong());
  }

  private ByteBuffer need(int count) throws MalformedConfigException {
    if (bytes.remaining() < count) {
      throw malformed(count + " bytes wanted and " + bytes.remaining() + " left");
    }
    return bytes;
  }
}
