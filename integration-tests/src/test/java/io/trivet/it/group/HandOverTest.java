package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.it.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A group whose primary is asked to hand over.
final class HandOverTest {
  private static final Set<String> DOCUMENTED = Set.of("CLUSTERDOWN", "READONLY");

  @TempDir static Path folder;
  private static LiveGroup group;

  private int primary;
  private int standby;

  @BeforeAll
  static void startGroup() {
    group = new LiveGroup(folder);
  }

  @AfterAll
  static void stopGroup() {
    group.close();
  }

  @BeforeEach
  void findRoles() {
    primary = group.whole();
    standby = LiveGroup.other(primary);
  }

  @Test
  void handOversUnderLoadLoseNothingAndStallWritesBriefly() throws IOException {
    try (WriteLoad load = new WriteLoad(group, "hand-over", 4)) {
      for (int i = 0; i < 4; i++) {
        int from = group.whole();
        assertThat(group.call(from, "FAILOVER", "TIMEOUT", "5000").text()).isEqualTo("OK");
        assertThat(group.successorOf(from)).isEqualTo(LiveGroup.other(from));
        load.awaitMore(100);
      }
      assertThat(load.lost()).isEmpty();
      System.out.printf("hand-over: longest stall %d ms, %s%n", load.longestGapMs(), load);
      assertThat(load.refusals().keySet()).isSubsetOf(DOCUMENTED);
      assertThat(load.longestGapMs()).isLessThan(5_000);
    }
    group.whole();
    group.expectSameData();
  }

  @Test
  void handOverIsAskedForAtAnyMemberInTheWordsOfSentinel() throws IOException {
    for (int asked : LiveGroup.members()) {
      int from = group.whole();
      assertThat(group.call(asked, "SENTINEL", "FAILOVER", "main").text()).isEqualTo("OK");
      assertThat(group.successorOf(from)).isEqualTo(LiveGroup.other(from));
    }
  }

  @Test
  void formerPrimaryAnswersAsAStandby() throws IOException {
    assertThat(group.call(primary, "FAILOVER").text()).isEqualTo("OK");
    group.successorOf(primary);
    group.whole();

    assertThat(group.call(primary, "SET", "key", "v").text()).startsWith("READONLY ");
    assertThat(group.call(primary, "GET", "key").text()).endsWith(" " + group.address(standby));
    assertThat(group.call(primary, "FAILOVER").isError()).isTrue();
  }

  @Test
  void handOverThatIsGivenUpLetsWritesGoOn() throws IOException {
    String epoch = group.info(primary, "epoch");
    assertThat(group.call(primary, "FAILOVER", "ABORT").text())
        .isEqualTo("ERR No failover in progress.");

    try (Wire operator = group.connect(primary);
        Wire writer = group.connect(primary)) {
      writer.call("SET", "aborted", "0");
      group.member(standby).pause();
      writer.send(List.of("SET", "aborted", "1"));
      writer.flush();
      Patience.until(
          () -> "the write is in the log only here",
          () -> group.info(primary, "standby0").contains("lag_bytes=") && lag() > 0);
      assertThat(operator.call("FAILOVER").text()).isEqualTo("OK");
      assertThat(group.info(primary, "master_failover_state")).isEqualTo("waiting-for-sync");
      assertThat(operator.call("FAILOVER").isError()).isTrue();
      assertThat(operator.call("FAILOVER", "ABORT").text()).isEqualTo("OK");
      group.member(standby).resume();

      assertThat(writer.read().text()).isEqualTo("OK");
      assertThat(writer.call("SET", "aborted", "2").text()).isEqualTo("OK");
    }
    assertThat(group.whole()).isEqualTo(primary);
    assertThat(group.info(primary, "epoch")).isEqualTo(epoch);
  }

  @Test
  void clientsThatWaitAreCutAndTakeNothingWithThem() throws IOException {
    try (Wire blocked = group.connect(primary);
        Wire listener = group.connect(primary);
        Wire distant = group.connect(LiveGroup.VOTER)) {
      blocked.send(List.of("BLPOP", "queue", "0"));
      blocked.flush();
      listener.call("SUBSCRIBE", "channel");
      distant.call("SUBSCRIBE", "+switch-master");
      Patience.until(
          () -> "the pop waits", () -> group.info(primary, "blocked_clients").equals("1"));

      assertThat(group.call(primary, "FAILOVER").text()).isEqualTo("OK");
      group.successorOf(primary);

      assertThatThrownBy(() -> endOf(blocked)).isInstanceOf(IOException.class);
      assertThatThrownBy(listener::read).isInstanceOf(IOException.class);
      assertThat(distant.read().children().get(2).text())
          .isEqualTo(
              "main "
                  + group.address(primary).replace(':', ' ')
                  + " "
                  + group.address(standby).replace(':', ' '));
    }
    assertThat(group.call(standby, "RPUSH", "queue", "element").text()).isEqualTo("1");
    assertThat(group.call(standby, "LPOP", "queue").text()).isEqualTo("element");
  }

  /// Reads on after an error that says the wait is over.
  private static void endOf(Wire wire) throws IOException {
    assertThat(wire.read().isError()).isTrue();
    wire.read();
  }

  private long lag() throws IOException {
    return group.offset(primary) - Long.parseLong(written(group.info(primary, "slave0")));
  }

  private static String written(String slaveLine) {
    return slaveLine.replaceAll(".*offset=(\\d+).*", "$1");
  }
}
