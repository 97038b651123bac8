package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.keyspace.CheckpointSource;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.DirtySink;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.RecordKind;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// More data than memory: what leaves memory comes back as it was.
class EvictionTest {

  private static final long MIB = 1 << 20;
  private static final int ENOUGH_LOADS = 5000;
  private static final StorageOptions OPTIONS =
      StorageOptions.defaults()
          .withDatabases(1)
          .withLog(
              LogOptions.defaults()
                  .withRingBytes(1 << 20)
                  .withSegmentBytes(4 << 20)
                  .withRetainedBytes(0))
          .withRocks(RocksOptions.defaults().withCacheBytes(4 * MIB).withWriteBufferBytes(4 * MIB))
          .withTickMs(10);

  @TempDir Path directory;

  @Test
  void fourTimesTheMemoryIsReadBackAsItWasWritten() throws IOException {
    int keys = 24_000;
    long bound = 8 * MIB;
    try (TestNode node = TestNode.start(directory, OPTIONS)) {
      Storage storage = node.storage();
      storage.evictor().maxBytes(storage.keyspaceBytes() + bound);
      try (TestNode.Client client = node.client()) {
        for (int i = 0; i < keys; i++) {
          client.put(Workload.key(i), value(i));
          makeRoom(storage);
        }
        assertThat(storage.keyspace().size(0)).isEqualTo(keys);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < keys; i++) {
          int number = random.nextInt(keys);
          assertThat(client.get(Workload.key(number))).isEqualTo(value(number));
          assertThat(client.get(Bytes.utf8("absent:" + i))).isNull();
          makeRoom(storage);
        }
      }
      assertThat(storage.figures().coldLoads()).isGreaterThan(keys / 2);
      assertThat(storage.keyspaceBytes()).isLessThan(storage.evictor().maxBytes() + MIB);
      node.stop();
    }
    try (TestNode node = TestNode.start(directory, OPTIONS);
        TestNode.Client client = node.client()) {
      assertThat(node.storage().startReport().replayedBytes()).isZero();
      assertThat(node.storage().keyspace().size(0)).isEqualTo(keys);
      for (int i = 0; i < keys; i += 7) {
        assertThat(client.get(Workload.key(i))).isEqualTo(value(i));
      }
    }
  }

  /// Threads that write, read and evict the same few keys meet every order of drain, commit, write,
  /// eviction and load: none ever sees less than was written before.
  @Test
  @Timeout(120)
  void noWriteIsHiddenByAnEntryThatComesBack()
      throws IOException, InterruptedException, ExecutionException {
    int writers = 3;
    StorageOptions options =
        OPTIONS.withCheckpoint(CheckpointOptions.defaults().withIntervalMs(1).withBatchBytes(2000));
    try (TestNode node = TestNode.start(directory, options);
        ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      Storage storage = node.storage();
      storage.evictor().maxBytes(1); // everything clean leaves at once
      List<Future<?>> done = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int own = writer;
        done.add(threads.submit(() -> countUp(node, own)));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
  }

  @Test
  void nothingLeavesMemoryBetweenDrainAndStored() throws IOException {
    try (TestNode node = TestNode.start(directory, OPTIONS);
        TestNode.Client client = node.client()) {
      Storage storage = node.storage();
      Bytes key = Workload.key(1);
      int slot = Slot.of(key.array());
      CheckpointSource source = new CheckpointSource(storage.keyspace());
      Residence residence = new Residence(storage.keyspace());
      client.put(key, value(1));
      RandomGenerator random = new SplittableRandom(1);
      assertThat(residence.evictSome(random, 0)).as("dirty").isZero();
      assertThat(source.drain(slot, 0, MIB, new Deaf())).isEqualTo(CheckpointSource.DONE);
      for (int i = 0; i < 1000; i++) {
        assertThat(residence.evictSome(random, 0)).as("on its way").isZero();
      }
      assertThat(isResident(storage, key)).isTrue();
      source.stored(slot);
      assertThat(residence.evictSome(random, 0)).isPositive();
      assertThat(isResident(storage, key)).isFalse();
    }
  }

  private static Object countUp(TestNode node, int writer) throws IOException {
    SplittableRandom random = new SplittableRandom(writer);
    int keys = 200;
    int[] written = new int[keys];
    try (TestNode.Client client = node.client()) {
      for (int round = 1; node.storage().coldReader().loadedKeys() < ENOUGH_LOADS; round++) {
        int number = random.nextInt(keys);
        Bytes key = Bytes.utf8("{%d}:%d:%d".formatted(number % 2, writer, number));
        Bytes value = client.get(key);
        int seen = value == null ? 0 : ByteBuffer.wrap(value.array()).getInt();
        assertThat(seen).as("key %s", key).isEqualTo(written[number]);
        client.put(key, Bytes.of(ByteBuffer.allocate(4).putInt(round).array()));
        written[number] = round;
        node.storage().memoryIsShort();
      }
    }
    return written;
  }

  private static void makeRoom(Storage storage) {
    while (storage.evictor().isAbove()) {
      storage.memoryIsShort();
      Thread.onSpinWait();
    }
  }

  private static boolean isResident(Storage storage, Bytes key) {
    try (KeyspaceTxn txn = storage.transaction()) {
      txn.begin(0, 0);
      txn.lock(Slot.of(key.array()));
      try {
        txn.requireResident(key);
        return true;
      } catch (ColdMissException e) {
        return false;
      } finally {
        txn.commit();
        txn.unlock();
      }
    }
  }

  private static Bytes value(int number) {
    byte[] value = new byte[1000 + number % 700];
    new SplittableRandom(number).nextBytes(value);
    return Bytes.of(value);
  }

  /// Takes entries and does nothing with them.
  private static final class Deaf implements DirtySink {
    @Override
    public void put(
        Place place, long version, RecordKind kind, long expiresAtMs, Content content) {}

    @Override
    public void part(Place place, CollectionValue collection, int rows) {}

    @Override
    public void delete(Place place, long version) {}

    @Override
    public void forget(long version) {}

    @Override
    public void storedKeys(int space, int slot, long keys, long sequence) {}
  }
}
