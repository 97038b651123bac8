package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A running storage on the real file system and the real RocksDB, whose writes are committed when
/// the operating system has them.
///
/// Threads: the storage's own, and one for each [Client].
final class TestNode implements AutoCloseable {

  static final long TIMEOUT_MS = 60_000;

  private static final int FRAME_BYTES = 1 << 16;

  private final Storage storage;
  private final StorageClock clock;

  private TestNode(Storage storage, StorageClock clock) {
    this.storage = storage;
    this.clock = clock;
  }

  static TestNode start(Path directory, StorageOptions options) throws IOException {
    return start(directory, options, new SystemStorageClock(), new StorageListener() {});
  }

  static TestNode start(
      Path directory, StorageOptions options, StorageClock clock, StorageListener listener)
      throws IOException {
    Storage storage =
        Storage.open(
            directory,
            options,
            clock,
            new SplittableRandom(directory.toString().hashCode()),
            listener);
    storage.beginEpoch(storage.nextEpoch());
    storage.start(
        () -> storage.log().writtenSequence(),
        () -> true,
        Thread.ofPlatform().daemon().name("storage-", 0).factory());
    return new TestNode(storage, clock);
  }

  Storage storage() {
    return storage;
  }

  long nowMs() {
    return clock.wallMs();
  }

  Client client() {
    return new Client(storage.transaction());
  }

  /// Stops with a last checkpoint.
  void stop() throws IOException {
    storage.close(TIMEOUT_MS);
  }

  /// Stops without one, as if killed.
  @Override
  public void close() throws IOException {
    storage.close();
  }

  /// Somebody who reads and writes strings in database 0.
  final class Client implements AutoCloseable {
    private final KeyspaceTxn txn;

    private Client(KeyspaceTxn txn) {
      this.txn = txn;
    }

    void put(Bytes key, Bytes value) throws IOException {
      put(key, value, KeyspaceTxn.NEVER);
    }

    void put(Bytes key, Bytes value, long expiresAtMs) throws IOException {
      awaitRoom();
      begin(key);
      try {
        txn.putString(key, value, expiresAtMs);
        txn.commit();
      } finally {
        txn.unlock();
      }
      storage.log().endBatch();
      storage.committed();
    }

    @Nullable Bytes get(Bytes key) throws IOException {
      begin(key);
      try {
        return txn.string(key);
      } finally {
        txn.commit();
        txn.unlock();
      }
    }

    @Override
    public void close() {
      txn.close();
    }

    /// Waits while the log is full, as commands do: else what is not written grows without bound.
    private void awaitRoom() throws IOException {
      while (!storage.log().hasRoom(FRAME_BYTES)) {
        storage.log().endBatch();
        Thread.onSpinWait();
      }
    }

    /// Locks the key's slot and makes sure that the key is in memory.
    private void begin(Bytes key) throws IOException {
      while (true) {
        txn.begin(0, clock.wallMs());
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
  }
}
