package io.trivet.server.command.server;

import static io.trivet.server.node.GroupMembers.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.NodeId;
import io.trivet.server.command.GroupFacts.Failover;
import io.trivet.server.command.GroupFacts.Lag;
import io.trivet.server.command.GroupFacts.Link;
import io.trivet.server.command.GroupFacts.LinkState;
import io.trivet.server.command.GroupFacts.LogEnds;
import io.trivet.server.command.GroupFacts.PrimaryChange;
import io.trivet.server.command.GroupFacts.StandbyState;
import io.trivet.server.command.HexId;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// ROLE and INFO of the members of a group, in the shapes of redis-server 7.0.15.
final class ReplicationFactsTest {
  private final NodeFixture node = member("n1");
  private final NodeClient client = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void roleOfThePrimaryNamesTheStandbysThatGetTheLog() {
    node.group().becomePrimary(3, "n1", "n2");
    node.group().log(new LogEnds(10, 900, 800, 700, 900));
    assertThat(client.ask("ROLE")).isEqualTo("*3\r\n$6\r\nmaster\r\n:900\r\n*0\r\n");
    node.group().acknowledge("n2", 850, false);
    assertThat(client.ask("ROLE"))
        .isEqualTo(
            "*3\r\n$6\r\nmaster\r\n:900\r\n*1\r\n*3\r\n$9\r\n127.0.0.1\r\n$4\r\n7002\r\n"
                + "$3\r\n850\r\n");
    node.group().leave("n2");
    node.group().join("n2", StandbyState.COPYING);
    assertThat(client.ask("ROLE")).isEqualTo("*3\r\n$6\r\nmaster\r\n:900\r\n*0\r\n");
  }

  @Test
  void roleOfAStandbyNamesItsPrimaryAndTheLink() {
    node.group().log(new LogEnds(0, 850, 800, 700, 840));
    node.group().becomeStandby("n2");
    assertThat(client.ask("ROLE"))
        .isEqualTo("*5\r\n$5\r\nslave\r\n$9\r\n127.0.0.1\r\n:7002\r\n$9\r\nconnected\r\n:850\r\n");
    node.group().link(new Link(LinkState.COPYING, 10, 100, 1, 0, Lag.UNKNOWN));
    assertThat(client.ask("ROLE")).endsWith("$4\r\nsync\r\n:-1\r\n");
    node.group().becomeStandby(null);
    assertThat(client.ask("ROLE"))
        .isEqualTo("*5\r\n$5\r\nslave\r\n$0\r\n\r\n:0\r\n$7\r\nconnect\r\n:-1\r\n");
  }

  @Test
  void roleOfTheVoterIsThatOfASentinel() {
    try (NodeFixture voter = member("n3")) {
      assertThat(voter.connect().ask("ROLE"))
          .isEqualTo("*2\r\n$8\r\nsentinel\r\n*1\r\n$4\r\nmain\r\n");
    }
  }

  @Test
  void infoOfThePrimaryShowsItsStandbysAndItsReign() {
    node.group().becomePrimary(3, "n1", "n2");
    node.group().log(new LogEnds(10, 900, 800, 700, 900));
    node.group().acknowledge("n2", 850, true);
    node.group().failover(Failover.WAITING_FOR_STANDBY);
    node.group()
        .lastChange(new PrimaryChange(3, new NodeId("n2"), new NodeId("n1"), 77, true, true));
    assertThat(info("replication"))
        .containsExactly(
            "# Replication",
            "role:master",
            "connected_slaves:1",
            "slave0:ip=127.0.0.1,port=7002,state=online,offset=850,lag=1",
            "master_failover_state:waiting-for-sync",
            "master_replid:" + HexId.ofHistory("main", 3),
            "master_replid2:" + "0".repeat(40),
            "master_repl_offset:900",
            "second_repl_offset:-1",
            "repl_backlog_active:1",
            "repl_backlog_size:67108864",
            "repl_backlog_first_byte_offset:10",
            "repl_backlog_histlen:890",
            "group_id:main",
            "node_id:n1",
            "member_role:primary",
            "epoch:3",
            "primary_id:n1",
            "primary_address:127.0.0.1:7001",
            "primary_serves:1",
            "lease_ms:200",
            "in_sync:n1,n2",
            "write_policy:in-sync",
            "min_in_sync:1",
            "committed_sequence:700",
            "standby0:id=n2,in_sync=1,written=850,durable=850,applied=850,lag_bytes=50,lag_ms=0",
            "last_change_epoch:3",
            "last_change_from:n2",
            "last_change_to:n1",
            "last_change_at_ms:77",
            "last_change_planned:1",
            "last_change_forced:1");
  }

  @Test
  void infoOfAStandbyShowsItsLink() {
    node.group().log(new LogEnds(0, 850, 800, 700, 840));
    node.group().becomeStandby("n2");
    assertThat(info("replication"))
        .startsWith(
            "# Replication",
            "role:slave",
            "master_host:127.0.0.1",
            "master_port:7002",
            "master_link_status:up",
            "master_last_io_seconds_ago:0",
            "master_sync_in_progress:0",
            "slave_read_repl_offset:850",
            "slave_repl_offset:840",
            "slave_priority:100",
            "slave_read_only:1",
            "replica_announced:1",
            "connected_slaves:0",
            "master_failover_state:no-failover")
        .contains("member_role:standby", "lease_ms:0");
    node.group().link(new Link(LinkState.COPYING, 2_500, 9_000, 400, 100, Lag.UNKNOWN));
    assertThat(info("replication"))
        .contains(
            "master_link_status:down",
            "master_last_io_seconds_ago:-1",
            "master_sync_in_progress:1",
            "master_sync_total_bytes:400",
            "master_sync_read_bytes:100",
            "master_sync_left_bytes:300",
            "master_sync_perc:25.00",
            "master_sync_last_io_seconds_ago:2",
            "master_link_down_since_seconds:9");
    node.group().losePrimary();
    assertThat(info("replication")).contains("primary_id:n2", "primary_serves:0");
  }

  @Test
  void infoSaysWhatASentinelWouldSay() {
    node.group().becomePrimary(3, "n1", "n2");
    assertThat(info("sentinel"))
        .startsWith("# Sentinel", "sentinel_masters:1", "sentinel_tilt:0")
        .endsWith("master0:name=main,status=ok,address=127.0.0.1:7001,slaves=1,sentinels=3");
  }

  @Test
  void clusterIsTheGroupWithAllSlots() {
    node.group().becomePrimary(3, "n1", "n2");
    assertThat(client.ask("CLUSTER", "INFO").lines())
        .contains("cluster_state:ok", "cluster_slots_assigned:16384", "cluster_my_epoch:3");
    String n1 = "*4\r\n$9\r\n127.0.0.1\r\n:7001\r\n$40\r\n" + HexId.ofNode("main", "n1");
    String n2 = "*4\r\n$9\r\n127.0.0.1\r\n:7002\r\n$40\r\n" + HexId.ofNode("main", "n2");
    assertThat(client.ask("CLUSTER", "SLOTS"))
        .isEqualTo("*1\r\n*4\r\n:0\r\n:16383\r\n" + n1 + "\r\n*0\r\n" + n2 + "\r\n*0\r\n");
    assertThat(client.ask("CLUSTER", "MYID")).contains(HexId.ofNode("main", "n1"));
    node.group().losePrimary();
    assertThat(client.ask("CLUSTER", "INFO").lines()).contains("cluster_state:fail");
  }

  private List<String> info(String section) {
    return client.ask("INFO", section).lines().skip(1).filter(line -> !line.isEmpty()).toList();
  }
}
