package io.trivet.it.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.process.NodeProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/// kill -9 at a random moment while clients write, restart, and look up every acknowledged write.
///
/// `-Dtrivet.kill.cycles=100` runs more cycles on one data folder; each restart so finds what the
/// crashes before it left. Of each ten cycles the data is kept and checked again after every crash.
/// Each run of the node has other settings. `-Dtrivet.kill.seed` repeats them and the moments of
/// the kills, as far as a machine can.
final class KillNineTest {
  private static final int CYCLES = Integer.getInteger("trivet.kill.cycles", 2);
  private static final long SEED = Long.getLong("trivet.kill.seed", System.nanoTime());
  private static final int[] BATCHES = {1, 1, 4, 16};
  private static final int KEPT_CYCLES = 10;
  private static final int LONGEST_MS = 700;
  private static final long BEGIN_WITHIN_MS = 60_000;

  private static final List<List<String>> SETTINGS =
      List.of(
          List.of("--wal-segment-size", "1mb", "2mb", "64mb"),
          List.of("--checkpoint-interval-ms", "100", "250", "1000", "10000"),
          List.of("--wal-keep-size", "0", "1mb", "256mb"),
          List.of("--hash-max-listpack-entries", "4", "128"),
          List.of("--set-max-intset-entries", "4", "512"),
          List.of("--zset-max-listpack-entries", "4", "128"),
          List.of("--list-max-listpack-size", "4", "-2"));

  private final Random random = new Random(SEED);
  private final List<Survivors> kept = new ArrayList<>();
  private long acknowledged;
  private long lost;

  /// When the log is forced to the disk; nothing is lost to a kill under any of them.
  enum Fsync {
    EVERYSEC("everysec"),
    ALWAYS("always"),

    /// Another policy in each run of the node.
    CHANGING("everysec", "always", "no");

    private final List<String> policies;

    Fsync(String... policies) {
      this.policies = List.of(policies);
    }
  }

  /// What the sequence of a cycle that is over left: it never changes again.
  private record Survivors(WriteSequence sequence, long count) {}

  @ParameterizedTest
  @EnumSource
  void acknowledgedWriteSurvivesKillNine(Fsync fsync, @TempDir Path folder)
      throws InterruptedException {
    System.out.printf("kill -9: appendfsync=%s -Dtrivet.kill.seed=%d%n", fsync.policies, SEED);
    try (NodeProcess node = NodeProcess.start(folder, settings(fsync))) {
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        List<Writer> writers = writeUntilKilled(node, cycle);
        node.restart(settings(fsync));
        check(node, writers);
      }
    }
    System.out.printf(
        "kill -9: appendfsync=%s cycles=%d acknowledged=%d lost=%d%n",
        fsync.policies, CYCLES, acknowledged, lost);
    assertThat(lost).isZero();
  }

  private String[] settings(Fsync fsync) {
    List<String> words = new ArrayList<>(List.of("--appendfsync", any(fsync.policies)));
    for (List<String> setting : SETTINGS) {
      words.add(setting.getFirst());
      words.add(any(setting.subList(1, setting.size())));
    }
    return words.toArray(String[]::new);
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private List<Writer> writeUntilKilled(NodeProcess node, int cycle) throws InterruptedException {
    List<Writer> writers =
        IntStream.range(0, BATCHES.length).mapToObj(i -> writer(node.port(), cycle, i)).toList();
    List<Thread> threads = writers.stream().map(Thread::new).toList();
    threads.forEach(Thread::start);
    for (Writer writer : writers) {
      assertThat(writer.beginsWithin(BEGIN_WITHIN_MS)).as("the node answers").isTrue();
    }
    boolean ended = node.endsWithin(random.nextInt(LONGEST_MS));
    assertThat(ended).as("the node ended before it was killed:%n%s", node.log()).isFalse();
    node.kill();
    for (Thread thread : threads) {
      thread.join();
    }
    return writers;
  }

  private static Writer writer(int port, int cycle, int index) {
    String prefix = "cycle:" + cycle + ":writer:" + index + ":";
    return new Writer(new WriteSequence(prefix), port, BATCHES[index]);
  }

  private void check(NodeProcess node, List<Writer> writers) {
    try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
      for (Survivors survivors : kept) {
        long count = survivors.sequence.survivors(jedis, survivors.count, survivors.count);
        lost += survivors.count - count;
      }
      for (Writer writer : writers) {
        assertThat(writer.failure()).isNull();
        assertThat(writer.acknowledged()).isPositive();
        long count = writer.sequence().survivors(jedis, writer.acknowledged(), writer.sent());
        acknowledged += writer.acknowledged();
        lost += Math.max(0, writer.acknowledged() - count);
        kept.add(new Survivors(writer.sequence(), count));
      }
      if (kept.size() == KEPT_CYCLES * BATCHES.length) {
        jedis.flushAll();
        kept.clear();
      }
    }
  }
}
