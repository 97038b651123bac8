package io.trivet.cli.resp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.cli.resp.RespValue.Array;
import io.trivet.cli.resp.RespValue.Bulk;
import io.trivet.storage.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandEncoderTest {
  @Test
  void writesACommandAsAnArrayOfByteStrings() {
    CommandEncoder encoder = new CommandEncoder().command("SET", "k", "é");
    assertThat(new String(encoder.toByteArray(), UTF_8))
        .isEqualTo("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\né\r\n");
  }

  @Test
  void writesCommandsOneBehindTheOtherUntilTheyAreDrained() throws Exception {
    CommandEncoder encoder = new CommandEncoder().command("PING").command("GET", "");
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    encoder.drainTo(target);
    assertThat(target.toString(UTF_8))
        .isEqualTo("*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nGET\r\n$0\r\n\r\n");
    assertThat(encoder.size()).isZero();
  }

  @Test
  void tellsWhereAWordLies() {
    CommandEncoder encoder = new CommandEncoder().begin(1).word("PING".getBytes(UTF_8));
    String wire = new String(encoder.toByteArray(), UTF_8);
    assertThat(wire.substring(encoder.size() - 2 - 4, encoder.size() - 2)).isEqualTo("PING");
  }

  @Test
  void writesWhatTheDecoderReads() throws Exception {
    List<Bytes> words = List.of(Bytes.utf8("SET"), Bytes.of(new byte[300_000]), Bytes.utf8(""));
    byte[] wire = new CommandEncoder().command(words).toByteArray();
    RespDecoder decoder = new RespDecoder();
    decoder.feed(wire, 0, wire.length);
    assertThat(decoder.next())
        .isEqualTo(new Array(List.of(bulk(words, 0), bulk(words, 1), bulk(words, 2))));
  }

  private static Bulk bulk(List<Bytes> words, int index) {
    return new Bulk(words.get(index));
  }
}
