package io.trivet.server.replication;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.trivet.raft.NodeId;
import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.Lineage.EpochStart;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads fields out of a message of the link. Whatever the bytes are, a field is read or the input
/// says what is wrong with them; memory is taken for what is there, never for what a count
/// promises.
final class FieldInput {
  private static final int MAX_TEXT_BYTES = 64;
  private static final int EPOCH_START_BYTES = 12;

  private final ByteBuf in;

  FieldInput(ByteBuf in) {
    this.in = in;
  }

  int number16() throws MalformedMessageException {
    return need(Short.BYTES).readUnsignedShort();
  }

  int number32() throws MalformedMessageException {
    int value = need(Integer.BYTES).readInt();
    if (value < 0) {
      throw new MalformedMessageException("a negative number");
    }
    return value;
  }

  int raw32() throws MalformedMessageException {
    return need(Integer.BYTES).readInt();
  }

  long number64() throws MalformedMessageException {
    long value = need(Long.BYTES).readLong();
    if (value < 0) {
      throw new MalformedMessageException("a negative number");
    }
    return value;
  }

  long raw64() throws MalformedMessageException {
    return need(Long.BYTES).readLong();
  }

  UUID uuid() throws MalformedMessageException {
    ByteBuf id = need(2 * Long.BYTES);
    long high = id.readLong();
    return new UUID(high, id.readLong());
  }

  String text() throws MalformedMessageException {
    int length = need(1).readUnsignedByte();
    if (length > MAX_TEXT_BYTES) {
      throw new MalformedMessageException("a text of " + length + " bytes");
    }
    return need(length).readCharSequence(length, US_ASCII).toString();
  }

  NodeId node() throws MalformedMessageException {
    return nodeOf(text());
  }

  @Nullable NodeId nodeOrNull() throws MalformedMessageException {
    String text = text();
    return text.isEmpty() ? null : nodeOf(text);
  }

  Refusal refusal() throws MalformedMessageException {
    int number = need(1).readUnsignedByte();
    for (Refusal refusal : Refusal.values()) {
      if (refusal.number() == number) {
        return refusal;
      }
    }
    throw new MalformedMessageException("a refusal of " + number);
  }

  PrimaryMark mark() throws MalformedMessageException {
    long committed = number64();
    long end = number64();
    long wallMs = number64();
    int flags = need(1).readUnsignedByte();
    if (flags > 1) {
      throw new MalformedMessageException("flags of " + flags);
    }
    return new PrimaryMark(committed, end, wallMs, flags == 1);
  }

  Lineage lineage() throws MalformedMessageException {
    long end = number64();
    int count = number32();
    if (count > LinkCodec.MAX_EPOCHS) {
      throw new MalformedMessageException(count + " epochs");
    }
    need(count * EPOCH_START_BYTES);
    List<EpochStart> starts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      starts.add(new EpochStart(number32(), number64()));
    }
    try {
      return new Lineage(starts, end);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("a lineage that is none: " + e.getMessage());
    }
  }

  Bytes bytes(int maxBytes) throws MalformedMessageException {
    int count = number32();
    if (count > maxBytes) {
      throw new MalformedMessageException("a field of " + count + " bytes");
    }
    need(count);
    byte[] copy = new byte[count];
    in.readBytes(copy);
    return Bytes.of(copy);
  }

  /// All that is left, not read.
  ByteBuf payload(int minBytes, int maxBytes) throws MalformedMessageException {
    int bytes = in.readableBytes();
    if (bytes < minBytes || bytes > maxBytes) {
      throw new MalformedMessageException("a payload of " + bytes + " bytes");
    }
    return in.slice();
  }

  private static NodeId nodeOf(String text) throws MalformedMessageException {
    try {
      return new NodeId(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("a node's name of " + text.length() + " bytes");
    }
  }

  private ByteBuf need(int count) throws MalformedMessageException {
    if (in.readableBytes() < count) {
      throw new MalformedMessageException(
          count + " bytes wanted and " + in.readableBytes() + " left");
    }
    return in;
  }
}
