package io.trivet.it.benchmark;

import io.trivet.storage.checkpoint.CheckpointOptions;
import io.trivet.storage.checkpoint.CheckpointReport;
import io.trivet.storage.checkpoint.StartReport;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.checkpoint.StorageClock;
import io.trivet.storage.checkpoint.StorageListener;
import io.trivet.storage.checkpoint.StorageOptions;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.HashEditor;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// What the checkpoint costs and brings: rows written, cold keys read, time to start.
///
/// A program of its own, because each figure needs the state that the one before it left.
/// Arguments: keys (1000000), bytes of a value (100).
public final class CheckpointBenchmark {

  private static final PrintStream OUT = System.out;
  private static final long HOUR_MS = 3_600_000;
  private static final int COLD_READS = 200_000;
  private static final int RUN = 16;

  private final Path directory;
  private final int keys;
  private final int valueBytes;
  private Storage storage;
  private KeyspaceTxn txn;

  private CheckpointBenchmark(Path directory, int keys, int valueBytes) throws IOException {
    this.directory = directory;
    this.keys = keys;
    this.valueBytes = valueBytes;
    this.storage = open();
    this.txn = storage.transaction();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int keys = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int valueBytes = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    Path directory = Files.createTempDirectory(Path.of("target"), "checkpoint");
    try {
      new CheckpointBenchmark(directory, keys, valueBytes).run();
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run() throws IOException, InterruptedException {
    fill("fill", keys);
    checkpoint("first checkpoint");
    overwrite("overwrite a tenth", keys / 10);
    checkpoint("second checkpoint");
    collection();
    evict();
    readOneByOne();
    evict();
    readInRuns();
    restart("restart after a clean stop", true);
    overwrite("overwrite cold keys", keys / 5);
    restart("restart after a kill", false);
    storage.close();
  }

  private void fill(String name, int count) throws IOException {
    long startNs = System.nanoTime();
    for (int i = 0; i < count; i++) {
      put(key(i), i);
    }
    storage.log().flush();
    report(name, count, startNs);
    OUT.printf(Locale.ROOT, "%-32s %,12d bytes%n", "  keyspace", storage.keyspaceBytes());
  }

  private void overwrite(String name, int count) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    long startNs = System.nanoTime();
    for (int i = 0; i < count; i++) {
      put(key(random.nextInt(keys)), i);
    }
    storage.log().flush();
    report(name, count, startNs);
  }

  private void checkpoint(String name) throws IOException {
    long startNs = System.nanoTime();
    CheckpointReport done = storage.checkpointNow(HOUR_MS);
    report(name, done.entries(), startNs);
    OUT.printf(
        Locale.ROOT,
        "%-32s %,12d bytes in rows, %,d in files%n",
        "  of it",
        done.bytes(),
        storage.figures().store().fileBytes());
  }

  /// A large hash: all of it is copied under its slot's lock at first, later only what changed.
  private void collection() throws IOException {
    Bytes key = Bytes.utf8("hash");
    begin(key);
    HashEditor hash = txn.editHash(key);
    for (int i = 0; i < keys / 10; i++) {
      hash.put(Bytes.utf8("field:" + i), Bytes.utf8("value"));
    }
    txn.commit();
    txn.unlock();
    storage.log().flush();
    checkpoint("checkpoint of a hash, " + keys / 10 + " fields");
    begin(key);
    for (int i = 0; i < 100; i++) {
      txn.editHash(key).put(Bytes.utf8("field:" + i * 7), Bytes.utf8("other"));
    }
    txn.commit();
    txn.unlock();
    storage.log().flush();
    checkpoint("  with 100 fields changed");
  }

  private void evict() {
    Residence residence = new Residence(storage.keyspace());
    SplittableRandom random = new SplittableRandom(7);
    long startNs = System.nanoTime();
    long count = 0;
    while (residence.evictSome(random, 0) > 0) {
      count++;
    }
    report("evict", count, startNs);
  }

  private void readOneByOne() throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    long startNs = System.nanoTime();
    for (int i = 0; i < COLD_READS / 4; i++) {
      begin(key(random.nextInt(keys)));
      txn.commit();
      txn.unlock();
    }
    report("cold read, one by one", COLD_READS / 4, startNs);
  }

