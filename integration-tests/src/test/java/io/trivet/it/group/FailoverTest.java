package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A group whose primary dies, and is back.
final class FailoverTest {
  private static final long MOST_GAP_MS = 5_000;
  private static final int LARGE = 1 << 20;

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
  void killOfThePrimaryUnderLoadLosesNothingAndTheGroupIsSoonWholeAgain() throws IOException {
    try (WriteLoad load = new WriteLoad(group, "kill", 4)) {
      group.member(primary).kill();
      long gapMs = load.awaitMore(500);
      long beginNs = System.nanoTime();
      assertThat(group.whole()).isEqualTo(standby);
      long rejoinMs = (System.nanoTime() - beginNs) / 1_000_000;
      load.awaitMore(500);

      assertThat(load.lost()).isEmpty();
      System.out.printf("kill -9: gap %d ms, in sync again %d ms, %s%n", gapMs, rejoinMs, load);
      assertThat(gapMs).isLessThan(MOST_GAP_MS);
      assertThat(load.refusals().keySet()).isSubsetOf(Set.of("CLUSTERDOWN", "READONLY"));
    }
    group.expectSameData();
  }

  @Test
  void framesThatOnlyTheDeadPrimaryHadAreExportedWhenItIsBack() throws IOException {
    String large = "x".repeat(LARGE);
    assertThat(group.call(primary, "SET", "diverged", "common").text()).isEqualTo("OK");
    long before = group.offset(primary);

    group.member(standby).pause();
    try (Wire wire = group.connect(primary)) {
      for (int i = 0; i < 24; i++) {
        wire.send(List.of("SET", "diverged", large));
      }
      wire.flush();
      Patience.until(() -> "the log grew", () -> group.offset(primary) > before + 20L * LARGE);
    }
    group.member(primary).kill();
    group.member(standby).resume();

    assertThat(group.successorOf(primary)).isEqualTo(standby);
    assertThat(group.whole()).isEqualTo(standby);
    group.expectSameData();
    assertThat(diverged(primary)).isNotEmpty();
  }

  @Test
  void bothCopiesKilledComeBackWithEverything() throws IOException {
    try (WriteLoad load = new WriteLoad(group, "both", 2)) {
      group.member(standby).kill();
      group.member(primary).kill();
      group.whole();
      load.awaitMore(50);
      assertThat(load.lost()).isEmpty();
    }
    group.expectSameData();
  }

  @Test
  void transactionOfADeadPrimaryIsThereAsAWholeOrNotAtAll() throws IOException {
    AtomicInteger committed = new AtomicInteger();
    Thread client = Thread.ofPlatform().start(() -> transactions(committed));
    Patience.until(() -> "transactions are committed", () -> committed.get() > 100);

    group.member(primary).kill();
    int successor = group.successorOf(primary);
    Patience.until(() -> "the client hears of it", () -> !client.isAlive());

    String a = group.call(successor, "GET", "{pair}a").text();
    assertThat(group.call(successor, "GET", "{pair}b").text()).isEqualTo(a);
    assertThat(Integer.parseInt(a)).isBetween(committed.get(), committed.get() + 1);
  }

  @Test
  void writeOfADemotedPrimaryThatWokeUpIsNeverAcknowledged() throws IOException {
    try (Wire wire = group.connect(primary)) {
      assertThat(wire.call("SET", "zombie", "before").text()).isEqualTo("OK");
      group.member(primary).pause();
      wire.send(List.of("SET", "zombie", "late"));
      wire.flush();
      int successor = group.successorOf(primary);
      assertThat(group.call(successor, "SET", "zombie", "after").text()).isEqualTo("OK");

      group.member(primary).resume();
      assertThat(answerOrEnd(wire)).isNotEqualTo("OK");
      assertThat(group.call(successor, "GET", "zombie").text()).isEqualTo("after");
    }
  }

  /// Sets both keys of a pair to the next number, again and again, until the connection ends.
  private void transactions(AtomicInteger committed) {
    try (Wire wire = group.connect(primary)) {
      while (true) {
        String next = Integer.toString(committed.get() + 1);
        wire.call("MULTI");
        wire.call("SET", "{pair}a", next);
        wire.call("SET", "{pair}b", next);
        if (!wire.call("EXEC").isError()) {
          committed.incrementAndGet();
        }
      }
    } catch (IOException end) {
      return;
    }
  }

  private static String answerOrEnd(Wire wire) {
    try {
      WireReply reply = wire.read();
      return reply.text();
    } catch (IOException closed) {
      return "closed";
    }
  }

  private static List<Path> diverged(int member) throws IOException {
    try (Stream<Path> files = Files.walk(group.member(member).folder())) {
      return files.filter(file -> file.getFileName().toString().startsWith("diverged-")).toList();
    }
  }
}
