package io.trivet.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.command.ClientFacts;
import io.trivet.server.command.ClientKind;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients as others see them, and what is done with those that wait, are idle, or do not read.
final class ClientsTest {
  private final NodeFixture node = new NodeFixture(AllCommands.declared());
  private final NodeClient client = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void factsTellTheStateOfAClient() {
    NodeClient other = node.connect();
    other.ask("CLIENT", "SETNAME", "me");
    other.ask("SELECT", "3");
    other.ask("SUBSCRIBE", "a", "b");
    other.ask("PSUBSCRIBE", "c*");
    other.ask("SSUBSCRIBE", "d");
    node.pass(5_000);
    ClientFacts facts = facts(other);
    assertThat(facts.name()).hasToString("me");
    assertThat(facts.databaseIndex()).isEqualTo(3);
    assertThat(facts.flags()).isEqualTo("P");
    assertThat(facts.kind()).isEqualTo(ClientKind.PUBSUB);
    assertThat(facts.subscriptions()).isEqualTo(2);
    assertThat(facts.patterns()).isEqualTo(1);
    assertThat(facts.shardSubscriptions()).isEqualTo(1);
    assertThat(facts.ageSeconds()).isEqualTo(5);
    assertThat(facts.idleSeconds()).isEqualTo(5);
    assertThat(facts.lastCommand()).isEqualTo("ssubscribe");
    assertThat(facts.queued()).isEqualTo(-1);
  }

  @Test
  void flagsTellTransactionWaitMonitorAndSwitches() {
    NodeClient other = node.connect();
    assertThat(facts(other).flags()).isEqualTo("N");
    other.ask("CLIENT", "NO-EVICT", "on");
    other.ask("CLIENT", "NO-TOUCH", "on");
    assertThat(facts(other).flags()).isEqualTo("eT");
    other.ask("MULTI");
    other.ask("SET", "k", "value");
    assertThat(facts(other).flags()).isEqualTo("xeT");
    assertThat(facts(other).queued()).isEqualTo(1);
    assertThat(facts(other).memory().queuedBytes()).isEqualTo(9);
    other.ask("RESET");
    other.send("BLPOP", "nothing", "0");
    assertThat(facts(other).flags()).isEqualTo("b");
    assertThat(node.access().clients().blockedCount()).isEqualTo(1);
    other.disconnect();
    assertThat(node.access().clients().blockedCount()).isZero();
    NodeClient monitor = node.connect();
    monitor.ask("MONITOR");
    assertThat(facts(monitor).flags()).isEqualTo("O");
  }

  @Test
  void aHeldClientCountsAsBlockedButCannotBeUnblocked() {
    client.ask("CLIENT", "PAUSE", "1000", "WRITE");
    NodeClient writer = node.connect();
    writer.send("SET", "k", "v");
    assertThat(facts(writer).flags()).isEqualTo("b");
    assertThat(client.ask("CLIENT", "UNBLOCK", id(writer))).isEqualTo(":0\r\n");
    node.pass(1_001);
    assertThat(writer.take()).isEqualTo("+OK\r\n");
    assertThat(facts(writer).flags()).isEqualTo("N");
  }

