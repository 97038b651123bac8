package io.trivet.server.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The digests are those of redis-server 7.2.6.
final class DebugDigestTest {
  private static final String NOTHING = "0".repeat(40);

  private final NodeFixture node =
      new NodeFixture(AllCommands.declared(), "--enable-debug-command", "yes");
  private final NodeClient client = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SET s hello, 36b23a1456b2dce2c3ed252c456761301dba8060",
    "RPUSH l a b, 62f55a532623cf6c3d81081db480b6fd8461eb3f",
    "SADD st 1 x, 96257d5cc29f1c46ff96a88360b5c99de66ae13f",
    "ZADD z 1.5 a 3 b, 45d6ad4927dfc6cebf79cc59126b1dd327889c17",
    "HSET h f v, 90c76e9e9f4c62d642a34fc97c7dad503b51f906",
    "SET e 1 EX 10000, 5279988c5d1911f474bcbbf2f0a87012d40f8459"
  })
  void ofAValue(String write, String digest) {
    String[] words = write.split(" ");
    client.ask(words);
    assertThat(client.ask("DEBUG", "DIGEST-VALUE", words[1], "none"))
        .isEqualTo("*2\r\n+" + digest + "\r\n+" + NOTHING + "\r\n");
  }

  @Test
  void ofEverything() {
    assertThat(client.ask("DEBUG", "DIGEST")).isEqualTo("+" + NOTHING + "\r\n");
    client.ask("SET", "s", "hello");
    client.ask("RPUSH", "l", "a", "b");
    client.ask("SADD", "st", "1", "x");
    client.ask("ZADD", "z", "1.5", "a", "3", "b");
    client.ask("HSET", "h", "f", "v");
    client.ask("SET", "e", "1", "EX", "10000");
    assertThat(client.ask("DEBUG", "DIGEST"))
        .isEqualTo("+f54f78b16894e4b0fd636a6b166fc0c0c326888b\r\n");
  }

  /// The log of a standby is the primary's: a walk that meets what has expired there deletes
  /// nothing (I30).
  @Test
  void logsNothingAboutAKeyThatExpiresUnderTheWalk() {
    client.ask("SET", "short", "v", "PX", "100");
    node.disk().put(0, "cold", "v");
    node.disk().whileLoading(() -> node.clock().advanceMs(1000));
    long before = node.access().storage().appendedSequence();
    String found = client.ask("DEBUG", "DIGEST");
    assertThat(node.disk().loads()).isEqualTo(1);
    assertThat(node.access().storage().appendedSequence()).isEqualTo(before);

    client.ask("DEL", "short");
    assertThat(client.ask("DEBUG", "DIGEST")).isEqualTo(found);
  }
}
