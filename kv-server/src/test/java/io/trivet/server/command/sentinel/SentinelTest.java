package io.trivet.server.command.sentinel;

import static io.trivet.server.node.GroupMembers.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.command.FailoverControl.Answer;
import io.trivet.server.command.GroupFacts.Failover;
import io.trivet.server.command.HexId;
import io.trivet.server.config.NodeAddress;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import io.trivet.server.pubsub.PrimaryAnnouncement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SENTINEL, in the shapes of a Redis Sentinel 7.0.15 that watches a primary and one replica.
final class SentinelTest {
  private static final String N1 = "*2\r\n$9\r\n127.0.0.1\r\n$4\r\n7001\r\n";
  private static final String N2 = "*2\r\n$9\r\n127.0.0.1\r\n$4\r\n7002\r\n";

  private final NodeFixture node = member("n1");
  private final NodeClient client = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void tellsThePrimarysAddress() {
    assertThat(address("main")).isEqualTo("*-1\r\n");
    node.group().becomePrimary(3, "n1", "n2");
    assertThat(address("main")).isEqualTo(N1);
    assertThat(address("other")).isEqualTo("*-1\r\n");
    node.group().becomeStandby("n2");
    assertThat(address("main")).isEqualTo(N2);
    node.group().losePrimary();
    assertThat(address("main")).isEqualTo(N2);
    try (NodeFixture voter = member("n3")) {
      voter.group().becomeStandby("n1");
      assertThat(voter.connect().ask("SENTINEL", "get-master-addr-by-name", "main")).isEqualTo(N1);
    }
  }

  @Test
  void tellsOfThePrimaryInTheFieldsOfRedis() {
    node.group().becomePrimary(3, "n1", "n2");
    List<String> fields = words(client.ask("SENTINEL", "MASTER", "main"));
    assertThat(fields)
        .containsExactly(
            ("name main ip 127.0.0.1 port 7001 runid "
                    + HexId.ofNode("main", "n1")
                    + " flags master link-pending-commands 0 link-refcount 1 last-ping-sent 0"
                    + " last-ok-ping-reply 0 last-ping-reply 0 down-after-milliseconds 500"
                    + " info-refresh 0 role-reported master role-reported-time 0 config-epoch 3"
                    + " num-slaves 1 num-other-sentinels 2 quorum 2 failover-timeout 1050"
                    + " parallel-syncs 1")
                .split(" "));
    assertThat(client.ask("SENTINEL", "MASTERS"))
        .isEqualTo("*1\r\n" + client.ask("SENTINEL", "MASTER", "main"));
    node.group().losePrimary();
    assertThat(words(client.ask("SENTINEL", "MASTER", "main"))).contains("master,s_down,o_down");
  }

  @Test
  void tellsOfTheStandbysInTheFieldsOfRedis() {
    node.group().becomePrimary(3, "n1", "n2");
    node.group().acknowledge("n2", 850, false);
    List<String> fields = words(client.ask("SENTINEL", "REPLICAS", "main"));
    assertThat(fields)
        .containsExactly(
            ("name 127.0.0.1:7002 ip 127.0.0.1 port 7002 runid "
                    + HexId.ofNode("main", "n2")
                    + " flags slave link-pending-commands 0 link-refcount 1 last-ping-sent 0"
                    + " last-ok-ping-reply 1400 last-ping-reply 1400 down-after-milliseconds 500"
                    + " info-refresh 0 role-reported slave role-reported-time 0"
                    + " master-link-down-time 0 master-link-status ok master-host 127.0.0.1"
                    + " master-port 7001 slave-priority 100 slave-repl-offset 850"
                    + " replica-announced 1")
                .split(" "));
    assertThat(client.ask("SENTINEL", "slaves", "main"))
        .isEqualTo(client.ask("SENTINEL", "replicas", "main"));
    node.group().leave("n2");
    assertThat(words(client.ask("SENTINEL", "REPLICAS", "main"))).contains("slave,s_down", "err");
    client.ask("HELLO", "3");
    assertThat(client.ask("SENTINEL", "REPLICAS", "main")).startsWith("*1\r\n%21\r\n");
  }

  @Test
  void otherMembersAreTheSentinels() {
    node.group().becomePrimary(3, "n1", "n2");
    String sentinels = client.ask("SENTINEL", "SENTINELS", "main");
    assertThat(sentinels).startsWith("*2\r\n*28\r\n");
    assertThat(words(sentinels))
        .contains("7002", "7003", HexId.ofNode("main", "n3"))
        .doesNotContain("7001");
    assertThat(client.ask("SENTINEL", "MYID"))
        .isEqualTo("$40\r\n" + HexId.ofNode("main", "n1") + "\r\n");
  }

