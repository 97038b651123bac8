package io.trivet.server.resp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.trivet.server.redis.FactTable;
import io.trivet.server.redis.RedisServer;
import io.trivet.server.redis.RedisTalk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestDecoderTest {
  private static final String TRUNK = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\na\r\nb\0\r\n";

  @Test
  void findsTheWordsOfARequest() {
    assertThat(decode(TRUNK + TRUNK))
        .containsExactly("[SET, k, a\r\nb\0]", "[SET, k, a\r\nb\0]", "INCOMPLETE");
  }

  @Test
  void skipsRequestsWithoutWords() {
    assertThat(decode("*0\r\n\r\n*-1\r\n   \r\n\n" + TRUNK))
        .containsExactly("[SET, k, a\r\nb\0]", "INCOMPLETE");
  }

  @Test
  void readsWhatAPersonTypes() {
    assertThat(decode("set k \"a b\\x41\\n\" 'it\\'s'\r\nping\n"))
        .containsExactly("[set, k, a bA\n, it's]", "[ping]", "INCOMPLETE");
  }

  @Test
  void closesOnOtherProtocolsWithoutAWord() {
    assertThat(decode("POST / HTTP/1.1\r\nHost: a\r\n")).containsExactly("FOREIGN_PROTOCOL");
    assertThat(decode("GET / HTTP/1.1\r\nhost: a\r\n"))
        .containsExactly("[GET, /, HTTP/1.1]", "FOREIGN_PROTOCOL");
    assertThat(decode("\u0016\u0003\u0001\u0002\u0000")).containsExactly("FOREIGN_PROTOCOL");
  }

  @Test
  void limitsWhatAClientMaySendBeforeItIsKnown() {
    assertThat(unknown("*11\r\n"))
        .containsExactly("ERR Protocol error: unauthenticated multibulk length");
    assertThat(unknown("*2\r\n$16385\r\n"))
        .containsExactly("ERR Protocol error: unauthenticated bulk length");
    assertThat(unknown("*10\r\n$16384\r\n")).containsExactly("INCOMPLETE");
  }

  /// `*1048576` and a length of 512 MiB announce much; nothing may be allocated for that.
  @Test
  void allocatesNothingForWhatIsOnlyAnnounced() {
    RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
    decoder.authenticated(true);
    byte[] announced = SlowDecoder.latin("*1048576\r\n$536870912\r\n");
    assertThat(decoder.decode(announced, 0, announced.length))
        .isEqualTo(RequestDecoder.Outcome.INCOMPLETE);
    assertThat(decoder.neededBytes()).isEqualTo(announced.length + 536870912 + 2);
    assertThat(decoder.request().count()).isZero();
  }

  @Test
  void decodesWithoutGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
    byte[] bytes = SlowDecoder.latin(TRUNK.repeat(1_000));
    decodeAll(decoder, bytes);
    long before = threads.getCurrentThreadAllocatedBytes();
    long words = decodeAll(decoder, bytes);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(words).isEqualTo(3_000);
    // The question itself may cost a little.
    assertThat(allocated).isLessThan(1_000);
  }

  private static long decodeAll(RequestDecoder decoder, byte[] bytes) {
    long words = 0;
    int at = 0;
    while (decoder.decode(bytes, at, bytes.length - at) == RequestDecoder.Outcome.REQUEST) {
      words += decoder.request().count();
      at += decoder.consumedBytes();
    }
    return words;
  }

  @Test
  void saysTheSameAfterAViolation() {
    RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
    byte[] bytes = SlowDecoder.latin("*x\r\n*1\r\n$4\r\nPING\r\n");
    assertThat(decoder.decode(bytes, 0, bytes.length)).isEqualTo(RequestDecoder.Outcome.VIOLATION);
    assertThat(decoder.decode(bytes, 4, bytes.length - 4))
        .isEqualTo(RequestDecoder.Outcome.VIOLATION);
  }

  @Test
  void keepsACopyOfARequestWhenTheBytesGo() {
    RequestDecoder decoder = new RequestDecoder(RequestLimits.DEFAULT);
    byte[] bytes = SlowDecoder.latin(TRUNK);
    decoder.decode(bytes, 0, bytes.length);
    Request copy = decoder.request().copy();
    Arrays.fill(bytes, (byte) 'x');
    assertThat(copy).hasToString("[SET, k, a\r\nb\0]");
    assertThat(copy.tail(1)).hasToString("[k, a\r\nb\0]");
  }

  /// The replies of a real server to broken requests: which error, and that it closes.
  @Test
  void refusesWhatRedisRefusesInTheSameWords() throws Exception {
    for (List<String> row : FactTable.read("protocol", RequestDecoderTest::askErrors)) {
      List<String> events = decode(row.get(0));
      String last = events.getLast();
      String expected = row.get(1);
      if (expected.startsWith("-")) {
        assertThat("-" + last.replaceAll("[\r\n]", " ") + "\r\n<closed>")
            .as(row.get(0))
            .isEqualTo(expected);
      } else if (expected.equals("<closed>")) {
        assertThat(last).as(row.get(0)).isEqualTo("FOREIGN_PROTOCOL");
      } else {
        assertThat(last).as(row.get(0)).isEqualTo("INCOMPLETE");
      }
    }
  }

  /// Lines and the words that a real server made of them.
  @Test
  void splitsLinesAsRedisDoes() throws Exception {
    for (List<String> row : FactTable.read("inline", RequestDecoderTest::askLines)) {
      List<String> events = decode("RPUSH l " + row.get(0) + "\r\n");
      String expected = row.get(1);
      if (expected.startsWith("-")) {
        assertThat("-" + events.getFirst()).as(row.get(0)).isEqualTo(expected);
      } else {
        assertThat(events.getFirst())
            .as(row.get(0))
            .isEqualTo("[RPUSH, l, " + expected.substring(1));
      }
    }
  }

  private static List<String> decode(String bytes) {
    return Pieces.decode(SlowDecoder.latin(bytes), new int[0], RequestLimits.DEFAULT, true, true);
  }

  private static List<String> unknown(String bytes) {
    return Pieces.decode(SlowDecoder.latin(bytes), new int[0], RequestLimits.DEFAULT, false, true);
  }

  private static List<List<String>> askErrors(RedisServer server)
      throws IOException, InterruptedException {
    List<String> requests =
        List.of(
            "*x\r\n",
            "*\r\n",
            "*1x\r\n",
            "* 1\r\n",
            "*+1\r\n",
            "*01\r\n",
            "*-0\r\n",
            "*-5\r\n",
            "*2147483648\r\n",
            "*99999999999999999999\r\n",
            "*1\r\nx\r\n",
            "*1\r\nPING\r\n",
            "*1\r\n\r\n",
            "*1\r\n$\r\n",
            "*1\r\n$x\r\n",
            "*1\r\n$-1\r\n",
            "*1\r\n$+1\r\n",
            "*1\r\n$01\r\n",
            "*1\r\n$99999999999\r\n",
            "*1\r\n$536870913\r\n",
            "*1\r\n*1\r\n",
            "*3\r\n$3\r\nSET\r\n$1\r\nx\r\nfooz\r\n",
            "\"a\r\n",
            "'a\r\n",
            "a\"b\r\n",
            "\"a\"b\r\n",
            "'a'b\r\n",
            "POST / HTTP/1.1\r\n",
            "Host: x\r\n",
            "hOsT:\r\n",
            "*1\r\n$4\r\npost\r\n",
            "*0\r\n",
            "\r\n",
            "*1\r\n$4\r\nPI",
            "*1\r\n$4",
            "*1\r",
            "PING",
            "*" + "1".repeat(70_000),
            "a".repeat(70_000),
            "*1\r\n$" + "1".repeat(70_000));
    List<List<String>> rows = new ArrayList<>();
    for (String request : requests) {
      try (RedisTalk redis = new RedisTalk(server.connect())) {
        redis.send(SlowDecoder.latin(request));
        rows.add(List.of(request, redis.rest(150)));
      }
    }
    return rows;
  }

  private static List<List<String>> askLines(RedisServer server)
      throws IOException, InterruptedException {
    List<String> lines =
        List.of(
            "a b",
            "  a\t b ",
            "\"a b\" c",
            "'a b' c",
            "\"\"",
            "''",
            "\"\\x41\\x4g\\xzz\"",
            "\"\\n\\r\\t\\b\\a\\q\\\\\\\"\"",
            "'\\n\\''",
            "a\"b\"",
            "a'b c'",
            "\"a'b\"",
            "'a\"b'",
            "\"a\" \"b\"",
            "\"a\"b",
            "'a'b",
            "\"a",
            "'a",
            "\"a\\\"",
            "'a\\'",
            "\\a",
            "a\\ b",
            "a\u000bb",
            "\u000ba",
            "a\u000cb",
            "\u00e9 \"\\xe9\"",
            "\"a\"\u000bb",
            "a\\x41",
            "\"\\\"");
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines) {
      try (RedisTalk redis = new RedisTalk(server.connect())) {
        redis.ask("FLUSHALL");
        redis.send(SlowDecoder.latin("RPUSH l " + line + "\r\n"));
        String reply = redis.rest(100);
        if (reply.startsWith("-ERR Protocol")) {
          rows.add(List.of(line, reply.substring(0, reply.indexOf('\r'))));
          continue;
        }
      }
      try (RedisTalk redis = new RedisTalk(server.connect())) {
        rows.add(List.of(line, redis.ask("LRANGE", "l", "0", "-1")));
      }
    }
    return rows;
  }
}
