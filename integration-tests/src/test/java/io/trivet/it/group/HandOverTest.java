package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.it.wire.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A group whose primary is asked to hand over.
@ExtendWith(SharedGroup.class)
final class HandOverTest {
  private static final int ATTEMPTS = 10;
  private static final long MOST_STALL_MS = 20_000;
  private static final Set<String> DOCUMENTED = Set.of("CLUSTERDOWN", "READONLY");

  private final LiveGroup group;
  private final int primary;
  private final int standby;

  HandOverTest(LiveGroup group) {
    this.group = group;
    this.primary = group.whole();
    this.standby = LiveGroup.other(primary);
  }

  @Test
  void handOversUnderLoadLoseNothingAndStallWritesBriefly() throws IOException {
    try (WriteLoad load = new WriteLoad(group, "hand-over", 4)) {
      for (int i = 0; i < 4; i++) {
        int from = group.whole();
        group.handOver(from);
        load.awaitMore(100);
      }
      assertThat(load.lost()).isEmpty();
      System.out.printf("hand-over: longest stall %d ms, %s%n", load.longestGapMs(), load);
      assertThat(load.refusals().keySet()).isSubsetOf(DOCUMENTED);
      assertThat(load.longestGapMs()).isLessThan(MOST_STALL_MS);
    }
    group.whole();
    group.expectSameData();
  }

  @Test
  void handOverIsAskedForAtAnyMemberInTheWordsOfSentinel() throws IOException {
    for (int asked : LiveGroup.members()) {
      int from = group.whole();
      assertThat(group.callServed(asked, "SENTINEL", "FAILOVER", "main").text()).isEqualTo("OK");
      group.awaitHandOver(from);
    }
  }

  @Test
  void formerPrimaryAnswersAsAStandby() throws IOException {
    assertThat(group.callServed(primary, "FAILOVER").text()).isEqualTo("OK");
    group.awaitHandOver(primary);

    int former = LiveGroup.other(group.whole());
    assertThat(group.call(former, "SET", "key", "v").text()).startsWith("READONLY ");
    assertThat(group.call(former, "GET", "key").text())
        .endsWith(" " + group.address(LiveGroup.other(former)));
    assertThat(group.call(former, "FAILOVER").isError()).isTrue();
  }

  @Test
  void handOverThatIsGivenUpLetsWritesGoOn() throws IOException {
    assertThat(group.call(primary, "FAILOVER", "ABORT").text())
        .isEqualTo("ERR No failover in progress.");

    int attempts = 0;
    while (!isGivenUpWithoutAChange(group.whole())) {
      assertThat(++attempts).as("changes of the configuration").isLessThan(ATTEMPTS);
    }
  }

  /// Begins a hand-over to a standby that stands still, and gives it up.
  ///
  /// @return false if the primary gave the standby up before, or lost its role, which happens on a
  ///   busy machine
  private boolean isGivenUpWithoutAChange(int now) throws IOException {
    String epoch = group.info(now, "epoch");
    try (Wire operator = group.connect(now);
        Wire writer = group.connect(now)) {
      writer.call("SET", "aborted", "0");
      group.member(LiveGroup.other(now)).pause();
      writer.send(List.of("SET", "aborted", "1"));
      writer.flush();
      Patience.until(
          () -> "the write is in the log only here", () -> lag(now) > 0 || !hasTwoCopies(now));
      List<String> answers =
          List.of(
              operator.call("FAILOVER").text(),
              group.info(now, "master_failover_state"),
              operator.call("FAILOVER").text().split(" ", 2)[0],
              operator.call("FAILOVER", "ABORT").text());
      boolean isWaitedFor = hasTwoCopies(now);
      group.member(LiveGroup.other(now)).resume();
      if (!isWaitedFor) {
        return false;
      }
      assertThat(answers).containsExactly("OK", "waiting-for-sync", "ERR", "OK");
      assertThat(writer.read().text()).isEqualTo("OK");
      assertThat(writer.call("SET", "aborted", "2").text()).isEqualTo("OK");
    }
    return group.whole() == now && group.info(now, "epoch").equals(epoch);
  }

  private boolean hasTwoCopies(int number) throws IOException {
    return group.info(number, "in_sync").contains(",");
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

      assertThat(group.callServed(primary, "FAILOVER").text()).isEqualTo("OK");
      group.awaitHandOver(primary);

      assertThatThrownBy(() -> endOf(blocked)).isInstanceOf(IOException.class);
      assertThatThrownBy(listener::read).isInstanceOf(IOException.class);
      assertThat(distant.read().children().get(2).text())
          .isEqualTo(
              "main "
                  + group.address(primary).replace(':', ' ')
                  + " "
                  + group.address(standby).replace(':', ' '));
    }
    assertThat(group.callServed(standby, "RPUSH", "queue", "element").text()).isEqualTo("1");
    assertThat(group.callServed(standby, "LPOP", "queue").text()).isEqualTo("element");
  }

  /// Reads on after an error that says the wait is over.
  private static void endOf(Wire wire) throws IOException {
    assertThat(wire.read().isError()).isTrue();
    wire.read();
  }

  /// Bytes that the standby has not written; 0 without a standby.
  private long lag(int number) throws IOException {
    String standby = group.info(number, "slave0");
    String offset = standby.replaceAll(".*offset=(\\d+).*", "$1");
    return standby.isEmpty() ? 0 : group.offset(number) - Long.parseLong(offset);
  }
}
