package io.trivet.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.process.NodeProcess;
import io.trivet.it.process.RedisProcess;
import io.trivet.it.wire.Quoted;
import io.trivet.it.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Garbage, lengths beyond all limits, quotes without end, wrong counts of words: what Redis says
/// to it we say, and where Redis goes on listening we do.
///
/// Each input is followed by a PING: it is answered only where the connection is still in order.
final class BadInputTest {
  private static final long SEED = Long.getLong("trivet.garbage.seed", 20_261_122);
  private static final int GARBAGES = Integer.getInteger("trivet.garbage.count", 400);
  private static final String PING = "\r\nPING still-here\r\n";

  private static final List<String> FRAGMENTS =
      List.of(
          "*",
          "$",
          "\r\n",
          "\r\n",
          "\r",
          "\n",
          "0",
          "1",
          "2",
          "3",
          "4",
          "-1",
          " ",
          "\"",
          "'",
          "\\x4",
          "\\",
          "GET",
          "PING",
          "ECHO",
          "a",
          "*1\r\n$4\r\nPING\r\n",
          "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n",
          "*0\r\n",
          "ping a \"b c\"\r\n",
          "$3\r\nabc\r\n",
          "\u00ff",
          "+OK\r\n",
          ":1\r\n",
          "*-1\r\n",
          "SET k v\r\n",
          "\t",
          "%1\r\n");

  @TempDir static Path folder;
  private static RedisProcess redis;
  private static NodeProcess node;

  @BeforeAll
  static void startServers() {
    redis = RedisProcess.start(folder);
    node = NodeProcess.start(folder);
  }

  @AfterAll
  static void stopServers() {
    if (redis != null) {
      redis.close();
    }
    if (node != null) {
      node.close();
    }
  }

  /// A client's fault is no fault of the node. A wrong password is worth a warning.
  @AfterEach
  void logHasNoWarning() {
    assertThat(node.log().lines().filter(line -> !line.contains("authentication failed")))
        .noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
  }

  @Test
  void lengthsAreRefusedAsByRedis() {
    Stream.of("*x", "*", "*1x", "* 1", "*+1", "*01", "*-0", "*-5", "*0", "*2147483648")
        .forEach(header -> compare(header + "\r\n"));
    compare("*99999999999999999999\r\n");
    Stream.of("x", "", "-1", "+1", "01", "-0", "1x", "536870913", "99999999999999999999")
        .forEach(length -> compare("*1\r\n$" + length + "\r\n"));
    compare("*1\r\nx\r\n");
    compare("*1\r\n\r\n");
    compare("*1\r\n*1\r\n");
    compare("*3\r\n$3\r\nSET\r\n$1\r\nx\r\nfooz\r\n");
    compare("*1\r\n$4\r\nPINGxx*1\r\n$4\r\nPING\r\n");
    compare("*1\r\n$0\r\n\r\n");
  }

  @Test
  void endlessLinesAreRefusedAsByRedis() {
    compare("a".repeat(90_000), Conversation::of);
    compare("*" + "1".repeat(90_000), Conversation::of);
    compare("*1\r\n$" + "1".repeat(90_000), Conversation::of);
    compare("PING " + "a".repeat(60_000) + "\r\n");
    compare(" ".repeat(60_000) + "\r\nPING\r\n");
  }

  @Test
  void linesAreReadAsByRedis() {
    Stream.of(
            "\"a",
            "'a",
            "a\"b",
            "\"a\"b",
            "'a'b",
            "\"\\x4",
            "\"\\",
            "ECHO \"\\x41\\n\\t\"",
            "ECHO 'it\\'s'",
            "ECHO \"\"",
            "ECHO ''",
            "\tPING\t",
            "",
            " ",
            "echo\u000bx",
            "*",
            "$1",
            "+OK",
            "-ERR",
            ":1",
            "_",
            "%1",
            "~1",
            "GET k GET k",
            "get")
        .forEach(line -> compare(line + "\r\n"));
    compare("PING\nPING\n\n\r\n\r\nPING\r\r\n");
    compare("PING");
    compare("PING\r");
  }

  @Test
  void wordsAreRefusedAsByRedis() {
    Stream.of(
            "NOSUCH",
            "NOSUCH a b c",
            "GET",
            "GET a b",
            "SET a",
            "SET a b c",
            "CONFIG",
            "CONFIG NOSUCH",
            "OBJECT",
            "OBJECT NOSUCH x",
            "CLIENT KILL",
            "HSET h f",
            "EVALX 1",
            "\"a\\r\\nb\" c",
            "MSET a",
            "ZADD z 1",
            "MULTI x",
            "EXEC",
            "DISCARD",
            "SELECT 99",
            "SELECT x",
            "AUTH",
            "AUTH x",
            "AUTH a b",
            "HELLO 4",
            "HELLO x",
            "HELLO 3 AUTH",
            "HELLO 2 SETNAME \"a b\"",
            "SUBSCRIBE",
            "CLIENT SETNAME \"a b\"",
            "CLIENT NOSUCH",
            "RESET x",
            "PING a b")
        .forEach(line -> compare(line + "\r\n"));
    compare("x".repeat(300) + " " + "y".repeat(300) + "\r\n");
    compare(("w ".repeat(200)).strip() + "\r\n");
    compare("\u00ff\u00fe \r\n");
    compare("*2\r\n$3\r\nG\0T\r\n$1\r\n\0\r\n");
  }

