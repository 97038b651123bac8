package io.trivet.cli.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.trivet.cli.bench.load.Phase.ForOperations;
import io.trivet.cli.bench.load.Phase.Limit;
import io.trivet.cli.bench.workload.CommandMix;
import io.trivet.cli.bench.workload.KeyDistribution;
import io.trivet.cli.bench.workload.KeyLayout;
import io.trivet.cli.bench.workload.OperationStream;
import io.trivet.cli.bench.workload.Share;
import io.trivet.cli.bench.workload.Workload;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BatchDriverTest {
  private static final int PIPELINE = 4;
  private static final long US = 1000;
  private static final long MS = 1_000_000;

  private final byte[] target = new byte[1000];
  private final LoopRecorder recorder = new LoopRecorder(1);

  @Test
  void sendsTheNextBatchWhenTheLastIsAnswered() {
    BatchDriver driver = driver(10, null, null);
    recorder.open(0);
    assertThat(write(driver, 0)).isEqualTo("*1\r\n$4\r\nPING\r\n".repeat(4));
    assertThat(driver.countReplies(3, 0, 0, 100 * US)).isTrue();
    assertThat(driver.isInFlight()).isTrue();
    assertThat(driver.countReplies(1, 0, 0, 200 * US)).isTrue();
    assertThat(driver.isInFlight()).isFalse();
    assertThat(result().operations()).isEqualTo(4);
    assertThat(result().all().percentileUs(50)).isBetween(99.0, 101.0);
    assertThat(result().all().maxUs()).isBetween(199.0, 201.0);
  }

  @Test
  void endsAfterItsNumberOfOperations() {
    BatchDriver driver = driver(6, null, null);
    assertThat(write(driver, 0)).hasSize(4 * 14);
    driver.countReplies(4, 0, 0, 1);
    assertThat(driver.isFinished()).isFalse();
    assertThat(write(driver, 2)).hasSize(2 * 14);
    driver.countReplies(2, 0, 0, 3);
    assertThat(driver.isFinished()).isTrue();
    assertThat(write(driver, 4)).isEmpty();
  }

  @Test
  void waitsForTheLastRepliesWhenItIsStopped() {
    BatchDriver driver = driver(100, null, null);
    write(driver, 0);
    driver.stop();
    assertThat(driver.isFinished()).isFalse();
    driver.countReplies(4, 0, 0, 1);
    assertThat(driver.isFinished()).isTrue();
  }

  @Test
  void refusesMoreRepliesThanWereAsked() {
    BatchDriver driver = driver(100, null, null);
    write(driver, 0);
    assertThat(driver.countReplies(5, 0, 0, 1)).isFalse();
  }

  @Test
  void countsNothingOutsideOfTheWindowButErrors() {
    BatchDriver driver = driver(100, null, null);
    write(driver, 0);
    driver.errorAfter(1, "ERR no");
    driver.countReplies(4, 2, 0, 1);
    assertThat(result().operations()).isZero();
    assertThat(result().nulls()).isZero();
    assertThat(result().errorTexts()).containsEntry("ERR no", 1L);
    assertThat(result().isClean()).isFalse();
  }

  @Test
  void chargesAStallToAllOperationsThatWereDueMeanwhile() {
    Arrivals everyMs = new Arrivals(0, 1000, new Share(0, 1));
    BatchDriver driver = driver(100, everyMs, null);
    recorder.open(0);
    assertThat(write(driver, 0)).hasSize(14);
    driver.countReplies(1, 0, 0, 10 * MS);
    assertThat(driver.unsent(10 * MS)).isEqualTo(10);
    assertThat(write(driver, 10 * MS)).hasSize(4 * 14);
    driver.countReplies(4, 0, 0, 11 * MS);
    PhaseResult result = result();
    assertThat(result.operations()).isEqualTo(5);
    assertThat(result.all().percentileUs(40)).isBetween(7990.0, 8010.0);
    assertThat(result.all().percentileUs(100)).isBetween(9990.0, 10010.0);
  }

  @Test
  void sendsNothingBeforeItIsDue() {
    BatchDriver driver = driver(100, new Arrivals(0, 1000, new Share(0, 1)), null);
    write(driver, 0);
    driver.countReplies(1, 0, 0, MS / 2);
    assertThat(write(driver, MS - 1)).isEmpty();
    assertThat(driver.isFinished()).isFalse();
    assertThat(driver.nextDueNs(MS - 1)).isEqualTo(MS);
    assertThat(write(driver, MS)).hasSize(14);
  }

  @Test
  void countsABatchWhenItsWaitIsAnswered() {
    BatchDriver driver = driver(100, null, new Replication(1, 500));
    recorder.open(0);
    assertThat(write(driver, 0))
        .isEqualTo(
            "*1\r\n$4\r\nPING\r\n".repeat(4) + "*3\r\n$4\r\nWAIT\r\n$1\r\n1\r\n$3\r\n500\r\n");
    driver.countReplies(4, 0, 0, 1 * MS);
    assertThat(result().operations()).isZero();
    driver.countReplies(1, 0, 1, 2 * MS);
    assertThat(result().operations()).isEqualTo(4);
    assertThat(result().all().percentileUs(0)).isBetween(1999.0, 2001.0);
    assertThat(result().isClean()).isTrue();
  }

  @Test
  void takesTooFewStandbysForAnError() {
    BatchDriver driver = driver(100, null, new Replication(2, 500));
    write(driver, 0);
    driver.countReplies(5, 0, 1, 1);
    assertThat(result().errors()).isEqualTo(1);
  }

  @Test
  void tellsApartTheFirstKindsOfErrors() {
    BatchDriver driver = driver(100, null, null);
    write(driver, 0);
    for (int index = 0; index < 20; index++) {
      driver.errorAfter(0, "ERR " + index);
      driver.errorAfter(0, "ERR 0");
    }
    assertThat(result().errorTexts()).hasSize(17).containsEntry("ERR 0", 21L);
    assertThat(result().errorTexts()).containsEntry("(others)", 4L);
  }

  @Test
  void allocatesNothingPerOperation() throws Exception {
    KeyLayout layout = new KeyLayout("key:", 16, 1000);
    CommandMix mix = CommandMix.parse("get=90,set=10", layout, 64);
    Workload workload = new Workload(mix, layout, new KeyDistribution.Zipf(0.99), 64);
    List<OperationStream> streams = workload.streams(1, 1);
    Limit limit = new ForOperations(Integer.MAX_VALUE);
    int maxBytes = workload.maxOperationBytes();
    Phase phase = new Phase(workload.commandNames(), streams, maxBytes, PIPELINE, limit, 0, null);
    LoopRecorder ofTwo = new LoopRecorder(2);
    ofTwo.open(0);
    BatchDriver driver = new BatchDriver(phase, streams.getFirst(), Integer.MAX_VALUE, null, ofTwo);
    ReplyScanner scanner = new ReplyScanner((_, _) -> {});
    byte[] replies = "$5\r\nvalue\r\n".repeat(PIPELINE).getBytes(UTF_8);

    long warmBytes = allocatedBy(driver, scanner, replies);
    long bytes = allocatedBy(driver, scanner, replies);
    assertThat(bytes).as("after %d while warming up", warmBytes).isLessThan(10_000);
  }

  private long allocatedBy(BatchDriver driver, ReplyScanner scanner, byte[] replies)
      throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int batch = 0; batch < 10_000; batch++) {
      driver.write(target, batch);
      int count = scanner.scan(replies, 0, replies.length);
      driver.countReplies(count, scanner.nulls(), scanner.lastNumber(), batch + 50);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private BatchDriver driver(
      long operations, @Nullable Arrivals arrivals, @Nullable Replication replication) {
    KeyLayout layout = new KeyLayout("key:", 16, 1);
    CommandMix mix = CommandMix.single("ping", layout, 0);
    List<OperationStream> streams =
        new Workload(mix, layout, new KeyDistribution.Uniform(), 0).streams(1, 1);
    Phase phase =
        new Phase(
            List.of("ping"), streams, 14, PIPELINE, new ForOperations(operations), 0, replication);
    return new BatchDriver(phase, streams.getFirst(), operations, arrivals, recorder);
  }

  private String write(BatchDriver driver, long nowNs) {
    return new String(target, 0, driver.write(target, nowNs), UTF_8);
  }

  private PhaseResult result() {
    return LoopRecorder.merge(List.of(recorder), List.of("ping"), true, 0);
  }
}
