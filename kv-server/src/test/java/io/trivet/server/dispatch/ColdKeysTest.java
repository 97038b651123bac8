package io.trivet.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Commands whose keys are on disk: their client waits until they are read, whatever happens there.
@Timeout(60)
final class ColdKeysTest {
  private static final String DAMAGE =
      "-ERR reading the key from disk failed: /data/000012.sst is damaged\r\n";

  private final NodeFixture node = new NodeFixture(AllCommands.declared());
  private final NodeClient client = node.connect();
  private final NodeClient other = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void aKeyIsReadAndStaysInMemory() {
    node.disk().put(0, "k", "v");
    assertThat(client.ask("GET", "k")).isEqualTo("$1\r\nv\r\n");
    assertThat(client.ask("GET", "k")).isEqualTo("$1\r\nv\r\n");
    assertThat(node.disk().loads()).isEqualTo(1);
  }

  @Test
  void repliesStayInOrder() {
    node.disk().put(0, "k", "v");
    node.disk().hold();
    client.send("GET", "k");
    client.send("PING");
    assertThat(client.take()).isEmpty();
    assertThat(other.ask("PING")).isEqualTo("+PONG\r\n");
    node.disk().release();
    assertThat(client.take()).isEqualTo("$1\r\nv\r\n+PONG\r\n");
  }

  @Test
  void whoIsRefusedByAFullReaderIsServedLater() {
    node.disk().put(0, "a", "1");
    node.disk().put(0, "b", "2");
    node.disk().put(0, "c", "3");
    NodeClient third = node.connect();
    node.disk().hold();
    client.send("GET", "a");
    other.send("GET", "b");
    third.send("GET", "c");
    assertThat(client.take() + other.take() + third.take()).isEmpty();
    node.disk().release();
    assertThat(client.take()).isEqualTo("$1\r\n1\r\n");
    assertThat(other.take()).isEqualTo("$1\r\n2\r\n");
    assertThat(third.take()).isEqualTo("$1\r\n3\r\n");
  }

  @Test
  void aFailedReadIsAnsweredAndNamed() {
    node.disk().put(0, "k", "v");
    node.disk().put(0, "good", "v");
    node.disk().damage("k");
    client.send("GET", "k");
    client.send("PING");
    client.send("GET", "good");
    assertThat(client.take()).isEqualTo(DAMAGE + "+PONG\r\n$1\r\nv\r\n");
    assertThat(client.ask("SET", "k", "new")).isEqualTo(DAMAGE);
    assertThat(client.ask("MGET", "good", "k")).isEqualTo(DAMAGE);
  }

  @Test
  void aFailedReadAbortsATransaction() {
    node.disk().put(0, "k", "v");
    node.disk().damage("k");
    client.ask("MULTI");
    client.ask("SET", "other", "1");
    client.ask("GET", "k");
    assertThat(client.ask("EXEC")).startsWith("-EXECABORT").contains("000012.sst is damaged");
    assertThat(client.ask("GET", "other")).isEqualTo("$-1\r\n");
    assertThat(client.ask("EXEC")).isEqualTo("-ERR EXEC without MULTI\r\n");
  }

