package io.trivet.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A disk that is nearly full: writes are refused before anything happened, reads go on.
final class DiskShortTest {
  private static final String REFUSAL =
      "-MISCONF the disk has less free space than disk-reserve-size: writes are refused until there"
          + " is more\r\n";

  private final NodeFixture node = new NodeFixture(AllCommands.declared());
  private final NodeClient client = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void writesAreRefusedAndReadsServed() {
    client.ask("SET", "k", "v");
    node.diskShort(true);
    assertThat(client.ask("SET", "k", "new")).isEqualTo(REFUSAL);
    assertThat(client.ask("DEL", "k")).isEqualTo(REFUSAL);
    assertThat(client.ask("FLUSHALL")).isEqualTo(REFUSAL);
    assertThat(client.ask("BLPOP", "list", "0")).isEqualTo(REFUSAL);
    assertThat(client.ask("GET", "k")).isEqualTo("$1\r\nv\r\n");
    assertThat(client.ask("DBSIZE")).isEqualTo(":1\r\n");
    node.diskShort(false);
    assertThat(client.ask("SET", "k", "new")).isEqualTo("+OK\r\n");
  }

  @Test
  void aTransactionThatWritesIsAborted() {
    node.diskShort(true);
    client.ask("MULTI");
    assertThat(client.ask("SET", "k", "v")).isEqualTo(REFUSAL);
    assertThat(client.ask("EXEC")).startsWith("-EXECABORT");
    client.ask("MULTI");
    client.ask("GET", "k");
    assertThat(client.ask("EXEC")).isEqualTo("*1\r\n$-1\r\n");
  }
}
