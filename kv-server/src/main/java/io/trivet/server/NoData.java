package io.trivet.server;

import io.trivet.server.command.DebugControl;
import io.trivet.server.command.SaveControl;
import io.trivet.server.command.StorageFacts;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.commit.ReleasePermit;
import io.trivet.server.config.Config;
import io.trivet.server.config.KeyspaceOptions;
import io.trivet.server.dispatch.ColdLoader;
import io.trivet.server.dispatch.LogRoom;
import io.trivet.server.dispatch.WorkerPool;
import io.trivet.server.metrics.Metrics;
import io.trivet.server.time.Clock;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;

/// What a voter has instead of data: an empty keyspace that no command reaches, because all that
/// use keys are refused before. It keeps no log and no file.
final class NoData implements NodeData, StorageFacts, SaveControl, DebugControl {

  private static final String REASON = "a voter keeps no data";

  private final Keyspace keyspace;
  private final CommitWatermark watermark = new CommitWatermark(0, ReleasePermit.ALWAYS);
  private final LogRoom logRoom = new LogRoom(_ -> true, () -> false);
  private final WorkerPool workers;
  private final long startedAtMs;

  NoData(Config config, Clock clock, ThreadFactory threads) {
    keyspace = new Keyspace(config.get(KeyspaceOptions.DATABASES), 0);
    workers = new WorkerPool(1, threads, keyspace::replay);
    startedAtMs = clock.wallMs();
  }

  @Override
  public CommitWatermark watermark() {
    return watermark;
  }

  @Override
  public KeyspaceTxn transaction() {
    return keyspace.replay();
  }

  @Override
  public WorkerPool workers() {
    return workers;
  }

  @Override
  public ColdLoader coldLoader() {
    return (keys, completion) -> completion.done(null);
  }

  @Override
  public LogRoom logRoom() {
    return logRoom;
  }

  @Override
  public long appendedSequence() {
    return 0;
  }

  @Override
  public void endBatch() {}

  @Override
  public StorageFacts figures() {
    return this;
  }

  @Override
  public void resetCounters() {
    keyspace.resetCounters();
  }

  @Override
  public SaveControl saves() {
    return this;
  }

  @Override
  public DebugControl debugging() {
    return this;
  }

  @Override
  public void bind(Metrics metrics, Config config) {}

  @Override
  public String failure() {
    return "";
  }

  @Override
  public void close(boolean withCheckpoint) {
    workers.close();
    keyspace.free();
  }

  // StorageFacts

  @Override
  public int databases() {
    return keyspace.databaseCount();
  }

  @Override
  public long keys(int database) {
    return 0;
  }

  @Override
  public long expiringKeys(int database) {
    return 0;
  }

  @Override
  public long hits() {
    return 0;
  }

  @Override
  public long misses() {
    return 0;
  }

  @Override
  public long expiredKeys() {
    return 0;
  }

  @Override
  public long evictedKeys() {
    return 0;
  }

  @Override
  public long keyspaceBytes() {
    return 0;
  }

  @Override
  public boolean isMemoryFull() {
    return false;
  }

  @Override
  public long peakKeyspaceBytes() {
    return 0;
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
  public long writtenSequence() {
    return 0;
  }

  @Override
  public long durableSequence() {
    return 0;
  }

  @Override
  public long committedSequence() {
    return 0;
  }

  @Override
  public boolean isLogWorking() {
    return true;
  }

  // SaveControl

  @Override
  public CompletionStage<?> save() {
    return refused();
  }

  @Override
  public long completed() {
    return 0;
  }

  @Override
  public boolean isSaving() {
    return false;
  }

  @Override
  public long lastSaveMs() {
    return startedAtMs;
  }

  @Override
  public void whenDurable(long sequence, Runnable action) {
    action.run();
  }

  // DebugControl

  @Override
  public void activeExpiry(boolean isOn) {}

  @Override
  public void backgroundWork(boolean isOn) {}

  @Override
  public CompletionStage<?> populate(int databaseIndex, long count, Bytes prefix, int bytes) {
    return refused();
  }

  @Override
  public CompletionStage<?> reload() {
    return refused();
  }

  private static CompletionStage<?> refused() {
    return CompletableFuture.failedFuture(new IllegalStateException(REASON));
  }
}
