package io.trivet.server.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RespEncoderTest {
  private final RespEncoder encoder = new RespEncoder();

  @Test
  void writesWhatBothProtocolsShare() {
    both(Reply.OK, "+OK\r\n");
    both(Reply.simple("QUEUED"), "+QUEUED\r\n");
    both(Reply.integer(0), ":0\r\n");
    both(Reply.integer(-1), ":-1\r\n");
    both(Reply.integer(Long.MIN_VALUE), ":-9223372036854775808\r\n");
    both(Reply.bulk(Bytes.utf8("a\r\nb")), "$4\r\na\r\nb\r\n");
    both(Reply.bulk(Bytes.EMPTY), "$0\r\n\r\n");
    both(Reply.bulk("text"), "$4\r\ntext\r\n");
    both(Reply.emptyArray(), "*0\r\n");
    both(Reply.array(Reply.integer(1), Reply.bulk("a")), "*2\r\n:1\r\n$1\r\na\r\n");
    both(Reply.error(ErrorText.SYNTAX_ERROR), "-ERR syntax error\r\n");
    both(Reply.several(List.of(Reply.OK, Reply.OK)), "+OK\r\n+OK\r\n");
    both(Reply.NONE, "");
  }

  @Test
  void writesAbsentValuesInTheFormOfEachProtocol() {
    differs(Reply.absent(), "$-1\r\n", "_\r\n");
    differs(Reply.absentArray(), "*-1\r\n", "_\r\n");
    differs(Reply.bulkOrAbsent(null), "$-1\r\n", "_\r\n");
    differs(
        Reply.bulks(Arrays.asList(Bytes.utf8("a"), null)),
        "*2\r\n$1\r\na\r\n$-1\r\n",
        "*2\r\n$1\r\na\r\n_\r\n");
  }

  @Test
  void writesNumbersAndTruthAsOldClientsKnowThem() {
    differs(Reply.number(3), "$1\r\n3\r\n", ",3\r\n");
    differs(Reply.number(-0.5), "$4\r\n-0.5\r\n", ",-0.5\r\n");
    differs(Reply.number(1e17), "$18\r\n100000000000000000\r\n", ",100000000000000000\r\n");
    differs(Reply.number(Double.NEGATIVE_INFINITY), "$4\r\n-inf\r\n", ",-inf\r\n");
    differs(Reply.truth(true), ":1\r\n", "#t\r\n");
    differs(Reply.truth(false), ":0\r\n", "#f\r\n");
    differs(Reply.bigNumber("123"), "$3\r\n123\r\n", "(123\r\n");
    differs(Reply.verbatim("hello"), "$5\r\nhello\r\n", "=9\r\ntxt:hello\r\n");
  }

  @Test
  void writesMapsAndSetsFlatForOldClients() {
    Reply one = Reply.integer(1);
    Reply two = Reply.integer(2);
    differs(Reply.map(one, two), "*2\r\n:1\r\n:2\r\n", "%1\r\n:1\r\n:2\r\n");
    differs(Reply.set(List.of(one, two)), "*2\r\n:1\r\n:2\r\n", "~2\r\n:1\r\n:2\r\n");
    differs(Reply.push(one, two), "*2\r\n:1\r\n:2\r\n", ">2\r\n:1\r\n:2\r\n");
    differs(Reply.mapOrPairs(List.of(one, two)), "*1\r\n*2\r\n:1\r\n:2\r\n", "%1\r\n:1\r\n:2\r\n");
    differs(
        Reply.pairs(List.of(one, two, two, one)),
        "*4\r\n:1\r\n:2\r\n:2\r\n:1\r\n",
        "*2\r\n*2\r\n:1\r\n:2\r\n*2\r\n:2\r\n:1\r\n");
  }

  @Test
  void writesByteStringsInEveryForm() {
    List<Bytes> flat = List.of(Bytes.utf8("a"), Bytes.utf8("b"));
    String two = "$1\r\na\r\n$1\r\nb\r\n";
    differs(Reply.bulkSet(flat), "*2\r\n" + two, "~2\r\n" + two);
    differs(Reply.bulkMap(flat), "*2\r\n" + two, "%1\r\n" + two);
    differs(Reply.bulkPairs(flat), "*2\r\n" + two, "*1\r\n*2\r\n" + two);
    both(Reply.bulks(flat), "*2\r\n" + two);
  }

  /// CVE-2025-67733: a text of the client's must not forge a reply.
  @Test
  void lineEndInsideAStatusOrAnErrorBecomesABlank() {
    both(Reply.error("ERR no 'a\r\n+OK' here\r\n"), "-ERR no 'a  +OK' here\r\n");
    both(Reply.simple("a\nb"), "+a b\r\n");
    differs(Reply.bigNumber("1\r\n2"), "$4\r\n1\r\n2\r\n", "(1  2\r\n");
    both(Reply.error("ERR \u010a\u020dx"), "-ERR   x\r\n");
  }

  @Test
  void writesInTheForwardOfTheBuffer() {
    ByteBuf out = Unpooled.buffer(2);
    encoder.arrayHeader(2, out);
    encoder.bulkHeader(1, out);
    out.writeByte('x');
    encoder.lineEnd(out);
    encoder.absent(out, RespEncoder.RESP3);
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo("*2\r\n$1\r\nx\r\n_\r\n");
  }

  private void both(Reply reply, String expected) {
    differs(reply, expected, expected);
  }

  private void differs(Reply reply, String resp2, String resp3) {
    assertThat(written(reply, RespEncoder.RESP2)).isEqualTo(resp2);
    assertThat(written(reply, RespEncoder.RESP3)).isEqualTo(resp3);
  }

  private String written(Reply reply, int protocol) {
    ByteBuf out = Unpooled.buffer();
    encoder.write(reply, out, protocol);
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
