package io.trivet.it.benchmark;

import io.trivet.storage.disk.RealDisk;
import io.trivet.storage.frame.FrameWriter;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogAppender;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  private static final int BATCH = 64;

  /// The log, shared by all threads.
  @State(Scope.Benchmark)
  public static class Shared {
    private Path directory = Path.of("");
    private GroupLog log;

    @Setup
    public void open() throws IOException {
      directory = Files.createTempDirectory(Path.of("target"), "append");
      LogOptions options = LogOptions.defaults().withRetainedBytes(0).withSyncPolicy(SyncPolicy.NO);
      log =
          GroupLog.open(
              RealDisk.at(directory), options, 0, (s, e, w, a, n) -> {}, new LogListener() {});
      log.openEpoch(1);
      log.start(Thread.ofPlatform().daemon().factory(), System::nanoTime);
    }

    @TearDown
    public void close() throws IOException {
      log.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
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
      appender = shared.log.appender();
    }

    @TearDown
    public void leave() {
      appender.close();
    }
  }

  @Benchmark
  public long append(Shared shared, Producer producer) throws IOException {
    while (!shared.log.hasRoom(512)) {
      Thread.onSpinWait();
    }
    FrameWriter frame = producer.appender.begin(producer.payloadBytes);
    frame.putBytes(producer.payload, 0, producer.payloadBytes);
    long sequence = producer.appender.append(1, 0);
    if (++producer.appended % BATCH == 0) {
      shared.log.endBatch();
    }
    if (producer.appended % (1 << 20) == 0) {
      shared.log.pruneBefore(Long.MAX_VALUE);
    }
    return sequence;
  }
}
