package io.trivet.it.benchmark;

import io.trivet.storage.frame.FrameWriter;
import io.trivet.storage.log.LogAppender;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What one append costs the thread that makes it, with a write to the real file system once in a
/// batch as an event loop does it; `-t 2` measures two producers, `-prof gc` the garbage.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class AppendBenchmark {

  /// The log, shared by all threads.
  @State(Scope.Benchmark)
  public static class Shared {
    private ScratchLog scratch;

    @Setup
    public void open() throws IOException {
      scratch = new ScratchLog();
    }

    @TearDown
    public void close() throws IOException {
      scratch.close();
    }
  }

  /// One producer.
  @State(Scope.Thread)
  public static class Producer {
    @Param({"40", "200"})
    int payloadBytes;

    private byte[] payload = {};
    private LogAppender appender;
    private int appended;

    @Setup
    public void register(Shared shared) {
      payload = new byte[payloadBytes];
      appender = shared.scratch.log().appender();
    }

    @TearDown
    public void leave() {
      appender.close();
    }
  }

  @Benchmark
  public long append(Shared shared, Producer producer) throws IOException {
    shared.scratch.awaitRoom();
    FrameWriter frame = producer.appender.begin(producer.payloadBytes);
    frame.putBytes(producer.payload, 0, producer.payloadBytes);
    long sequence = producer.appender.append(1, 0);
    shared.scratch.appended(++producer.appended);
    return sequence;
  }
}
