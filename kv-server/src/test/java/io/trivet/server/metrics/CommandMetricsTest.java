package io.trivet.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommandMetricsTest {
  private static final int GET = 0;
  private static final int SET = 1;

  private final CommandMetrics commands = new CommandMetrics(List.of("get", "set", "config|get"));

  @Test
  void sumsUpTheCountersOfAllLoops() {
    CommandStats one = commands.newStats();
    CommandStats other = commands.newStats();
    one.record(GET, 100, false);
    other.record(GET, 300, true);
    other.reject(GET);
    other.reject(SET);
    CommandTotals get = commands.sinceStart(GET);
    assertThat(get.calls()).isEqualTo(2);
    assertThat(get.durations().sumNs()).isEqualTo(400);
    assertThat(get.failedCalls()).isEqualTo(1);
    assertThat(get.rejectedCalls()).isEqualTo(1);
    assertThat(commands.sinceStart().keySet()).containsExactly("get", "set");
    assertThat(commands.sinceReset().keySet()).containsExactly("get", "set");
  }

  @Test
  void countsFromTheResetWithoutLosingWhatPrometheusSees() {
    CommandStats stats = commands.newStats();
    stats.record(GET, 100, true);
    commands.reset();
    assertThat(commands.sinceReset()).isEmpty();
    stats.record(GET, 50, false);
    assertThat(commands.sinceReset().get("get").calls()).isEqualTo(1);
    assertThat(commands.sinceReset().get("get").failedCalls()).isZero();
    assertThat(commands.sinceStart(GET).calls()).isEqualTo(2);
  }

  @Test
  void losesNoCallWhileItIsRead() throws InterruptedException {
    int calls = 200_000;
    List<Thread> loops = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      CommandStats stats = commands.newStats();
      loops.add(Thread.ofPlatform().start(() -> recordMany(stats, calls)));
    }
    long last = 0;
    while (loops.stream().anyMatch(Thread::isAlive)) {
      long now = commands.sinceStart(GET).calls();
      assertThat(now).isGreaterThanOrEqualTo(last);
      last = now;
    }
    for (Thread loop : loops) {
      loop.join();
    }
    assertThat(commands.sinceStart(GET).calls()).isEqualTo(3L * calls);
    assertThat(commands.sinceStart(GET).failedCalls()).isEqualTo(3L * calls / 2);
  }

  @Test
  void recordingAllocatesNothingAfterTheFirstCall() {
    CommandStats stats = commands.newStats();
    recordMany(stats, 50_000);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    recordMany(stats, 50_000);
    long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocatedBytes).isLessThan(1_000);
  }

  @Test
  void countsErrorsByTheirFirstWordUpToALimit() {
    ErrorMetrics errors = new ErrorMetrics();
    errors.record("ERR");
    errors.record("ERR");
    errors.record("WRONGTYPE");
    errors.reset();
    errors.record("ERR");
    assertThat(errors.sinceReset()).containsExactlyEntriesOf(Map.of("ERR", 1L));
    for (int i = 0; i < 1_000; i++) {
      errors.record("MADE" + i);
    }
    assertThat(errors.sinceStart()).hasSize(129).containsEntry("OTHER", 874L);
    assertThat(errors.sinceStart()).containsEntry("ERR", 3L);
  }

  @Test
  void resetsEveryPart() {
    List<String> forgotten = new ArrayList<>();
    StatisticsReset reset = new StatisticsReset();
    reset.add(() -> forgotten.add("commands"));
    reset.add(() -> forgotten.add("errors"));
    reset.run();
    assertThat(forgotten).containsExactly("commands", "errors");
  }

  private static void recordMany(CommandStats stats, int calls) {
    for (int i = 0; i < calls; i++) {
      stats.record(GET, i, i % 2 == 0);
    }
  }
}
