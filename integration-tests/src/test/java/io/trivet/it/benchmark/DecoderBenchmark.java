package io.trivet.it.benchmark;

import io.trivet.server.resp.RequestDecoder;
import io.trivet.server.resp.RequestLimits;
import io.trivet.storage.memory.Native;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What finding the words of a request costs, of sixteen that came in one piece.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgs = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class DecoderBenchmark {

  private static final int REQUESTS = 16;

  @Param({"get", "set"})
  String command;

  private RequestDecoder decoder;
  private long address;
  private int bytes;

  @Setup
  public void encode() {
    String key = "$16\r\nkey:000000012345\r\n";
    String request =
        switch (command) {
          case "get" -> "*2\r\n$3\r\nGET\r\n" + key;
          case "set" -> "*3\r\n$3\r\nSET\r\n" + key + "$64\r\n" + "v".repeat(64) + "\r\n";
          default -> throw new IllegalArgumentException(command);
        };
    byte[] all = request.repeat(REQUESTS).getBytes(StandardCharsets.US_ASCII);
    bytes = all.length;
    address = Native.allocate(bytes);
    Native.copyIn(all, 0, bytes, address);
    decoder = new RequestDecoder(RequestLimits.DEFAULT);
    decoder.authenticated(true);
  }

  @TearDown
  public void free() {
    Native.free(address, bytes);
  }

  @Benchmark
  @OperationsPerInvocation(REQUESTS)
  public int decode() {
    int words = 0;
    int at = 0;
    while (decoder.decode(address + at, bytes - at) == RequestDecoder.Outcome.REQUEST) {
      words += decoder.request().count();
      at += decoder.consumedBytes();
    }
    return words;
  }
}
