package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The model of the store and RocksDB answer alike, and lose alike what was not flushed.
class StoreConformanceTest {

  private static final int KEYS = 40;
  private static final RocksOptions ROCKS = RocksOptions.defaults().withCacheBytes(1 << 20);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bothGiveTheSameAnswers(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ModelStore model = new ModelStore(random.split());
    RocksHome home = new RocksHome(directory.resolve("store"), ROCKS);
    StoreBatch first = batch(random, 3);
    home.create(first);
    model.create(first);
    for (int life = 0; life < 6; life++) {
      try (RocksStore rocks = home.open()) {
        compareAll(model, rocks);
        for (int i = 0; i < 120; i++) {
          step(random, model, rocks);
        }
      }
      model.crash(0); // closing RocksDB keeps what was flushed only, as a killed process does
    }
  }

  /// RocksDB may flush by itself: then more is left after a crash, but always some first batches.
  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void aCrashLeavesTheFirstBatches(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    RocksHome home = new RocksHome(directory.resolve("store"), ROCKS.withWriteBufferBytes(1 << 16));
    home.create(batch(random, 1));
    int automatic = 0;
    for (int life = 0; life < 5; life++) {
      List<Map<Bytes, Bytes>> states = new ArrayList<>();
      try (RocksStore rocks = home.open()) {
        states.add(rows(rocks));
        for (int i = 0; i < 40; i++) {
          rocks.write(large(random));
          states.add(rows(rocks));
        }
      }
      try (RocksStore rocks = home.open()) {
        assertThat(states).contains(rows(rocks));
        automatic += rows(rocks).equals(states.getFirst()) ? 0 : 1;
      }
    }
    assertThat(automatic).as("lives in which RocksDB flushed by itself").isPositive();
  }

  private static void step(SplittableRandom random, ModelStore model, RocksStore rocks)
      throws IOException {
    int choice = random.nextInt(20);
    byte[] from = key(random.nextInt(KEYS));
    byte[] to = key(random.nextInt(KEYS));
    if (choice < 10) {
      StoreBatch batch = batch(random, random.nextInt(6));
      model.write(batch);
      rocks.write(batch);
    } else if (choice == 10) {
      model.flush();
      rocks.flush();
    } else if (choice < 14) {
      assertThat(rocks.get(from)).isEqualTo(model.get(from));
      Object[] values = rocks.getAll(List.of(from, to)).toArray();
      assertThat(Arrays.deepEquals(values, model.getAll(List.of(from, to)).toArray())).isTrue();
    } else {
      compare(model, rocks, from, to, key(random.nextInt(KEYS)));
    }
  }

  private static void compareAll(ModelStore model, RocksStore rocks) throws IOException {
    assertThat(rows(rocks)).isEqualTo(rows(model));
  }

  private static void compare(
      ModelStore model, RocksStore rocks, byte[] from, byte[] to, byte[] sought)
      throws IOException {
    if (Bytes.of(from).compareTo(Bytes.of(to)) > 0
        || Bytes.of(sought).compareTo(Bytes.of(from)) < 0) {
      return;
    }
    try (StoreCursor one = model.cursor(from, to);
        StoreCursor other = rocks.cursor(from, to)) {
      boolean isAtRow = one.next();
      assertThat(other.next()).isEqualTo(isAtRow);
      if (isAtRow) {
        isAtRow = one.seek(sought);
        assertThat(other.seek(sought)).isEqualTo(isAtRow);
      }
      while (isAtRow) {
        assertThat(other.key()).isEqualTo(one.key());
        assertThat(other.value()).isEqualTo(one.value());
        isAtRow = one.next();
        assertThat(other.next()).isEqualTo(isAtRow);
      }
    }
  }

  private static Map<Bytes, Bytes> rows(CheckpointStore store) throws IOException {
    Map<Bytes, Bytes> rows = new TreeMap<>();
    try (StoreCursor cursor = store.cursor(new byte[] {0}, new byte[] {-1})) {
      while (cursor.next()) {
        rows.put(Bytes.of(cursor.key()), Bytes.of(cursor.value()));
      }
    }
    return rows;
  }

  private static StoreBatch batch(SplittableRandom random, int changes) {
    StoreBatch batch = new StoreBatch();
    for (int i = 0; i <= changes; i++) {
      byte[] key = key(random.nextInt(KEYS));
      switch (random.nextInt(7)) {
        case 0 -> batch.delete(key);
        case 1 -> batch.deleteRange(key, key(random.nextInt(KEYS)));
        default -> batch.put(key, value(random, 20));
      }
    }
    return ordered(batch);
  }

  /// RocksDB refuses a range whose end lies before its beginning; so does nobody make one.
  private static StoreBatch ordered(StoreBatch batch) {
    StoreBatch ordered = new StoreBatch();
    batch.forEach(
        new StoreBatch.Visitor() {
          @Override
          public void put(byte[] key, byte[] value) {
            ordered.put(key, value);
          }

          @Override
          public void delete(byte[] key) {
            ordered.delete(key);
          }

          @Override
          public void deleteRange(byte[] from, byte[] to) {
            if (Bytes.of(from).compareTo(Bytes.of(to)) < 0) {
              ordered.deleteRange(from, to);
            }
          }
        });
    return ordered;
  }

  private static StoreBatch large(SplittableRandom random) {
    StoreBatch batch = new StoreBatch();
    for (int i = 0; i < 4; i++) {
      batch.put(key(random.nextInt(KEYS)), value(random, 6000));
    }
    return batch;
  }

  private static byte[] key(int number) {
    return Bytes.utf8("e%02d".formatted(number)).array();
  }

  private static byte[] value(SplittableRandom random, int maxBytes) {
    byte[] value = new byte[random.nextInt(maxBytes)];
    random.nextBytes(value);
    return value;
  }
}
