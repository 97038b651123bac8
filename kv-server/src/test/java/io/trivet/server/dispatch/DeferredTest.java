package io.trivet.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Commands whose answer comes later: their client waits, and nobody else.
final class DeferredTest {
  private final NodeFixture node =
      new NodeFixture(AllCommands.declared(), "--enable-debug-command", "local");
  private final NodeClient client = node.connect();
  private final NodeClient other = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void saveAnswersWhenTheCheckpointIsComplete() {
    client.send("SAVE");
    client.send("PING");
    assertThat(client.take()).isEmpty();
    assertThat(other.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(other.ask("BGSAVE")).isEqualTo("-ERR Background save already in progress\r\n");
    assertThat(other.ask("BGREWRITEAOF"))
        .isEqualTo("+Background append only file rewriting scheduled\r\n");
    node.saves().complete();
    assertThat(client.take()).isEqualTo("+OK\r\n+PONG\r\n");
  }

  @Test
  void saveTellsWhyItFailed() {
    client.send("SAVE");
    node.saves().fail("the disk is gone");
    assertThat(client.take()).startsWith("-ERR the checkpoint failed: ").contains("disk is gone");
  }

  @Test
  void saveSurvivesTheEndOfItsClient() {
    client.send("SAVE");
    client.disconnect();
    node.saves().complete();
    assertThat(other.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void waitAofAnswersWhenTheClientsWritesAreOnDisk() {
    assertThat(client.ask("WAITAOF", "1", "0", "0")).isEqualTo("*2\r\n:1\r\n:0\r\n");
    client.ask("SET", "k", "v");
    assertThat(client.ask("WAITAOF", "0", "0", "0")).isEqualTo("*2\r\n:0\r\n:0\r\n");
    client.send("WAITAOF", "1", "0", "0");
    assertThat(client.take()).isEmpty();
    node.saves().sync();
    assertThat(client.take()).isEqualTo("*2\r\n:1\r\n:0\r\n");
  }

  @Test
  void waitAofGivesUpAtItsTimeout() {
    client.ask("SET", "k", "v");
    client.send("WAITAOF", "1", "0", "100");
    node.pass(101);
    assertThat(client.take()).isEqualTo("*2\r\n:0\r\n:0\r\n");
    node.saves().sync();
    assertThat(client.take()).isEmpty();
    client.send("WAITAOF", "1", "1", "100");
    node.pass(101);
    assertThat(client.take()).isEqualTo("*2\r\n:1\r\n:0\r\n");
  }

  @Test
  void sleepHoldsNobodyElseUp() {
    client.send("DEBUG", "SLEEP", "0.5");
    assertThat(other.ask("PING")).isEqualTo("+PONG\r\n");
    node.pass(499);
    assertThat(client.take()).isEmpty();
    node.pass(2);
    assertThat(client.take()).isEqualTo("+OK\r\n");
  }

  @Test
  void wrongPasswordsAreAnsweredLaterAndRightOnesAtOnce() {
    client.ask("CONFIG", "SET", "requirepass", "secret");
    NodeClient guest = node.connect();
    for (int i = 0; i < 5; i++) {
      assertThat(guest.ask("AUTH", "wrong")).startsWith("-WRONGPASS");
    }
    guest.send("HELLO", "3", "AUTH", "default", "wrong");
    guest.send("PING");
    assertThat(guest.take()).isEmpty();
    assertThat(node.connect().ask("AUTH", "secret")).isEqualTo("+OK\r\n");
    node.pass(101);
    assertThat(guest.take()).startsWith("-WRONGPASS").contains("-NOAUTH");
  }

  @Test
  void nothingIsWaitedForInsideMulti() {
    client.ask("SET", "k", "v");
    client.ask("MULTI");
    client.ask("WAIT", "1", "0");
    client.ask("WAITAOF", "1", "0", "0");
    client.ask("DEBUG", "SLEEP", "100");
    assertThat(client.ask("EXEC")).isEqualTo("*3\r\n:0\r\n*2\r\n:0\r\n:0\r\n+OK\r\n");
  }

  @Test
  void rewriteHappensInTheBackground() {
    assertThat(client.ask("CONFIG", "REWRITE"))
        .isEqualTo("-ERR The server is running without a config file\r\n");
    client.ask("MULTI");
    assertThat(client.ask("CONFIG", "REWRITE"))
        .isEqualTo("-ERR Command not allowed inside a transaction\r\n");
  }
}