  @Test
  void otherProtocolsAreRefusedAsByRedis() {
    compare("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    compare("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    compare("*1\r\n$4\r\npost\r\n");
    compare("hOsT: x\r\n");
    compare("PING\r\nHost: x\r\nPING\r\n");
  }

  @Test
  void lastRequestsAreAnsweredThoughTheClientSendsNothingMore() {
    compare("SET last v\r\nKEYS last\r\nGET last\r\nDEL last\r\n");
    compare("SET last v\r\nBLPOP none 0\r\nDEL last\r\n");
    compare("BLPOP none 0.05\r\n");
    compare("SUBSCRIBE c\r\n");
    compare("MULTI\r\nSET last v\r\n");
    compare("EXISTS last\r\nDEL last\r\n");
  }

  @Test
  void queueIsDroppedAndSubscriberRefusedAsByRedis() {
    compare("MULTI\r\nNOSUCH\r\nSET k v\r\nEXEC\r\n");
    compare("MULTI\r\nSET k\r\nDISCARD\r\n");
    compare("MULTI\r\nMULTI\r\nWATCH k\r\nEXEC\r\n");
    compare("MULTI\r\nSET k v\r\n*1\r\n$x\r\n");
    compare("SUBSCRIBE c\r\nGET k\r\nPING\r\nQUIT\r\n");
    compare("QUIT\r\nPING\r\n");
  }

  @Test
  void strangersAreHeldShortAsByRedis() throws IOException {
    both("CONFIG", "SET", "requirepass", "secret");
    try {
      Stream.of(
              "GET k", "PING", "NOSUCH", "GET", "AUTH", "AUTH wrong", "AUTH a b c", "MULTI", "QUIT")
          .forEach(line -> compare(line + "\r\n"));
      compare("*10\r\n" + "$1\r\na\r\n".repeat(10));
      compare("*11\r\n" + "$1\r\na\r\n".repeat(11));
      compare("*2\r\n$4\r\nECHO\r\n$16384\r\n" + "a".repeat(16_384) + "\r\n");
      compare("*2\r\n$4\r\nECHO\r\n$16385\r\n" + "a".repeat(16_385) + "\r\n");
      compare("HELLO 3 AUTH default wrong\r\nHELLO 3 AUTH x\r\n");
    } finally {
      bothAs("secret", "CONFIG", "SET", "requirepass", "");
    }
  }

  @Test
  void clientsBeyondTheLimitAreRefusedAsByRedis() throws IOException {
    assertThat(Quoted.of(heardBySecondClient(node.port())))
        .isEqualTo(Quoted.of(heardBySecondClient(redis.port())))
        .contains("max number of clients reached");
  }

  private static String heardBySecondClient(int port) throws IOException {
    try (Wire only = Wire.connect(port)) {
      long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (!only.call("INFO", "clients").text().contains("connected_clients:1\r")) {
        assertThat(System.nanoTime()).as("earlier clients are gone").isLessThan(deadlineNs);
      }
      only.call("CONFIG", "SET", "maxclients", "1");
      String heard = Conversation.of(port, "");
      only.call("CONFIG", "SET", "maxclients", "10000");
      return heard;
    }
  }

  @Test
  void randomGarbageIsAnsweredAsByRedis() {
    Random random = new Random(SEED);
    for (int i = 0; i < GARBAGES; i++) {
      StringBuilder bytes = new StringBuilder();
      for (int fragments = 1 + random.nextInt(12); fragments > 0; fragments--) {
        bytes.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
      }
      compare(bytes.toString());
    }
  }

  private static void compare(String bytes) {
    compare(bytes, Conversation::of);
    String heard = compare(bytes + PING, Conversation::of);
    // Behind a violation the rest of the pieces may break the connection before its answer is read.
    if (heard.contains("still-here") && bytes.length() < 1000) {
      compare(bytes + PING, Conversation::inPieces);
    }
  }

  private static String compare(String bytes, BiFunction<Integer, String, String> talk) {
    String heard = talk.apply(redis.port(), bytes);
    assertThat(Quoted.of(talk.apply(node.port(), bytes)))
        .as(() -> Quoted.of(bytes.substring(0, Math.min(300, bytes.length()))))
        .isEqualTo(Quoted.of(heard));
    return heard;
  }

  private static void both(String... words) throws IOException {
    for (int port : List.of(redis.port(), node.port())) {
      try (Wire wire = Wire.connect(port)) {
        assertThat(wire.call(words).isError()).isFalse();
      }
    }
  }

  private static void bothAs(String password, String... words) throws IOException {
    for (int port : List.of(redis.port(), node.port())) {
      try (Wire wire = Wire.connect(port)) {
        wire.call("AUTH", password);
        assertThat(wire.call(words).isError()).isFalse();
      }
    }
  }
}
