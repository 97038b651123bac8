package io.trivet.server.command.server;

import static io.trivet.server.node.GroupMembers.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.WritePolicy;
import io.trivet.raft.agent.PolicyOutcome;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// CONFIG SET of appendfsync, write-policy and min-in-sync on a member of a group.
final class GroupPolicyTest {
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
  void groupDecidesBeforeTheOptionChanges() {
    assertThat(client.ask("CONFIG", "SET", "min-in-sync", "2", "appendfsync", "always"))
        .isEqualTo("+OK\r\n");
    assertThat(node.group().policyControl().wishes())
        .containsExactly(new CommitPolicy(WritePolicy.IN_SYNC, AckLevel.SYNCED, 2));
    assertThat(client.ask("CONFIG", "GET", "min-in-sync")).contains("\r\n2\r\n");
  }

  @Test
  void optionStaysAsItIsWhenTheGroupDoesNotFollow() {
    for (PolicyOutcome outcome :
        new PolicyOutcome[] {
          PolicyOutcome.NOT_PRIMARY, PolicyOutcome.REPLACED, PolicyOutcome.UNDECIDED
        }) {
      node.group().policyControl().answer(outcome);
      assertThat(client.ask("CONFIG", "SET", "write-policy", "primary"))
          .startsWith("-ERR CONFIG SET");
    }
    assertThat(client.ask("CONFIG", "GET", "write-policy")).contains("\r\nin-sync\r\n");
  }

  @Test
  void whatChangesNoPolicyIsThisNodesAlone() {
    assertThat(client.ask("CONFIG", "SET", "appendfsync", "no", "maxmemory-samples", "7"))
        .isEqualTo("+OK\r\n");
    assertThat(client.ask("CONFIG", "SET", "min-in-sync", "3")).startsWith("-ERR CONFIG SET");
    assertThat(node.group().policyControl().wishes()).isEmpty();
  }

  @Test
  void standbySaysWhoIsToBeAsked() {
    node.group().becomeStandby("n2");
    assertThat(client.ask("CONFIG", "SET", "min-in-sync", "2"))
        .contains("set them on the primary, 127.0.0.1:7002");
    assertThat(node.group().policyControl().wishes()).isEmpty();
  }

  @Test
  void transactionCannotWaitForTheGroup() {
    client.ask("MULTI");
    client.ask("CONFIG", "SET", "min-in-sync", "2");
    client.ask("CONFIG", "SET", "maxmemory-samples", "7");
    assertThat(client.ask("EXEC")).contains("not possible in a transaction", "+OK\r\n");
    assertThat(node.group().policyControl().wishes()).isEmpty();
  }
}
