package io.trivet.server.node;

import io.trivet.server.command.StorageFacts;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.log.GroupLog;
import java.util.concurrent.atomic.AtomicBoolean;

/// The numbers of a keyspace and a log that have no store.
record FakeStorage(Keyspace keyspace, GroupLog log, CommitWatermark watermark, AtomicBoolean isFull)
    implements StorageFacts {

  @Override
  public int databases() {
    return keyspace.databaseCount();
  }

  @Override
  public long keys(int database) {
    return keyspace.size(database);
  }

  @Override
  public long expiringKeys(int database) {
    return keyspace.expiringKeys(database);
  }

  @Override
  public long hits() {
    return keyspace.hits();
  }

  @Override
  public long misses() {
    return keyspace.misses();
  }

  @Override
  public long expiredKeys() {
    return keyspace.expiredKeys();
  }

  @Override
  public long evictedKeys() {
    return keyspace.evictedKeys();
  }

  @Override
  public long keyspaceBytes() {
    return 1 << 20;
  }

  @Override
  public boolean isMemoryFull() {
    return isFull.get();
  }

  @Override
  public long peakKeyspaceBytes() {
    return 2 << 20;
  }

  @Override
  public long coldReads() {
    return 0;
  }

  @Override
  public long dirtyEntries() {
    return 0;
  }

  @Override
  public long lastCheckpointMs() {
    return -1;
  }

  @Override
  public long recoveredKeys() {
    return 0;
  }

  @Override
  public long redoSequence() {
    return 0;
  }

  @Override
  public long appendedSequence() {
    return log.appendedSequence();
  }

  @Override
  public long writtenSequence() {
    return log.writtenSequence();
  }

  @Override
  public long durableSequence() {
    return log.durableSequence();
  }

  @Override
  public long committedSequence() {
    return watermark.committedSequence();
  }

  @Override
  public boolean isLogWorking() {
    return true;
  }
}