  private void readInRuns() throws InterruptedException {
    SplittableRandom random = new SplittableRandom(11);
    Residence residence = new Residence(storage.keyspace());
    Semaphore slots = new Semaphore(64);
    long startNs = System.nanoTime();
    for (int i = 0; i < COLD_READS; i += RUN) {
      List<ColdKey> run = new ArrayList<>(RUN);
      for (int j = 0; j < RUN; j++) {
        Bytes key = key(random.nextInt(keys));
        run.add(residence.coldKey(0, Slot.of(key.array()), key));
      }
      slots.acquire();
      storage.coldReader().load(run, failure -> slots.release());
    }
    slots.acquire(64);
    report("cold read, runs of " + RUN + ", 2 threads", COLD_READS, startNs);
  }

  private void restart(String name, boolean isClean) throws IOException {
    txn.close();
    if (isClean) {
      storage.close(HOUR_MS);
    } else {
      storage.close();
    }
    long startNs = System.nanoTime();
    storage = open();
    txn = storage.transaction();
    StartReport start = storage.startReport();
    report(name, start.log().frames(), startNs);
    OUT.printf(
        Locale.ROOT,
        "%-32s %,12d keys; store %d ms, replay %d ms of %,d bytes with %,d loads%n",
        "  of it",
        start.keys(),
        start.storeMs(),
        start.replayMs(),
        start.replayedBytes(),
        start.loadedKeys());
  }

  private void put(Bytes key, int seed) throws IOException {
    byte[] value = new byte[valueBytes];
    new SplittableRandom(seed).nextBytes(value);
    for (int i = 0; i < valueBytes / 2; i++) {
      value[i] = 'x'; // half of it compresses
    }
    begin(key);
    txn.putString(key, Bytes.of(value));
    txn.commit();
    txn.unlock();
    if ((seed & 63) == 0) {
      while (!storage.log().hasRoom(1 << 20)) {
        storage.log().write();
      }
      storage.log().endBatch();
    }
  }

  private void begin(Bytes key) throws IOException {
    while (true) {
      txn.begin(0, System.currentTimeMillis());
      txn.lock(Slot.of(key.array()));
      List<ColdKey> missed;
      try {
        txn.requireResident(key);
        return;
      } catch (ColdMissException e) {
        missed = e.keys();
      }
      txn.commit();
      txn.unlock();
      storage.coldReader().loadNow(missed);
    }
  }

  private Storage open() throws IOException {
    StorageOptions options =
        StorageOptions.defaults()
            .withLog(LogOptions.defaults().withRetainedBytes(0))
            .withCheckpoint(
                CheckpointOptions.defaults().withIntervalMs(HOUR_MS).withRedoBytes(1L << 40));
    Storage opened =
        Storage.open(
            directory.resolve("data"),
            options,
            new SystemClock(),
            new SplittableRandom(1),
            new StorageListener() {});
    opened.beginEpoch(opened.nextEpoch());
    opened.start(
        () -> opened.log().writtenSequence(), () -> true, Thread.ofPlatform().daemon().factory());
    return opened;
  }

  private static Bytes key(int number) {
    return Bytes.utf8("key:" + number);
  }

  private static void report(String name, long count, long startNs) {
    double seconds = (System.nanoTime() - startNs) / 1e9;
    OUT.printf(
        Locale.ROOT,
        "%-32s %,12d in %8.3f s = %,12.0f a second%n",
        name,
        count,
        seconds,
        count / seconds);
  }

  /// The machine's clocks.
  private static final class SystemClock implements StorageClock {
    @Override
    public long monotonicNs() {
      return System.nanoTime();
    }

    @Override
    public long wallMs() {
      return System.currentTimeMillis();
    }
  }
}