  @Test
  void aFailedReadEndsACommandOverTheWholeKeyspaceAndAWait() {
    node.disk().put(0, "w_1", "v");
    node.disk().damage("w_1");
    client.ask("RPUSH", "list", "1");
    assertThat(client.ask("SORT", "list", "BY", "w_*")).isEqualTo(DAMAGE);
    node.disk().put(0, "waited", "v");
    node.disk().damage("waited");
    assertThat(client.ask("BLPOP", "waited", "0")).isEqualTo(DAMAGE);
    assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void whoIsGoneIsForgotten() {
    node.disk().put(0, "k", "v");
    node.disk().damage("k");
    node.disk().hold();
    client.send("GET", "k");
    client.disconnect();
    node.disk().release();
    assertThat(other.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void moveReadsBothDatabasesAtOnce() {
    node.disk().put(0, "k", "v");
    node.disk().put(1, "{k}", "other");
    assertThat(client.ask("MOVE", "k", "1")).isEqualTo(":1\r\n");
    assertThat(node.disk().loads()).isEqualTo(1);
    node.disk().put(2, "k", "is there");
    client.ask("SET", "k", "again");
    assertThat(client.ask("MOVE", "k", "2")).isEqualTo(":0\r\n");
    client.ask("SELECT", "1");
    assertThat(client.ask("GET", "k")).isEqualTo("$1\r\nv\r\n");
  }

  @Test
  void copyReadsItsTargetInTheOtherDatabase() {
    node.disk().put(0, "k", "v");
    node.disk().put(3, "target", "taken");
    assertThat(client.ask("COPY", "k", "target", "DB", "3")).isEqualTo(":0\r\n");
    assertThat(node.disk().loads()).isEqualTo(2);
    assertThat(client.ask("COPY", "k", "target", "DB", "3", "REPLACE")).isEqualTo(":1\r\n");
    client.ask("SELECT", "3");
    assertThat(client.ask("GET", "target")).isEqualTo("$1\r\nv\r\n");
  }

  @Test
  void sortReadsAllWeightsAndValuesInTwoSteps() {
    for (int i = 1; i <= 9; i++) {
      node.disk().put(0, "w_" + i, "" + (10 - i));
      node.disk().put(0, "v_" + i, "value" + i);
      client.ask("RPUSH", "list", "" + i);
    }
    assertThat(client.ask("SORT", "list", "BY", "w_*", "GET", "v_*", "LIMIT", "0", "2"))
        .isEqualTo("*2\r\n$6\r\nvalue9\r\n$6\r\nvalue8\r\n");
    assertThat(node.disk().loads()).isEqualTo(2);
  }

  @Test
  void aTransactionReadsTheDatabasesThatItsCommandsName() {
    node.disk().put(0, "moved", "m");
    node.disk().put(2, "{moved}", "x");
    node.disk().put(1, "k", "one");
    node.disk().put(3, "target", "taken");
    client.ask("MULTI");
    client.ask("SET", "a", "1");
    client.ask("MOVE", "moved", "2");
    client.ask("COPY", "a", "target", "DB", "3");
    client.ask("SELECT", "1");
    client.ask("GET", "k");
    assertThat(client.ask("EXEC")).isEqualTo("*5\r\n+OK\r\n:1\r\n:0\r\n+OK\r\n$3\r\none\r\n");
  }

  @Test
  void aTransactionBeginsAnewForKeysThatItsWordsDoNotName() {
    node.disk().put(0, "w_1", "2");
    node.disk().put(0, "w_2", "1");
    client.ask("RPUSH", "list", "1", "2");
    client.ask("MULTI");
    client.ask("SELECT", "0");
    client.ask("SORT", "list", "BY", "w_*");
    client.ask("SET", "done", "1");
    assertThat(client.ask("EXEC")).isEqualTo("*3\r\n+OK\r\n*2\r\n$1\r\n2\r\n$1\r\n1\r\n+OK\r\n");
  }

  @Test
  void aKeyOnDiskIsWatched() {
    node.disk().put(0, "k", "v");
    assertThat(client.ask("WATCH", "k")).isEqualTo("+OK\r\n");
    other.ask("SET", "k", "changed");
    client.ask("MULTI");
    client.ask("GET", "k");
    assertThat(client.ask("EXEC")).isEqualTo("*-1\r\n");
  }

  @Test
  void whatComesTooLateInATransactionIsSaid() {
    node.disk().put(0, "w_1", "2");
    client.ask("MULTI");
    client.ask("RPUSH", "list", "1");
    client.ask("SORT", "list", "BY", "w_*");
    assertThat(client.ask("EXEC"))
        .isEqualTo(
            "*2\r\n:1\r\n-ERR the transaction came to need a key that is on disk: this command was"
                + " not executed\r\n");
  }
}
