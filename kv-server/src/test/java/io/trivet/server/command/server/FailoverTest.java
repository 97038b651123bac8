package io.trivet.server.command.server;

import static io.trivet.server.node.GroupMembers.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.LogPosition;
import io.trivet.raft.NodeId;
import io.trivet.raft.agent.ForceOutcome;
import io.trivet.raft.group.Loss;
import io.trivet.server.command.ExpectedLoss;
import io.trivet.server.command.FailoverControl.Answer;
import io.trivet.server.command.FailoverControl.Request;
import io.trivet.server.command.ForceControl;
import io.trivet.server.command.GroupFacts.Failover;
import io.trivet.server.command.GroupFacts.StandbyState;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
  void standbySaysWhatWouldBeLostAndChangesNothing() {
    Forces forces = standbyThatCanBeForced(true);
    assertThat(client.ask("FAILOVER", "FORCE"))
        .contains("sequence\r\n:150\r\n", "kept_sequence\r\n:100\r\n")
        .contains("writes behind sequence 100 may be lost, known to be acknowledged up to")
        .contains("sequence 120; a primary was last heard here 7000 ms ago")
        .contains("FAILOVER FORCE ACCEPT-LOSS 3 150");
    assertThat(forces.asked).isEmpty();
  }

  @Test
  void standbyIsForcedByWhoHasSeenTheLoss() {
    Forces forces = standbyThatCanBeForced(true);
    assertThat(client.ask("FAILOVER", "FORCE", "ACCEPT-LOSS", "3", "150"))
        .contains("outcome\r\n", "appointed");
    assertThat(forces.asked).containsExactly("3/150");
    for (ForceOutcome outcome : ForceOutcome.values()) {
      forces.outcome = outcome;
      String reply = client.ask("FAILOVER", "FORCE", "ACCEPT-LOSS", "3", "150");
      assertThat(reply.startsWith("-ERR FAILOVER FORCE"))
          .isEqualTo(outcome != ForceOutcome.APPOINTED);
    }
  }

  @Test
  void imageThatIsNotWholeIsNotForced() {
    Forces forces = standbyThatCanBeForced(false);
    assertThat(client.ask("FAILOVER", "FORCE", "ACCEPT-LOSS", "3", "150"))
        .contains("has not come as a whole");
    assertThat(forces.asked).isEmpty();
  }

  @Test
  void nobodyIsForcedByHalfASentenceOrOnAPrimary() {
    Forces forces = standbyThatCanBeForced(true);
    for (String words :
        List.of("ACCEPT-LOSS 3 150", "FORCE ACCEPT-LOSS 3", "FORCE ACCEPT-LOSS 3 150 TIMEOUT 5")) {
      assertThat(client.ask(("FAILOVER " + words).split(" "))).isEqualTo("-ERR syntax error\r\n");
    }
    client.ask("MULTI");
    client.ask("FAILOVER", "FORCE", "ACCEPT-LOSS", "3", "150");
    assertThat(client.ask("EXEC")).contains("not possible in a transaction");
    node.group().becomePrimary(1, "n1", "n2");
    assertThat(client.ask("FAILOVER", "FORCE", "ACCEPT-LOSS", "3", "150"))
        .contains("nothing need be lost");
    assertThat(forces.asked).isEmpty();
  }

  @Test
  void memberWithoutDataIsNotForced() {
    node.group().becomeStandby("n2");
    assertThat(client.ask("FAILOVER", "FORCE")).contains("for a member of a group that keeps data");
  }

  private Forces standbyThatCanBeForced(boolean isWhole) {
    Loss known = new Loss(new LogPosition(2, 150), 100, new LogPosition(2, 110));
    Forces forces =
        new Forces(new ExpectedLoss(3, known, new NodeId("n2"), 7_000, 120, 160, isWhole));
    node.group().becomeStandby("n2");
    node.group().forces(forces);
    return forces;
  }

  /// Says what it is told to.
  private static final class Forces implements ForceControl {
    private final ExpectedLoss loss;
    private final List<String> asked = new ArrayList<>();
    private ForceOutcome outcome = ForceOutcome.APPOINTED;

    Forces(ExpectedLoss loss) {
      this.loss = loss;
    }

    @Override
    public ExpectedLoss expectedLoss() {
      return loss;
    }

    @Override
    public void force(int epoch, long sequence, Consumer<ForceOutcome> told) {
      asked.add(epoch + "/" + sequence);
      told.accept(outcome);
    }
  }

  @Test
  void standbyRefuses() {
    node.group().becomeStandby("n2");
    assertThat(client.ask("FAILOVER"))
        .isEqualTo("-ERR FAILOVER is not valid when server is a replica.\r\n");
  }
}