  @Test
  void unblockEndsWaitsByTimeoutOrError() {
    NodeClient list = node.connect();
    list.send("BLPOP", "nothing", "0");
    assertThat(client.ask("CLIENT", "UNBLOCK", id(list))).isEqualTo(":1\r\n");
    assertThat(list.take()).isEqualTo("*-1\r\n");
    assertThat(client.ask("CLIENT", "UNBLOCK", id(list))).isEqualTo(":0\r\n");
    list.send("BLPOP", "nothing", "0");
    assertThat(client.ask("CLIENT", "UNBLOCK", id(list), "ERROR")).isEqualTo(":1\r\n");
    assertThat(list.take()).startsWith("-UNBLOCKED ");
    list.send("WAIT", "1", "0");
    assertThat(client.ask("CLIENT", "UNBLOCK", id(list), "TIMEOUT")).isEqualTo(":1\r\n");
    assertThat(list.take()).isEqualTo(":0\r\n");
    list.send("WAIT", "1", "0");
    assertThat(client.ask("CLIENT", "UNBLOCK", id(list), "ERROR")).isEqualTo(":1\r\n");
    assertThat(list.take()).startsWith("-UNBLOCKED ");
    assertThat(list.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void killClosesByFiltersTogether() {
    NodeClient one = node.connect();
    NodeClient two = node.connect();
    two.ask("SUBSCRIBE", "c");
    assertThat(client.ask("CLIENT", "KILL", "ID", id(one), "TYPE", "pubsub")).isEqualTo(":0\r\n");
    assertThat(client.ask("CLIENT", "KILL", "ID", id(two), "TYPE", "pubsub")).isEqualTo(":1\r\n");
    assertThat(two.isClosed()).isTrue();
    assertThat(client.ask("CLIENT", "KILL", one.address())).isEqualTo("+OK\r\n");
    assertThat(one.isClosed()).isTrue();
    assertThat(client.ask("CLIENT", "KILL", "ID", id(client))).isEqualTo(":0\r\n");
    assertThat(client.ask("CLIENT", "KILL", "LADDR", "127.0.0.1:6379", "SKIPME", "no"))
        .isEqualTo(":1\r\n<closed>");
  }

  @Test
  void listShowsOneLineAClientWithTheFieldsOfRedis() {
    NodeClient other = node.connect();
    other.ask("CLIENT", "SETINFO", "lib-name", "lib");
    other.ask("CLIENT", "SETINFO", "lib-ver", "1.0");
    String line = client.ask("CLIENT", "LIST", "ID", id(other));
    assertThat(line)
        .contains("\r\nid=" + id(other) + " addr=127.0.0.1:")
        .contains(
            " laddr=127.0.0.1:6379 fd=-1 name= age=0 idle=0 flags=N db=0 sub=0 psub=0 ssub=0"
                + " multi=-1 qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0 rbp=0 obl=0 oll=0"
                + " omem=0 tot-mem=0 events=r cmd=client|setinfo user=default redir=-1 resp=2"
                + " lib-name=lib lib-ver=1.0\n");
    assertThat(client.ask("CLIENT", "LIST").split("\n")).hasSize(4);
    assertThat(client.ask("CLIENT", "INFO")).contains("cmd=client|info");
  }

  @Test
  void aSubscriberThatDoesNotReadIsClosed() {
    client.ask("CONFIG", "SET", "client-output-buffer-limit", "pubsub 10kb 0 0");
    NodeClient slow = node.connect();
    NodeClient quick = node.connect();
    slow.ask("SUBSCRIBE", "c");
    quick.ask("SUBSCRIBE", "c");
    slow.stopReading();
    String message = "x".repeat(1_000);
    for (int i = 0; i < 20; i++) {
      client.ask("PUBLISH", "c", message);
      quick.take();
    }
    assertThat(slow.isClosed()).isTrue();
    assertThat(quick.isClosed()).isFalse();
    assertThat(client.ask("PUBLISH", "c", "y")).isEqualTo(":1\r\n");
    assertThat(node.access().traffic().closedForOutput()).isEqualTo(1);
  }

  @Test
  void theSoftLimitIsSeenWithoutFurtherMessages() {
    client.ask("CONFIG", "SET", "client-output-buffer-limit", "pubsub 0 1kb 10");
    NodeClient slow = node.connect();
    slow.ask("SUBSCRIBE", "c");
    slow.stopReading();
    client.ask("PUBLISH", "c", "x".repeat(2_000));
    node.sweep();
    node.pass(9_000);
    node.sweep();
    assertThat(slow.isClosed()).isFalse();
    node.pass(2_000);
    node.sweep();
    assertThat(slow.isClosed()).isTrue();
  }

  @Test
  void oneClientTooManyIsTurnedAway() {
    client.ask("CONFIG", "SET", "maxclients", "1");
    NodeClient second = node.connect();
    assertThat(second.take()).isEqualTo("-ERR max number of clients reached\r\n<closed>");
    client.ask("CONFIG", "SET", "maxclients", "2");
    assertThat(node.connect().ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(node.access().traffic().connectionsRefused()).isEqualTo(1);
  }

  @Test
  void idleClientsAreClosedUnlessTheyWaitOrListen() {
    client.ask("CONFIG", "SET", "timeout", "10");
    NodeClient idle = node.connect();
    NodeClient waiting = node.connect();
    waiting.send("BLPOP", "nothing", "0");
    NodeClient listening = node.connect();
    listening.ask("SUBSCRIBE", "c");
    NodeClient watching = node.connect();
    watching.ask("MONITOR");
    node.pass(10_001);
    node.sweep();
    assertThat(idle.isClosed()).isTrue();
    assertThat(waiting.isClosed()).isFalse();
    assertThat(listening.isClosed()).isFalse();
    assertThat(watching.isClosed()).isFalse();
  }

  private ClientFacts facts(NodeClient of) {
    ClientFacts facts = node.access().clients().find(of.session().id());
    assertThat(facts).isNotNull();
    return facts;
  }

  private static String id(NodeClient of) {
    return Long.toString(of.session().id());
  }
}
