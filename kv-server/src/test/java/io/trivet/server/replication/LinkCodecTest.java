package io.trivet.server.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The bytes of the link's messages: they are what they were, and nothing else is one.
///
/// `-Drewrite` writes the golden file anew: only for a new version of the protocol.
final class LinkCodecTest {
  private static final Path GOLDEN = Path.of("src/test/resources/replication-link.golden");

  private final LinkCodec codec = new LinkCodec();

  @Test
  void messagesHaveTheBytesThatTheyAlwaysHad() throws IOException {
    List<String> lines = new ArrayList<>();
    for (LinkMessage message : LinkMessages.all()) {
      String name = message.getClass().getSimpleName();
      lines.add(name + " " + ByteBufUtil.hexDump(encode(message)));
    }
    if (System.getProperty("rewrite") != null) {
      Files.write(GOLDEN, lines);
    }
    assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void messageReadsBackFromItsBytes() throws MalformedMessageException {
    for (LinkMessage message : LinkMessages.all()) {
      ByteBuf bytes = encode(message);
      ByteBuf copy = bytes.copy();
      assertThat(copy.readInt()).isEqualTo(copy.readableBytes());
      LinkMessage read = codec.decode(copy);
      assertThat(encode(read)).isEqualTo(bytes);
    }
  }

  @Test
  void payloadInNativeMemoryHasTheSameBytes() {
    for (LinkMessage message : LinkMessages.all()) {
      ByteBuf payload = LinkCodec.payload(message);
      if (message instanceof LinkMessage.Frames frames && payload != null) {
        int count = payload.readableBytes();
        long address = Native.allocate(count);
        Native.copyIn(payload.array(), 0, count, address);
        ByteBuf fromNative =
            codec.encode(
                UnpooledByteBufAllocator.DEFAULT,
                new LinkMessage.Frames(
                    frames.epoch(),
                    frames.session(),
                    frames.mark(),
                    frames.startSequence(),
                    Unpooled.EMPTY_BUFFER),
                address,
                count);
        Native.free(address, count);
        assertThat(fromNative).isEqualTo(encode(message));
      }
    }
  }

  @Test
  void flippedBitInWhatTheChecksumCoversIsSeen() {
    for (LinkMessage message : LinkMessages.all()) {
      ByteBuf payload = LinkCodec.payload(message);
      int payloadBytes = payload == null ? 0 : payload.readableBytes();
      ByteBuf bytes = encode(message);
      for (int bit = 32; bit < (bytes.readableBytes() - payloadBytes) * 8; bit++) {
        ByteBuf flipped = bytes.copy();
        flipped.setByte(bit / 8, flipped.getByte(bit / 8) ^ (1 << (bit % 8)));
        assertThatThrownBy(() -> codec.decode(flipped.skipBytes(4)))
            .as("bit %d of %s", bit, message)
            .isInstanceOf(MalformedMessageException.class);
      }
    }
  }

  @Test
  void messageThatIsCutShortIsNone() {
    for (LinkMessage message : LinkMessages.all()) {
      ByteBuf payload = LinkCodec.payload(message);
      int payloadBytes = payload == null ? 0 : payload.readableBytes();
      ByteBuf bytes = encode(message).skipBytes(4);
      for (int length = 0; length < bytes.readableBytes() - payloadBytes; length++) {
        ByteBuf cut = bytes.copy(bytes.readerIndex(), length);
        assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(MalformedMessageException.class);
      }
    }
  }

  @Test
  void messagesComeOutWhateverThePiecesTheirBytesComeIn() {
    ByteBuf all = Unpooled.buffer().writeInt(LinkCodec.MAGIC);
    List<LinkMessage> messages = LinkMessages.all();
    messages.forEach(message -> all.writeBytes(encode(message)));
    for (int pieceBytes : new int[] {1, 3, 64, all.readableBytes()}) {
      LinkDecoder decoder = new LinkDecoder(codec, true, LinkCodec.MAX_HELLO_BYTES);
      decoder.trust();
      EmbeddedChannel channel = new EmbeddedChannel(decoder);
      for (int at = 0; at < all.readableBytes(); at += pieceBytes) {
        channel.writeInbound(all.copy(at, Math.min(pieceBytes, all.readableBytes() - at)));
      }
      assertThat(channel.inboundMessages()).hasSameSizeAs(messages);
      channel.inboundMessages().forEach(message -> LinkCodec.release((LinkMessage) message));
      channel.close().syncUninterruptibly();
    }
  }

  @Test
  void strangerIsNotWaitedForBeyondAGreeting() {
    EmbeddedChannel channel =
        new EmbeddedChannel(new LinkDecoder(codec, true, LinkCodec.MAX_HELLO_BYTES));
    channel.writeInbound(Unpooled.buffer().writeInt(LinkCodec.MAGIC));
    ByteBuf longMessage = Unpooled.buffer().writeInt(LinkCodec.MAX_HELLO_BYTES + 1);
    assertThatThrownBy(() -> channel.writeInbound(longMessage))
        .isInstanceOf(CorruptedFrameException.class);
    ByteBuf more = Unpooled.buffer().writeZero(1 << 16);
    channel.writeInbound(more);
    assertThat(more.refCnt()).as("what comes after is dropped").isZero();
  }

  private ByteBuf encode(LinkMessage message) {
    ByteBuf payload = LinkCodec.payload(message);
    if (payload != null) {
      payload.retain();
    }
    ByteBuf bytes = codec.encode(UnpooledByteBufAllocator.DEFAULT, message);
    if (payload != null && payload.refCnt() > 0) {
      payload.resetReaderIndex();
    }
    return bytes;
  }
}
