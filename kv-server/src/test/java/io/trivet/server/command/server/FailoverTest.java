package io.trivet.server.command.server;

import static io.trivet.server.node.GroupMembers.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.NodeId;
import io.trivet.server.command.FailoverControl.Answer;
import io.trivet.server.command.FailoverControl.Request;
import io.trivet.server.command.GroupFacts.Failover;
import io.trivet.server.command.GroupFacts.StandbyState;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// FAILOVER. The errors are those that redis-server 7.0.15 gives to the same requests.
final class FailoverTest {
  private static final Request ANY = new Request(null, 0, false);

  private final NodeFixture node = member("n1");
  private final NodeClient client = node.connect();

  @BeforeEach
  void lead() {
    node.group().becomePrimary(1, "n1", "n2");
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void beginsAndAnswersAtOnce() {
    node.group().acknowledge("n2", 0, true);
    assertThat(client.ask("FAILOVER")).isEqualTo("+OK\r\n");
    assertThat(client.ask("FAILOVER", "TO", "127.0.0.1", "7002", "TIMEOUT", "500", "FORCE"))
        .isEqualTo("+OK\r\n");
    assertThat(client.ask("failover", "timeout", "7")).isEqualTo("+OK\r\n");
    assertThat(node.group().requests())
        .containsExactly(
            ANY, new Request(new NodeId("n2"), 500, true), new Request(null, 7, false));
  }

  @Test
  void abortsWhatIsGoingOn() {
    node.group().failover(Failover.WAITING_FOR_STANDBY);
    assertThat(client.ask("FAILOVER")).isEqualTo("-ERR FAILOVER already in progress.\r\n");
    assertThat(client.ask("FAILOVER", "ABORT")).isEqualTo("+OK\r\n");
    assertThat(client.ask("FAILOVER", "ABORT")).isEqualTo("-ERR No failover in progress.\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "TO 127.0.0.1 7002 FORCE, 'FAILOVER with force option requires both a timeout and target HOST and IP.'",
    "FORCE, 'FAILOVER with force option requires both a timeout and target HOST and IP.'",
    "FORCE TIMEOUT 5, 'FAILOVER with force option requires both a timeout and target HOST and IP.'",
    "TO 127.0.0.1 7999, 'FAILOVER target HOST and PORT is not a replica.'",
    "TO 127.0.0.1 7003, 'FAILOVER target HOST and PORT is not a replica.'",
    "TO 127.0.0.1 99999, 'FAILOVER target HOST and PORT is not a replica.'",
    "TIMEOUT 0, 'FAILOVER timeout must be greater than 0'",
    "TIMEOUT -1, 'FAILOVER timeout must be greater than 0'",
    "TIMEOUT x, 'value is not an integer or out of range'",
    "TO x y, 'value is not an integer or out of range'",
    "TO 127.0.0.1, syntax error",
    "ABORT FORCE, syntax error",
    "TIMEOUT 5 TIMEOUT 6, syntax error",
    "x, syntax error"
  })
  void refusesInTheWordsOfRedis(String words, String error) {
    node.group().acknowledge("n2", 0, true);
    assertThat(client.ask(("FAILOVER " + words).split(" "))).isEqualTo("-ERR " + error + "\r\n");
    assertThat(node.group().requests()).isEmpty();
  }

  @Test
  void refusesWithoutAStandbyThatCouldTakeOver() {
    assertThat(client.ask("FAILOVER")).isEqualTo("-ERR FAILOVER requires connected replicas.\r\n");
    node.group().join("n2", StandbyState.COPYING);
    assertThat(client.ask("FAILOVER", "TO", "127.0.0.1", "7002"))
        .isEqualTo("-ERR FAILOVER target replica is not online.\r\n");
    node.group().answer(Answer.NO_STANDBY);
    assertThat(client.ask("FAILOVER")).isEqualTo("-ERR FAILOVER target replica is not online.\r\n");
  }

  @Test
  void standbyRefuses() {
    node.group().becomeStandby("n2");
    assertThat(client.ask("FAILOVER"))
        .isEqualTo("-ERR FAILOVER is not valid when server is a replica.\r\n");
  }
}
