package io.trivet.cli.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.cli.resp.RespValue.Array;
import io.trivet.cli.resp.RespValue.Attributed;
import io.trivet.cli.resp.RespValue.BigNumber;
import io.trivet.cli.resp.RespValue.Bool;
import io.trivet.cli.resp.RespValue.Bulk;
import io.trivet.cli.resp.RespValue.Failure;
import io.trivet.cli.resp.RespValue.Int;
import io.trivet.cli.resp.RespValue.MapOf;
import io.trivet.cli.resp.RespValue.Pair;
import io.trivet.cli.resp.RespValue.Push;
import io.trivet.cli.resp.RespValue.Real;
import io.trivet.cli.resp.RespValue.SetOf;
import io.trivet.cli.resp.RespValue.Simple;
import io.trivet.cli.resp.RespValue.Verbatim;
import io.trivet.storage.value.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RespDecoderTest {
  /// Every type, empty and nested forms included.
  private static final String WIRE =
      "+OK\r\n"
          + "+\r\n"
          + "-ERR no such key\r\n"
          + ":-9223372036854775808\r\n"
          + "$5\r\na\r\nbc\r\n"
          + "$0\r\n\r\n"
          + "$-1\r\n"
          + "*-1\r\n"
          + "_\r\n"
          + "*0\r\n"
          + "*2\r\n:1\r\n*2\r\n$1\r\nx\r\n_\r\n"
          + "#t\r\n#f\r\n"
          + ",3.25\r\n,-inf\r\n,inf\r\n,nan\r\n,1e3\r\n"
          + "(3492890328409238509324850943850943825024385\r\n"
          + "!21\r\nSYNTAX invalid syntax\r\n"
          + "=8\r\ntxt:a\r\nb\r\n"
          + "%2\r\n+k\r\n:1\r\n:2\r\n%0\r\n"
          + "~3\r\n+a\r\n+a\r\n+b\r\n"
          + ">2\r\n+message\r\n$2\r\nhi\r\n"
          + "|1\r\n+ttl\r\n:3600\r\n*1\r\n|1\r\n+n\r\n:1\r\n+v\r\n";

  private static final List<RespValue> VALUES =
      List.of(
          new Simple("OK"),
          new Simple(""),
          new Failure("ERR no such key"),
          new Int(Long.MIN_VALUE),
          bulk("a\r\nbc"),
          bulk(""),
          RespValue.Null.NULL,
          RespValue.Null.NULL,
          RespValue.Null.NULL,
          array(),
          array(new Int(1), array(bulk("x"), RespValue.Null.NULL)),
          new Bool(true),
          new Bool(false),
          new Real(3.25),
          new Real(Double.NEGATIVE_INFINITY),
          new Real(Double.POSITIVE_INFINITY),
          new Real(Double.NaN),
          new Real(1000),
          new BigNumber(new BigInteger("3492890328409238509324850943850943825024385")),
          new Failure("SYNTAX invalid syntax"),
          new Verbatim("txt", Bytes.utf8("a\r\nb")),
          map(new Pair(new Simple("k"), new Int(1)), new Pair(new Int(2), map())),
          new SetOf(List.of(new Simple("a"), new Simple("a"), new Simple("b"))),
          new Push(List.of(new Simple("message"), bulk("hi"))),
          new Attributed(
              map(new Pair(new Simple("ttl"), new Int(3600))),
              array(new Attributed(map(new Pair(new Simple("n"), new Int(1))), new Simple("v")))));

  @Test
  void decodesEveryTypeOfBothProtocols() throws Exception {
    byte[] wire = WIRE.getBytes(UTF_8);
    assertThat(decode(wire, wire.length)).isEqualTo(VALUES);
  }

  @Test
  void decodesTheSameHoweverTheBytesAreCut() throws Exception {
    byte[] wire = WIRE.getBytes(UTF_8);
    for (int pieceBytes = 1; pieceBytes < wire.length; pieceBytes++) {
      assertThat(decode(wire, pieceBytes)).as("pieces of %d bytes", pieceBytes).isEqualTo(VALUES);
    }
    for (int cut = 1; cut < wire.length; cut++) {
      assertThat(decodeInTwo(wire, cut)).as("cut at %d", cut).isEqualTo(VALUES);
    }
  }

  @Test
  void givesAReplyAsSoonAsItsLastByteIsThere() throws Exception {
    RespDecoder decoder = new RespDecoder();
    byte[] wire = "*1\r\n$2\r\nhi\r\n+next".getBytes(UTF_8);
    decoder.feed(wire, 0, 11);
    assertThat(decoder.next()).isNull();
    decoder.feed(wire, 11, wire.length);
    assertThat(decoder.next()).isEqualTo(array(bulk("hi")));
    assertThat(decoder.next()).isNull();
  }

  @Test
  void keepsByteStringsThatAreNoText() throws Exception {
    byte[] bytes = new byte[100_000];
    new SplittableRandom(7).nextBytes(bytes);
    String payload = new String(bytes, ISO_8859_1);
    byte[] wire = ("$100000\r\n" + payload + "\r\n").getBytes(ISO_8859_1);
    assertThat(decode(wire, 1000)).containsExactly(new Bulk(Bytes.of(bytes)));
  }

  @Test
  void doesNotReserveMemoryForValuesThatWereOnlyAnnounced() throws Exception {
    byte[] wire = "*1000000000\r\n*1000000000\r\n:1\r\n".getBytes(UTF_8);
    assertThat(decode(wire, wire.length)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OK\r\n",
        "\r\n",
        "+OK\n",
        ":12a\r\n",
        ":9223372036854775808\r\n",
        "$-2\r\n",
        "$536870913\r\n",
        "$?\r\n",
        "$1\r\nab\r\n",
        "*-2\r\n",
        "*99999999999\r\n",
        "%-1\r\n",
        "#x\r\n",
        ",one\r\n",
        "(1.5\r\n",
        "=2\r\nab\r\n",
        "=4\r\ntxtx\r\n"
      })
  void refusesWhatIsNoResp(String wire) {
    byte[] bytes = wire.getBytes(UTF_8);
    assertThatThrownBy(() -> decode(bytes, bytes.length)).isInstanceOf(RespProtocolException.class);
  }

  @Test
  void refusesEndlessLinesAndNesting() {
    byte[] line = "a".repeat(2 << 20).getBytes(UTF_8);
    byte[] nested = "*1\r\n".repeat(513).getBytes(UTF_8);
    assertThatThrownBy(() -> decode(line, line.length)).hasMessageContaining("line of more than");
    assertThatThrownBy(() -> decode(nested, nested.length)).hasMessageContaining("deeper than 512");
  }

  private static List<RespValue> decode(byte[] wire, int pieceBytes) throws Exception {
    RespDecoder decoder = new RespDecoder();
    List<RespValue> values = new ArrayList<>();
    for (int from = 0; from < wire.length; from += pieceBytes) {
      decoder.feed(wire, from, Math.min(wire.length, from + pieceBytes));
      drain(decoder, values);
    }
    return values;
  }

  private static List<RespValue> decodeInTwo(byte[] wire, int cut) throws Exception {
    RespDecoder decoder = new RespDecoder();
    List<RespValue> values = new ArrayList<>();
    decoder.feed(wire, 0, cut);
    drain(decoder, values);
    decoder.feed(wire, cut, wire.length);
    drain(decoder, values);
    return values;
  }

  private static void drain(RespDecoder decoder, List<RespValue> values) throws Exception {
    for (RespValue value = decoder.next(); value != null; value = decoder.next()) {
      values.add(value);
    }
  }

  private static Bulk bulk(String text) {
    return new Bulk(Bytes.utf8(text));
  }

  private static Array array(RespValue... items) {
    return new Array(List.of(items));
  }

  private static MapOf map(Pair... pairs) {
    return new MapOf(List.of(pairs));
  }
}
