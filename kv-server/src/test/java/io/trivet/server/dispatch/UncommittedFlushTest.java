package io.trivet.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a read shows after a flush or an exchange of databases may be taken back until that is
/// committed: the read's answer waits as well (I21).
final class UncommittedFlushTest {
  private final NodeFixture node = new NodeFixture(AllCommands.declared());
  private final NodeClient writer = node.connect();
  private final NodeClient reader = node.connect();

  @BeforeEach
  void hold() {
    writer.ask("SET", "k", "v");
    writer.ask("SELECT", "1");
    writer.ask("SET", "k", "other");
    writer.ask("SELECT", "0");
    node.holdLog();
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void theAbsenceOfAKeyWaitsForTheFlushOfItsDatabase() {
    writer.send("FLUSHDB");
    reader.send("GET", "k");
    assertThat(writer.take() + reader.take()).isEmpty();
    node.releaseLog();
    assertThat(writer.take() + reader.take()).isEqualTo("+OK\r\n$-1\r\n");
  }

  @Test
  void theAbsenceOfAKeyWaitsForTheFlushOfAllDatabases() {
    writer.send("FLUSHALL");
    reader.send("SELECT", "1");
    assertThat(reader.take()).isEqualTo("+OK\r\n");
    reader.send("EXISTS", "k");
    assertThat(writer.take() + reader.take()).isEmpty();
    node.releaseLog();
    assertThat(writer.take() + reader.take()).isEqualTo("+OK\r\n:0\r\n");
  }

  @Test
  void aKeyWaitsForTheExchangeThatBroughtIt() {
    writer.send("SWAPDB", "0", "1");
    reader.send("GET", "k");
    assertThat(writer.take() + reader.take()).isEmpty();
    node.releaseLog();
    assertThat(writer.take() + reader.take()).isEqualTo("+OK\r\n$5\r\nother\r\n");
  }

  @Test
  void otherDatabasesDoNotWait() {
    writer.send("FLUSHDB");
    reader.ask("SELECT", "1");
    assertThat(reader.ask("GET", "k")).isEqualTo("$5\r\nother\r\n");
    assertThat(reader.ask("GET", "missing")).isEqualTo("$-1\r\n");
  }
}
