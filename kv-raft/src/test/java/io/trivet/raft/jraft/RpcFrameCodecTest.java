package io.trivet.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alipay.sofa.jraft.rpc.CliRequests.ResetPeerRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.PingRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.EncoderException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The bytes of the peer port: what is written is read, and nothing else is.
class RpcFrameCodecTest {

  private static final RpcFrame PING =
      new RpcFrame(RpcMessageType.PING, 41, PingRequest.newBuilder().setSendTimestamp(5).build());

  @Test
  void frameIsReadAsItWasWritten() {
    RpcFrame answer =
        new RpcFrame(RpcMessageType.ERROR, -1, ErrorResponse.newBuilder().setErrorCode(3).build());
    EmbeddedChannel reader = reader();
    reader.writeInbound(bytes(PING), bytes(answer));
    assertThat(reader.<RpcFrame>readInbound()).isEqualTo(PING);
    assertThat(reader.<RpcFrame>readInbound()).isEqualTo(answer);
  }

  @Test
  void frameMayComeByteByByte() {
    EmbeddedChannel reader = reader();
    ByteBuf bytes = bytes(PING);
    while (bytes.isReadable()) {
      assertThat(reader.<RpcFrame>readInbound()).isNull();
      reader.writeInbound(bytes.readRetainedSlice(1));
    }
    assertThat(reader.<RpcFrame>readInbound()).isEqualTo(PING);
  }

  @Test
  void everyTypeHasItsNumberAndItsClass() {
    for (RpcMessageType type : RpcMessageType.values()) {
      assertThat(RpcMessageType.of(type.number())).isEqualTo(type);
      assertThat(RpcMessageType.of(type.prototype())).isEqualTo(type);
    }
  }

  @Test
  void administrationOfTheLibraryIsNoMessage() {
    assertThat(RpcMessageType.of(ResetPeerRequest.getDefaultInstance())).isNull();
    assertThat(RpcMessageType.request(ResetPeerRequest.class.getName())).isNull();
    assertThat(RpcMessageType.request(ErrorResponse.class.getName())).isNull();
  }

  @Test
  void lengthOutOfBoundsIsRefusedBeforeItsBytesCome() {
    for (int length : new int[] {Integer.MIN_VALUE, -1, 0, 9, (1 << 20) + 11, Integer.MAX_VALUE}) {
      assertRefused(Unpooled.buffer().writeInt(length));
    }
  }

  @Test
  void unknownTypeAndWrongKindAreRefused() {
    assertRefused(header(1, 99));
    assertRefused(header(1, 0));
    assertRefused(header(RpcFrame.KIND_ANSWER, RpcMessageType.PING.number()));
    assertRefused(header(RpcFrame.KIND_REQUEST, RpcMessageType.ERROR.number()));
    assertRefused(header(3, RpcMessageType.PING.number()));
  }

  @Test
  void bodyThatIsNotItsTypeIsRefused() {
    assertRefused(header(1, RpcMessageType.PING.number())); // its time stamp is missing
  }

  @Test
  void nothingIsReadBehindABrokenFrame() {
    EmbeddedChannel reader = reader();
    assertThatThrownBy(() -> reader.writeInbound(header(1, 99)))
        .isInstanceOf(CorruptedFrameException.class);
    reader.writeInbound(bytes(PING));
    assertThat(reader.<RpcFrame>readInbound()).isNull();
  }

  @Test
  void garbageIsRefusedOrWaitedFor() {
    Random random = new Random(11);
    for (int run = 0; run < 20_000; run++) {
      byte[] garbage = new byte[random.nextInt(80)];
      random.nextBytes(garbage);
      if (garbage.length > 6 && random.nextBoolean()) { // as if it were a frame
        garbage[0] = 0;
        garbage[1] = 0;
        garbage[2] = 0;
        garbage[4] = 1;
        garbage[5] = (byte) (1 + random.nextInt(8));
      }
      EmbeddedChannel reader = reader();
      try {
        reader.writeInbound(Unpooled.wrappedBuffer(garbage));
      } catch (CorruptedFrameException e) {
        assertThat(e).hasMessageContaining("not a message of a peer");
      }
      reader.finishAndReleaseAll();
    }
  }

  @Test
  void bodyThatIsTooLongIsNotSent() {
    ByteString tooLong = ByteString.copyFrom(new byte[RpcFrame.MAX_BODY_BYTES]);
    RpcFrame frame = new RpcFrame(RpcMessageType.PROPOSE, 1, BytesValue.of(tooLong));
    EmbeddedChannel writer = new EmbeddedChannel(new RpcFrameEncoder());
    assertThatThrownBy(() -> writer.writeOutbound(frame)).isInstanceOf(EncoderException.class);
  }

  private static void assertRefused(ByteBuf bytes) {
    EmbeddedChannel reader = reader();
    assertThatThrownBy(() -> reader.writeInbound(bytes))
        .isInstanceOf(CorruptedFrameException.class);
  }

  private static ByteBuf header(int kind, int type) {
    return Unpooled.buffer()
        .writeInt(RpcFrame.HEADER_BYTES)
        .writeByte(kind)
        .writeByte(type)
        .writeLong(1);
  }

  private static ByteBuf bytes(RpcFrame frame) {
    EmbeddedChannel writer = new EmbeddedChannel(new RpcFrameEncoder());
    writer.writeOutbound(frame);
    return writer.readOutbound();
  }

  private static EmbeddedChannel reader() {
    return new EmbeddedChannel(new RpcFrameDecoder());
  }
}
