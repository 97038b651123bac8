package io.trivet.server;

import io.trivet.server.command.DebugControl;
import io.trivet.server.command.StorageFacts;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.commit.LocalCommit;
import io.trivet.server.commit.ReleasePermit;
import io.trivet.server.config.Config;
import io.trivet.server.config.DurabilityOptions;
import io.trivet.server.dispatch.ColdLoadQueue;
import io.trivet.server.dispatch.ColdLoader;
import io.trivet.server.dispatch.LogRoom;
import io.trivet.server.dispatch.WorkerPool;
import io.trivet.server.metrics.Metrics;
import io.trivet.server.time.Clock;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.disk.DirectoryLockedException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.log.LogFailedException;
import io.trivet.storage.log.LogListener;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/// The data of a node that keeps some.
///
/// Life: [#open] recovers; [#beginAlone], or the node's group, says what is committed; [#start]
/// starts its threads.
final class StoredData implements NodeData {

  private static final int WORKERS = 2;
  private static final long LAST_CHECKPOINT_MS = 30_000;

  private final Clock clock;
  private final Storage storage;
  private final CommitWatermark watermark;
  private final NodeListener listener;
  private final NodeSaves saves;
  private final NodeStorage figures;
  private final NodeSwitches switches = new NodeSwitches();
  private final WorkerPool workers;

  private StoredData(
      Clock clock,
      Storage storage,
      CommitWatermark watermark,
      NodeListener listener,
      WorkerPool workers) {
    this.clock = clock;
    this.storage = storage;
    this.watermark = watermark;
    this.listener = listener;
    this.workers = workers;
    this.saves = new NodeSaves(storage, clock);
    this.figures = new NodeStorage(storage, watermark);
    listener.tell(saves);
  }

  /// Recovers what is on disk. Nothing of it counts as committed yet but its checkpoint.
  ///
  /// @throws IOException if the data is in use, damaged, or of a newer version; the message says
  ///   what to do
  static StoredData open(
      Config config, Clock clock, StorageTimes times, ReleasePermit permit, ThreadFactory threads)
      throws IOException {
    NodeListener listener = new NodeListener(times);
    Storage opened = recover(config, clock, listener);
    StartLog.tell(config, opened.startReport());
    WorkerPool workers = new WorkerPool(WORKERS, threads, opened::transaction);
    CommitWatermark watermark = new CommitWatermark(opened.startReport().redoSequence(), permit);
    return new StoredData(clock, opened, watermark, listener, workers);
  }

  /// Serves without a group: all that was recovered is committed, and from now on what this node's
  /// own log holds.
  void beginAlone(Config config) throws IOException {
    storage.beginEpoch(storage.nextEpoch());
    watermark.advance(storage.log().writtenSequence());
    progress(new LocalCommit(watermark, () -> Settings.syncPolicy(config)));
  }

  /// Has somebody told of the log's progress from now on.
  void progress(LogListener told) {
    listener.begin(storage, told);
  }

  /// Starts the threads of storage.
  ///
  /// @param mayWrite whether this node may expire keys now, being primary
  void start(BooleanSupplier mayWrite, LiveSettings settings, ThreadFactory threads)
      throws IOException {
    storage.start(
        watermark::committedSequence, () -> mayWrite.getAsBoolean() && switches.expires(), threads);
    settings.apply(storage);
  }

  Storage storage() {
    return storage;
  }

  @Override
  public WorkerPool workers() {
    return workers;
  }

  @Override
  public CommitWatermark watermark() {
    return watermark;
  }

  @Override
  public KeyspaceTxn transaction() {
    return storage.transaction();
  }

  @Override
  public ColdLoader coldLoader() {
    return new ColdLoadQueue(
        (keys, completion) -> storage.coldReader().load(keys, completion::done));
  }

  @Override
  public LogRoom logRoom() {
    return listener.logRoom();
  }

  @Override
  public long appendedSequence() {
    return storage.log().appendedSequence();
  }

  @Override
  public void endBatch() throws LogFailedException {
    storage.log().endBatch();
  }

  @Override
  public StorageFacts figures() {
    return figures;
  }

  @Override
  public void resetCounters() {
    figures.resetCounters();
  }

  @Override
  public NodeSaves saves() {
    return saves;
  }

  @Override
  public DebugControl debugging() {
    return new NodeDebug(storage, workers, clock, switches);
  }

  @Override
  public void bind(Metrics metrics, Config config) {
    StorageMetrics.bind(metrics, config, storage, watermark, logRoom(), saves);
  }

  @Override
  public String failure() {
    LogFailedException failure = storage.log().failure();
    return failure == null ? "" : String.valueOf(failure.getMessage());
  }

  @Override
  public void close(boolean withCheckpoint) throws IOException {
    workers.close();
    if (withCheckpoint) {
      storage.close(LAST_CHECKPOINT_MS);
    } else {
      storage.close();
    }
  }

  private static Storage recover(Config config, Clock clock, NodeListener listener)
      throws IOException {
    try {
      return Storage.open(
          config.get(DurabilityOptions.DIR),
          Settings.storage(config),
          new ClockOfStorage(clock),
          new SplittableRandom(),
          listener);
    } catch (DirectoryLockedException e) {
      throw new IOException(
          "dir: " + config.get(DurabilityOptions.DIR).toAbsolutePath() + ": " + e.getMessage(), e);
    }
  }
}
