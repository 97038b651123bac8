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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A group whose primary dies, and is back.
@ExtendWith(SharedGroup.class)
final class FailoverTest {
  private static final long MOST_GAP_MS = 20_000;
  private static final int LARGE = 1 << 20;
  private static final int ATTEMPTS = 10;

  private final LiveGroup group;
  private final int primary;
  private final int standby;

  FailoverTest(LiveGroup group) {
    this.group = group;
    this.primary = group.whole();
    this.standby = LiveGroup.other(primary);
  }

  @Test
  void killOfThePrimaryUnderLoadLosesNothingAndTheGroupIsSoonWholeAgain() throws IOException {
    try (WriteLoad load = new WriteLoad(group, "kill", 4)) {
      group.member(primary).kill();
      long gapMs = load.awaitMore(500);
      long beginNs = System.nanoTime();
      group.whole();
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
    int dead = killedWithFramesOfItsOwn();

    group.whole();
    group.expectSameData();
    assertThat(diverged(dead)).isNotEmpty();
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

    String a = group.callServed(successor, "GET", "{pair}a").text();
    assertThat(group.callServed(successor, "GET", "{pair}b").text()).isEqualTo(a);
    assertThat(Integer.parseInt(a)).isBetween(committed.get(), committed.get() + 1);
  }

  @Test
  void writeOfADemotedPrimaryThatWokeUpIsNeverAcknowledged() throws IOException {
    try (Wire wire = group.connect(primary)) {
      Patience.until(
          () -> "a first write", () -> wire.call("SET", "zombie", "before").text().equals("OK"));
      group.member(primary).pause();
      wire.send(List.of("SET", "zombie", "late"));
      wire.flush();
      int successor = group.successorOf(primary);
      assertThat(group.callServed(successor, "SET", "zombie", "after").text()).isEqualTo("OK");

      group.member(primary).resume();
      assertThat(answerOrEnd(wire)).isNotEqualTo("OK");
      assertThat(group.callServed(successor, "GET", "zombie").text()).isEqualTo("after");
    }
  }

  /// Kills a primary that has frames which its standby lacks, and waits until that serves. On a
  /// busy machine the primary may have given it up before; then it begins again.
  ///
  /// @return the primary that was killed
  private int killedWithFramesOfItsOwn() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int now = group.whole();
      int next = LiveGroup.other(now);
      group.member(next).pause();
      appendWithoutStandby(now);
      group.member(now).kill();
      group.member(next).resume();
      Patience.until(
          () -> "n" + next + " serves or was given up",
          () -> group.serves(next) || group.info(next, "in_sync").equals("n" + now));
      if (group.serves(next)) {
        return now;
      }
    }
    throw new AssertionError("the standby is given up too soon on this machine");
  }

  /// Returns when the log of a primary has grown, or its standby was given up.
  private void appendWithoutStandby(int now) throws IOException {
    long before = group.offset(now);
    try (Wire wire = group.connect(now)) {
      for (int i = 0; i < 24; i++) {
        wire.send(List.of("SET", "diverged", "x".repeat(LARGE)));
      }
      wire.flush();
      Patience.until(
          () -> "the log grew",
          () ->
              group.offset(now) > before + 20L * LARGE
                  || !group.info(now, "in_sync").contains(","));
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

  private List<Path> diverged(int member) throws IOException {
    try (Stream<Path> files = Files.walk(group.member(member).folder())) {
      return files.filter(file -> file.getFileName().toString().startsWith("diverged-")).toList();
    }
  }
}
