package io.trivet.server.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

/// Any bytes as a message of the link: a message that has just these bytes, or a refusal.
///
/// As a plain test it runs its corpus; `JAZZER_FUZZ=1 mvn test -pl kv-server -am
/// -Dtest=LinkCodecFuzzTest -Djazzer.hooks=true -Dsurefire.failIfNoSpecifiedTests=false` searches
/// for a minute. The checksum is made right first, or nothing would get past it.
final class LinkCodecFuzzTest {
  private static final int MAX_FIELD_BYTES = 64;

  private final LinkCodec codec = new LinkCodec();

  @FuzzTest(maxDuration = "60s")
  void readsBackOrRefuses(byte[] input) {
    for (int covered = Math.min(MAX_FIELD_BYTES, input.length); covered >= 0; covered--) {
      ByteBuf bytes = Unpooled.buffer().writeInt(0).writeBytes(input);
      bytes.setInt(0, codec.sum(bytes.slice(4, covered)));
      check(bytes);
    }
    ByteBuf bytes = Unpooled.buffer().writeInt(0).writeBytes(input);
    bytes.setInt(0, codec.sum(bytes.slice(4, input.length)));
    check(bytes);
  }

  private void check(ByteBuf bytes) {
    ByteBuf copy = bytes.copy();
    LinkMessage message;
    try {
      message = codec.decode(copy);
    } catch (MalformedMessageException e) {
      assertThat(copy.refCnt()).isOne();
      return;
    }
    ByteBuf encoded = codec.encode(UnpooledByteBufAllocator.DEFAULT, message);
    assertThat(encoded.readInt()).isEqualTo(encoded.readableBytes());
    assertThat(encoded).isEqualTo(bytes);
  }
}
