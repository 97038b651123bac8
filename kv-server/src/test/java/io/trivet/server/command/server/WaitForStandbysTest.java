package io.trivet.server.command.server;

import static io.trivet.server.node.GroupMembers.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// WAIT and WAITAOF on the primary of a group.
final class WaitForStandbysTest {
  private final NodeFixture node = member("n1");
  private final NodeClient client = node.connect();

  @BeforeEach
  void write() {
    node.group().becomePrimary(1, "n1", "n2");
    client.ask("SET", "k", "v");
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void answersWhenTheStandbyHasTheClientsLastWrite() {
    long end = end();
    assertThat(client.ask("WAIT", "0", "0")).isEqualTo(":0\r\n");
    assertThat(client.ask("WAIT", "1", "0")).isEmpty();
    node.group().acknowledge("n2", end - 1, false);
    assertThat(client.take()).isEmpty();
    node.group().acknowledge("n2", end, false);
    assertThat(client.take()).isEqualTo(":1\r\n");
    assertThat(client.ask("WAIT", "1", "0")).isEqualTo(":1\r\n");
    assertThat(client.ask("WAIT", "0", "0")).isEqualTo(":1\r\n");
    assertNobodyWaits();
  }

  @Test
  void answersHowManyThereAreWhenTheTimeIsUp() {
    node.group().acknowledge("n2", end(), false);
    assertThat(client.ask("WAIT", "2", "100")).isEmpty();
    node.pass(100);
    assertThat(client.take()).isEqualTo(":1\r\n");
    assertNobodyWaits();
  }

  @Test
  void commandsBehindItStayBehindIt() {
    client.send("WAIT", "1", "0");
    client.send("GET", "k");
    assertThat(client.take()).isEmpty();
    node.group().acknowledge("n2", end(), false);
    assertThat(client.take()).isEqualTo(":1\r\n$1\r\nv\r\n");
  }

  @Test
  void clientThatGoesAwayWaitsNoMore() {
    client.send("WAIT", "1", "0");
    assertThat(node.group().copies().waiting()).isEqualTo(1);
    client.disconnect();
    assertNobodyWaits();
  }

  @Test
  void unblockedClientWaitsNoMore() {
    client.send("WAIT", "1", "0");
    String id = Long.toString(client.session().id());
    assertThat(node.connect().ask("CLIENT", "UNBLOCK", id)).isEqualTo(":1\r\n");
    assertThat(client.take()).isEqualTo(":0\r\n");
    assertNobodyWaits();
  }

  @Test
  void countsInsideATransactionWithoutWaiting() {
    node.group().acknowledge("n2", end(), true);
    client.ask("MULTI");
    client.ask("WAIT", "2", "0");
    client.ask("WAITAOF", "0", "2", "0");
    assertThat(client.ask("EXEC")).isEqualTo("*2\r\n:1\r\n*2\r\n:0\r\n:1\r\n");
  }

  @Test
  void waitAofNeedsTheStandbysDisk() {
    long end = end();
    assertThat(client.ask("WAITAOF", "0", "1", "0")).isEmpty();
    node.group().acknowledge("n2", end, false);
    assertThat(client.take()).isEmpty();
    node.group().acknowledge("n2", end, true);
    assertThat(client.take()).isEqualTo("*2\r\n:0\r\n:1\r\n");
    assertNobodyWaits();
  }

  @Test
  void waitAofWaitsForBothDisks() {
    assertThat(client.ask("WAITAOF", "1", "1", "0")).isEmpty();
    node.group().acknowledge("n2", end(), true);
    assertThat(client.take()).isEmpty();
    node.saves().sync();
    assertThat(client.take()).isEqualTo("*2\r\n:1\r\n:1\r\n");
    assertThat(client.ask("WAITAOF", "1", "1", "0")).isEqualTo("*2\r\n:1\r\n:1\r\n");
    assertNobodyWaits();
  }

  @Test
  void waitThatIsOverBeforeTheOwnDiskLeavesNothingBehind() {
    client.send("WAITAOF", "1", "2", "100");
    node.pass(100);
    assertThat(client.take()).isEqualTo("*2\r\n:0\r\n:0\r\n");
    node.saves().sync();
    assertNobodyWaits();
  }

  @Test
  void standbyRefuses() {
    node.group().becomeStandby("n2");
    assertThat(client.ask("WAIT", "0", "0"))
        .startsWith("-ERR WAIT cannot be used with replica instances.");
    assertThat(client.ask("WAITAOF", "0", "0", "0"))
        .startsWith("-ERR WAITAOF cannot be used with replica instances.");
  }

  private long end() {
    return node.access().saves().appendedSequence();
  }

  private void assertNobodyWaits() {
    assertThat(node.group().copies().waiting()).isZero();
  }
}
