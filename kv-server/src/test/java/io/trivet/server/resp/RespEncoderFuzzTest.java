package io.trivet.server.resp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.nio.charset.StandardCharsets;

/// Whatever text gets into a status or an error: one line comes out.
///
/// As a plain test it runs its corpus; see [RequestDecoderFuzzTest] for how to search.
final class RespEncoderFuzzTest {
  private final RespEncoder encoder = new RespEncoder();

  @FuzzTest(maxDuration = "60s")
  void anyTextGivesOneLine(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    isOneLine(Reply.error(text));
    isOneLine(Reply.simple(text));
    isOneLine(Reply.error(ErrorText.UNKNOWN_SUBCOMMAND, text, text));
  }

  private void isOneLine(Reply reply) {
    ByteBuf out = Unpooled.buffer();
    encoder.write(reply, out, RespEncoder.RESP3);
    String line = out.toString(StandardCharsets.ISO_8859_1);
    assertThat(line).endsWith("\r\n");
    assertThat(line.substring(0, line.length() - 2)).doesNotContain("\r", "\n");
  }
}
