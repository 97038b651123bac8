package io.trivet.server.session;

import static io.trivet.server.node.GroupMembers.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.command.ServingState;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Refusals by role (I27): before execution, in the words of Redis.
final class RoleRulesTest {
  private static final String READ_ONLY =
      "-READONLY You can't write against a read only replica.\r\n";
  private static final String CLUSTER_DOWN = "-CLUSTERDOWN The cluster is down\r\n";
  private static final String MASTER_DOWN =
      "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.\r\n";
  private static final String MOVED = "-MOVED 12182 127.0.0.1:7002\r\n";
  private static final String MOVED_ANY = "-MOVED 0 127.0.0.1:7002\r\n";

  private final NodeFixture node = member("n1");
  private final NodeClient client = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void primaryServesAll() {
    node.group().becomePrimary(3, "n1", "n2");
    assertThat(client.ask("SET", "foo", "1")).isEqualTo("+OK\r\n");
    assertThat(client.ask("GET", "foo")).isEqualTo("$1\r\n1\r\n");
  }

  @Test
  void primaryWithTooFewCopiesReads() {
    node.group().becomePrimary(3, "n1");
    client.ask("SET", "foo", "1");
    node.group().serving(new ServingState.TooFewCopies());
    assertThat(client.ask("SET", "foo", "2"))
        .isEqualTo("-NOREPLICAS Not enough good replicas to write.\r\n");
    assertThat(client.ask("FLUSHALL")).startsWith("-NOREPLICAS");
    assertThat(client.ask("GET", "foo")).isEqualTo("$1\r\n1\r\n");
  }

  @Test
  void standbySendsReadersToThePrimaryAndRefusesWriters() {
    node.group().becomeStandby("n2");
    assertThat(client.ask("SET", "foo", "1")).isEqualTo(READ_ONLY);
    assertThat(client.ask("BLPOP", "foo", "0")).isEqualTo(READ_ONLY);
    assertThat(client.ask("FLUSHALL")).isEqualTo(READ_ONLY);
    assertThat(client.ask("DEBUG", "POPULATE", "10")).isEqualTo(READ_ONLY);
    assertThat(client.ask("GET", "foo")).isEqualTo(MOVED);
    assertThat(client.ask("MGET", "{foo}1", "bar")).isEqualTo(MOVED);
    assertThat(client.ask("SUNION", "foo", "foo")).isEqualTo(MOVED);
    assertThat(client.ask("ZINTER", "1", "foo")).isEqualTo(MOVED);
    assertThat(client.ask("WATCH", "foo")).isEqualTo(MOVED);
    assertThat(client.ask("DBSIZE")).isEqualTo(MOVED_ANY);
    assertThat(client.ask("SCAN", "0")).isEqualTo(MOVED_ANY);
    assertThat(client.ask("DEBUG", "DIGEST")).isEqualTo(MOVED_ANY);
    assertThat(client.ask("GET")).startsWith("-ERR wrong number of arguments");
  }

  @Test
  void standbyAnswersReadersThatTakeOldAnswers() {
    node.group().becomePrimary(1, "n1");
    client.ask("SET", "foo", "1");
    node.group().becomeStandby("n2");
    assertThat(client.ask("READONLY")).isEqualTo("+OK\r\n");
    assertThat(client.ask("GET", "foo")).isEqualTo("$1\r\n1\r\n");
    assertThat(client.ask("DBSIZE")).isEqualTo(":1\r\n");
    assertThat(client.ask("SET", "foo", "2")).isEqualTo(READ_ONLY);
    assertThat(client.ask("CLIENT", "INFO")).contains(" flags=r ");
    client.ask("READWRITE");
    assertThat(client.ask("GET", "foo")).isEqualTo(MOVED);
    client.ask("READONLY");
    client.ask("RESET");
    assertThat(client.ask("GET", "foo")).isEqualTo(MOVED);
  }

  @Test
  void standbyThatHeardNothingForLongRefusesReadersToo() {
    node.group().becomeStandby("n2");
    client.ask("READONLY");
    node.group().staleness(5_000);
    assertThat(client.ask("GET", "foo")).isEqualTo("$-1\r\n");
    node.group().staleness(5_001);
    assertThat(client.ask("GET", "foo")).isEqualTo(MASTER_DOWN);
    client.ask("CONFIG", "SET", "replica-max-staleness-ms", "6000");
    assertThat(client.ask("GET", "foo")).isEqualTo("$-1\r\n");
    node.group().staleness(Long.MAX_VALUE);
    assertThat(client.ask("GET", "foo")).isEqualTo(MASTER_DOWN);
    client.ask("CONFIG", "SET", "replica-max-staleness-ms", "0");
    assertThat(client.ask("GET", "foo")).isEqualTo("$-1\r\n");
  }

