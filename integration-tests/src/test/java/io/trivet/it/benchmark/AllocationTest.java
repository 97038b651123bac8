package io.trivet.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The hottest paths make no garbage: reading a request, GET and SET of an existing key, an append.
///
/// It looks at the bytes that JMH's profiler counts, not at the times of so short a run.
class AllocationTest {

  /// What other threads of the JVM allocate meanwhile is counted too, spread over all operations of
  /// an iteration. On a busy machine that may be much in some of them; garbage is in all.
  private static final double NOISE_BYTES = 1;

  @Test
  void aRequestAReadAWriteAndAnAppendAllocateNothing() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(DecoderBenchmark.class.getName())
                    .include(KeyspaceBenchmark.class.getName())
                    .include(AppendBenchmark.class.getName())
                    .param("keys", "1000")
                    .param("payloadBytes", "40")
                    .forks(0)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(300))
                    .measurementIterations(10)
                    .measurementTime(TimeValue.milliseconds(100))
                    .timeUnit(TimeUnit.NANOSECONDS)
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    assertThat(results).hasSize(5);
    assertThat(results)
        .allSatisfy(result ->
            assertThat(allocatedBytes(result)).as(result.getParams().id()).isLessThan(NOISE_BYTES));
  }

  /// Bytes allocated in one operation, in the iteration with the least.
  private static double allocatedBytes(RunResult result) {
    return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
        .getStatistics()
        .getMin();
  }
}