  @Test
  void quorumForAFailoverNeedsAStandbyInSync() {
    node.group().becomePrimary(3, "n1", "n2");
    assertThat(client.ask("SENTINEL", "CKQUORUM", "main"))
        .isEqualTo("+OK 2 usable Sentinels. Quorum and failover authorization can be reached\r\n");
    node.group().becomePrimary(3, "n1");
    assertThat(client.ask("SENTINEL", "CKQUORUM", "main")).startsWith("-NOQUORUM 2 usable");
    node.group().losePrimary();
    assertThat(client.ask("SENTINEL", "CKQUORUM", "main")).startsWith("-NOQUORUM 1 usable");
  }

  @Test
  void failoverIsAskedForOnAnyMember() {
    node.group().becomeStandby("n2");
    assertThat(client.ask("SENTINEL", "FAILOVER", "main")).isEqualTo("+OK\r\n");
    assertThat(node.group().requests()).hasSize(1);
    node.group().answer(Answer.NO_STANDBY);
    assertThat(client.ask("SENTINEL", "FAILOVER", "main"))
        .isEqualTo("-NOGOODSLAVE No suitable replica to promote\r\n");
    node.group().failover(Failover.HANDING_OVER);
    assertThat(client.ask("SENTINEL", "FAILOVER", "main"))
        .isEqualTo("-INPROG Failover already in progress\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "MASTER x, -ERR No such master with that name",
    "REPLICAS x, -ERR No such master with that name",
    "SENTINELS x, -ERR No such master with that name",
    "CKQUORUM x, -ERR No such master with that name",
    "FAILOVER x, -ERR No such master with that name",
    "REMOVE x, -ERR No such master with that name",
    "SET x quorum 2, -ERR No such master with that name",
    "REMOVE main, '-ERR the members of a group are set by group-member in its configuration files'",
    "SET main quorum 2, '-ERR the members of a group are set by group-member in its configuration files'",
    "MONITOR main 127.0.0.1 1 1, -ERR Duplicate master name.",
    "MONITOR x 127.0.0.1 1 1, '-ERR the members of a group are set by group-member in its configuration files'",
    "RESET x*, :0",
    "RESET m*, :1",
    "FLUSHCONFIG, +OK",
    "PENDING-SCRIPTS, *0",
    "MASTERS x, -ERR wrong number of arguments for 'sentinel|masters' command"
  })
  void restIsAnsweredAsFits(String words, String reply) {
    node.group().becomePrimary(3, "n1", "n2");
    assertThat(client.ask(("SENTINEL " + words).split(" "))).isEqualTo(reply + "\r\n");
  }

  @Test
  void singleNodeHasNoGroupToTellOf() {
    try (NodeFixture single = new NodeFixture(AllCommands.declared())) {
      assertThat(single.connect().ask("SENTINEL", "MASTERS"))
          .isEqualTo("-ERR this server is a single node: it belongs to no group\r\n");
    }
  }

  @Test
  void announcesANewPrimaryToThoseWhoListen() {
    PrimaryAnnouncement announcement = new PrimaryAnnouncement(node.access().channels(), "main");
    client.ask("SUBSCRIBE", "+switch-master");
    NodeClient byPattern = node.connect();
    byPattern.ask("PSUBSCRIBE", "*");
    NodeAddress n1 = new NodeAddress("127.0.0.1", 7001);
    announcement.changed(null, n1);
    announcement.changed(n1, n1);
    assertThat(client.take()).isEmpty();
    announcement.changed(n1, new NodeAddress("127.0.0.1", 7002));
    String payload = "$34\r\nmain 127.0.0.1 7001 127.0.0.1 7002\r\n";
    assertThat(client.take())
        .isEqualTo("*3\r\n$7\r\nmessage\r\n$14\r\n+switch-master\r\n" + payload);
    assertThat(byPattern.take())
        .isEqualTo("*4\r\n$8\r\npmessage\r\n$1\r\n*\r\n$14\r\n+switch-master\r\n" + payload);
  }

  private String address(String name) {
    return client.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", name);
  }

  /// The texts of a reply, in order.
  private static List<String> words(String reply) {
    List<String> words = new ArrayList<>();
    String[] lines = reply.split("\r\n", -1);
    for (int i = 0; i + 1 < lines.length; i++) {
      if (lines[i].startsWith("$")) {
        words.add(lines[++i]);
      }
    }
    return words;
  }
}
