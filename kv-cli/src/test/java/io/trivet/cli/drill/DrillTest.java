package io.trivet.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.cli.resp.ScriptedServer;
import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a drill hears of servers that behave, lose writes, refuse and fall silent.
@Timeout(30)
final class DrillTest {
  private static final String RUN = "r";

  private final Map<String, String> stored = new ConcurrentHashMap<>();
  private final DrillLedger ledger = new DrillLedger(1);
  private final StringWriter printed = new StringWriter();
  private final DrillReport report = new DrillReport(new PrintWriter(printed));

  @Test
  void acknowledgedWritesAreFoundAgain() throws Exception {
    try (ScriptedServer server = new ScriptedServer(this::serve)) {
      writeUntil(20, server);
      DrillCheck check = check(server);
      assertThat(check.lostCount()).isZero();
      assertThat(report.sums(ledger, check)).isTrue();
      check.delete(address(server), ledger, 1);
      assertThat(stored).isEmpty();
    }
  }

  @Test
  void acknowledgedWriteThatIsGoneIsLost() throws Exception {
    try (ScriptedServer server = new ScriptedServer(this::serve)) {
      writeUntil(20, server);
      stored.remove(DrillWriter.key(RUN, 0, 3));
      stored.put(DrillWriter.key(RUN, 0, 5), "an older value");
      DrillCheck check = check(server);
      assertThat(check.lost())
          .containsExactly(DrillWriter.key(RUN, 0, 3), DrillWriter.key(RUN, 0, 5));
      assertThat(report.sums(ledger, check)).isFalse();
      assertThat(printed.toString()).contains("acknowledged writes lost   2", "lost drill:r:0:3");
    }
  }

  @Test
  void refusedWritesAreSentToTheOtherMemberAndUnansweredOnesAreInDoubt() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Function<List<String>, String> standby =
        words -> requests.incrementAndGet() % 2 == 0 ? "" : "-READONLY You can't write here.\r\n";
    try (ScriptedServer first = new ScriptedServer(standby);
        ScriptedServer second = new ScriptedServer(this::flaky)) {
      writeUntil(20, first, second);
      assertThat(ledger.refusedCount()).isPositive();
      assertThat(ledger.inDoubtCount()).isPositive();
      assertThat(check(second).lostCount()).isZero();
    }
  }

  @Test
  void gapEndsWithTheFirstAcknowledgementOfAWriteThatWasSentAfterTheFault() throws Exception {
    DrillLedger.Watch watch = ledger.watch(900, 1_000);
    ledger.acknowledged(0, 0, 999, 2_000);
    assertThat(watch.awaitNs(0)).isEqualTo(-1);
    ledger.acknowledged(0, 1, 1_000, 5_000);
    ledger.acknowledged(0, 2, 6_000, 7_000);
    assertThat(watch.awaitNs(0)).isEqualTo(4_100);
  }

  @Test
  void reportTellsPercentilesAndRoundsWithoutAnAnswer() {
    for (int ms = 1; ms <= 100; ms++) {
      report.round(Fault.KILL, "n1", TimeUnit.MILLISECONDS.toNanos(ms), "n2");
    }
    assertThat(report.sums(ledger, new DrillCheck(RUN))).isTrue();
    assertThat(printed.toString()).contains("p50 50 ms  p99 99 ms  max 100 ms  of 100 rounds");
    report.round(Fault.PAUSE, "n2", -1, "-");
    assertThat(report.sums(ledger, new DrillCheck(RUN))).isFalse();
  }

  /// A server that keeps what it is told.
  private String serve(List<String> words) {
    switch (words.getFirst()) {
      case "SET" -> {
        stored.put(words.get(1), words.get(2));
        return "+OK\r\n";
      }
      case "GET" -> {
        String value = stored.get(words.get(1));
        return value == null ? "$-1\r\n" : "$" + value.length() + "\r\n" + value + "\r\n";
      }
      default -> {
        words.subList(1, words.size()).forEach(stored::remove);
        return ":1\r\n";
      }
    }
  }

  /// The same, but every fifth write is kept and not answered.
  private String flaky(List<String> words) {
    String reply = serve(words);
    return words.getFirst().equals("SET") && stored.size() % 5 == 0 ? "" : reply;
  }

  private void writeUntil(int count, ScriptedServer... servers) throws InterruptedException {
    List<ServerAddress> addresses = List.of(servers).stream().map(DrillTest::address).toList();
    DrillWriter writer = new DrillWriter(0, RUN, addresses, ledger);
    Thread thread = Thread.ofPlatform().start(writer);
    while (ledger.acknowledgedCount() < count) {
      Thread.onSpinWait();
    }
    writer.stop();
    thread.join();
  }

  private DrillCheck check(ScriptedServer server) throws IOException {
    DrillCheck check = new DrillCheck(RUN);
    check.read(address(server), ledger, 1);
    return check;
  }

  private static ServerAddress address(ScriptedServer server) {
    return new ServerAddress("127.0.0.1", server.port());
  }
}
