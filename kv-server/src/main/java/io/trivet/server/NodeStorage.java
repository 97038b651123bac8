package io.trivet.server;

import io.trivet.server.command.StorageFacts;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.storage.checkpoint.Storage;
import java.util.concurrent.atomic.AtomicLong;

/// The numbers of storage as commands see them.
final class NodeStorage implements StorageFacts {
  private final Storage storage;
  private final CommitWatermark watermark;
  private final AtomicLong peakBytes = new AtomicLong();

  NodeStorage(Storage storage, CommitWatermark watermark) {
    this.storage = storage;
    this.watermark = watermark;
  }

  /// Begins to count hits, misses and expired keys anew.
  void resetCounters() {
    storage.keyspace().resetCounters();
    peakBytes.set(0);
  }

  @Override
  public int databases() {
    return storage.keyspace().databaseCount();
  }

  @Override
  public long keys(int database) {
    return storage.keyspace().size(database);
  }

  @Override
  public long expiringKeys(int database) {
    return storage.keyspace().expiringKeys(database);
  }

  @Override
  public long hits() {
    return storage.keyspace().hits();
  }

  @Override
  public long misses() {
    return storage.keyspace().misses();
  }

  @Override
  public long expiredKeys() {
    return storage.keyspace().expiredKeys();
  }

  @Override
  public long evictedKeys() {
    return storage.keyspace().evictedKeys();
  }

  @Override
  public long keyspaceBytes() {
    long bytes = storage.keyspaceBytes();
    peakBytes.accumulateAndGet(bytes, Math::max);
    return bytes;
  }

  @Override
  public boolean isMemoryFull() {
    return storage.evictor().isFull();
  }

  @Override
  public long peakKeyspaceBytes() {
    return peakBytes.get();
  }

  @Override
  public long coldReads() {
    return storage.figures().coldLoads();
  }

  @Override
  public long dirtyEntries() {
    return storage.figures().dirtyEntries();
  }

  @Override
  public long lastCheckpointMs() {
    var last = storage.figures().lastCheckpoint();
    return last.redoSequence() == 0 ? -1 : last.durationMs();
  }

  @Override
  public long recoveredKeys() {
    return storage.startReport().keys();
  }

  @Override
  public long redoSequence() {
    return storage.figures().redoSequence();
  }

  @Override
  public long appendedSequence() {
    return storage.log().appendedSequence();
  }

  @Override
  public long writtenSequence() {
    return storage.log().writtenSequence();
  }

  @Override
  public long durableSequence() {
    return storage.log().durableSequence();
  }

  @Override
  public long committedSequence() {
    return watermark.committedSequence();
  }

  @Override
  public boolean isLogWorking() {
    return storage.log().failure() == null;
  }
}
