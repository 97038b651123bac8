package io.trivet.it.benchmark;

import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
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

/// What reading and overwriting an existing string costs in the keyspace, the log included, without
/// protocol and network: keys of 16 bytes drawn evenly, values of 64 bytes.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgs = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class KeyspaceBenchmark {

  private static final int KEY_BYTES = 16;
  private static final int VALUE_BYTES = 64;

  @Param("100000")
  int keys;

  private ScratchLog scratch;
  private Keyspace keyspace;
  private KeyspaceTxn txn;
  private long names;
  private long value;
  private SplittableRandom random;
  private int written;

  @Setup
  public void fill() throws IOException {
    scratch = new ScratchLog();
    keyspace = new Keyspace(1, 42);
    txn = keyspace.transaction(scratch.log().appender());
    random = new SplittableRandom(7);
    names = Native.allocate((long) keys * KEY_BYTES);
    value = Native.allocate(VALUE_BYTES);
    Native.fill(value, VALUE_BYTES, (byte) 'v');
    for (int i = 0; i < keys; i++) {
      byte[] name = String.format(Locale.ROOT, "key:%012d", i).getBytes(StandardCharsets.US_ASCII);
      Native.copyIn(name, 0, KEY_BYTES, names + (long) i * KEY_BYTES);
      put(names + (long) i * KEY_BYTES);
    }
  }

  @TearDown
  public void free() throws IOException {
    txn.close();
    keyspace.free();
    scratch.close();
    Native.free(names, (long) keys * KEY_BYTES);
    Native.free(value, VALUE_BYTES);
  }

  @Benchmark
  public int get() {
    long key = key();
    int slot = Slot.of(key, KEY_BYTES);
    txn.begin(0, 0);
    txn.lock(slot);
    int length = txn.findString(slot, key, KEY_BYTES) ? txn.valueLength() : -1;
    txn.commit();
    txn.unlock();
    return length;
  }

  @Benchmark
  public long set() throws IOException {
    return put(key());
  }

  private long put(long key) throws IOException {
    scratch.awaitRoom();
    int slot = Slot.of(key, KEY_BYTES);
    txn.begin(0, 0);
    txn.lock(slot);
    txn.putString(slot, key, KEY_BYTES, value, VALUE_BYTES);
    long sequence = txn.commit();
    txn.unlock();
    scratch.appended(++written);
    return sequence;
  }

  private long key() {
    return names + (long) random.nextInt(keys) * KEY_BYTES;
  }
}