  @Test
  void standbyWithoutAPrimaryIsDownButForReadersThatTakeOldAnswers() {
    node.group().losePrimary();
    assertThat(client.ask("SET", "foo", "1")).isEqualTo(CLUSTER_DOWN);
    assertThat(client.ask("GET", "foo")).isEqualTo(CLUSTER_DOWN);
    client.ask("READONLY");
    assertThat(client.ask("GET", "foo")).isEqualTo("$-1\r\n");
    assertThat(client.ask("SET", "foo", "1")).isEqualTo(CLUSTER_DOWN);
  }

  @Test
  void voterSendsAllToThePrimary() {
    try (NodeFixture voter = member("n3")) {
      voter.group().becomeStandby("n2");
      NodeClient guest = voter.connect();
      guest.ask("READONLY");
      assertThat(guest.ask("SET", "foo", "1")).isEqualTo(MOVED);
      assertThat(guest.ask("GET", "foo")).isEqualTo(MOVED);
      assertThat(guest.ask("DBSIZE")).isEqualTo(MOVED_ANY);
      voter.group().losePrimary();
      assertThat(guest.ask("GET", "foo")).isEqualTo(CLUSTER_DOWN);
      assertThat(guest.ask("PING")).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void nodeThatDoesNotServeYetIsDown() {
    node.group().serving(new ServingState.Unsettled());
    client.ask("READONLY");
    assertThat(client.ask("SET", "foo", "1")).isEqualTo(CLUSTER_DOWN);
    assertThat(client.ask("GET", "foo")).isEqualTo(CLUSTER_DOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PING", "ECHO x", "INFO", "ROLE", "SELECT 1", "CLIENT ID", "CONFIG GET port",
            "COMMAND COUNT",
        "HELLO", "TIME", "LASTSAVE", "PUBLISH foo x", "READONLY", "READWRITE", "ASKING", "UNWATCH",
        "MULTI", "SLOWLOG LEN", "LATENCY LATEST", "RESET", "SUBSCRIBE foo"
      })
  void commandsWithoutKeysAreAlwaysAnswered(String request) {
    for (ServingState state :
        List.of(
            new ServingState.Unsettled(),
            new ServingState.Voter(null),
            new ServingState.Standby(null, () -> 0),
            new ServingState.TooFewCopies())) {
      node.group().serving(state);
      assertThat(node.connect().ask(request.split(" "))).doesNotStartWith("-");
    }
  }

  @Test
  void clientThatIsNotAuthenticatedLearnsNothing() {
    client.ask("CONFIG", "SET", "requirepass", "secret");
    node.group().becomeStandby("n2");
    assertThat(node.connect().ask("GET", "foo")).startsWith("-NOAUTH");
  }

  @Test
  void queuedCommandThatIsRefusedBreaksTheTransaction() {
    node.group().becomeStandby("n2");
    client.ask("MULTI");
    assertThat(client.ask("SET", "foo", "1")).isEqualTo(READ_ONLY);
    assertThat(client.ask("GET", "foo")).isEqualTo(MOVED);
    assertThat(client.ask("EXEC"))
        .isEqualTo("-EXECABORT Transaction discarded because of previous errors.\r\n");
  }

  @Test
  void execIsRefusedAsItsCommandsAreNow() {
    assertThat(execAfter("SET", new ServingState.TooFewCopies()))
        .isEqualTo(
            "-EXECABORT Transaction discarded because of: NOREPLICAS Not enough good replicas to"
                + " write.\r\n");
    assertThat(execAfter("GET", new ServingState.TooFewCopies())).isEqualTo("*1\r\n$-1\r\n");
    assertThat(execAfter("SET", new ServingState.Unsettled())).isEqualTo(CLUSTER_DOWN);
    node.group().becomeStandby("n2");
    ServingState standby = node.group().serving();
    assertThat(execAfter("SET", standby))
        .isEqualTo(
            "-EXECABORT Transaction discarded because of: READONLY You can't write against a read"
                + " only replica.\r\n");
    assertThat(execAfter("GET", standby)).isEqualTo(MOVED);
    assertThat(client.ask("EXEC")).isEqualTo("-ERR EXEC without MULTI\r\n");
    client.ask("MULTI");
    client.ask("PING");
    assertThat(client.ask("EXEC")).isEqualTo("*1\r\n+PONG\r\n");
  }

  private String execAfter(String name, ServingState state) {
    node.group().serving(ServingState.SERVING);
    client.ask("MULTI");
    client.ask(name.equals("SET") ? new String[] {"SET", "foo", "1"} : new String[] {"GET", "foo"});
    node.group().serving(state);
    return client.ask("EXEC");
  }
}
