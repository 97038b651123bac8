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
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/// kill -9 at a random moment while clients write, restart, and look up every acknowledged write.
///
/// `-Dtrivet.kill.cycles=100` runs more cycles on one data folder; each restart so finds what the
/// crashes before it left. Of each ten cycles the data is kept and checked again after every crash.
/// `-Dtrivet.kill.seed` repeats the moments of the kills, as far as a machine can.
final class KillNineTest {
  private static final int CYCLES = Integer.getInteger("trivet.kill.cycles", 3);
  private static final long SEED = Long.getLong("trivet.kill.seed", System.nanoTime());
  private static final int[] BATCHES = {1, 1, 4, 16};
  private static final int KEPT_CYCLES = 10;
  private static final int SHORTEST_MS = 100;
  private static final int LONGEST_MS = 700;

  private final Random random = new Random(SEED);
  private final List<Survivors> kept = new ArrayList<>();
  private long acknowledged;
  private long lost;

  /// What the sequence of a cycle that is over left: it never changes again.
  private record Survivors(WriteSequence sequence, long count) {}

  @ParameterizedTest
  @ValueSource(strings = {"everysec", "always"})
  void acknowledgedWriteSurvivesKillNine(String policy, @TempDir Path folder)
      throws InterruptedException {
    try (NodeProcess node = NodeProcess.start(folder, "--appendfsync", policy)) {
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        check(node, writeUntilKilled(node, cycle));
      }
    }
    System.out.printf(
        "kill -9: appendfsync=%s cycles=%d acknowledged=%d lost=%d seed=%d%n",
        policy, CYCLES, acknowledged, lost, SEED);
    assertThat(lost).isZero();
    assertThat(acknowledged).isPositive();
  }

  private List<Writer> writeUntilKilled(NodeProcess node, int cycle) throws InterruptedException {
    List<Writer> writers =
        IntStream.range(0, BATCHES.length).mapToObj(i -> writer(node.port(), cycle, i)).toList();
    List<Thread> threads = writers.stream().map(Thread::new).toList();
    threads.forEach(Thread::start);
    boolean ended = node.endsWithin(random.nextInt(SHORTEST_MS, LONGEST_MS));
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
    node.restart();
    try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
      for (Survivors survivors : kept) {
        long count = survivors.sequence.survivors(jedis, survivors.count, survivors.count);
        lost += survivors.count - count;
      }
      for (Writer writer : writers) {
        assertThat(writer.failure()).isNull();
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
