package io.trivet.server.node;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.CommandTable;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.Statistics;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.commit.LocalCommit;
import io.trivet.server.commit.ReleasePermit;
import io.trivet.server.commit.ReplyGate;
import io.trivet.server.config.Config;
import io.trivet.server.config.ConfigException;
import io.trivet.server.config.ConfigLoader;
import io.trivet.server.config.ObservabilityOptions;
import io.trivet.server.config.SecurityOptions;
import io.trivet.server.dispatch.ColdLoadQueue;
import io.trivet.server.dispatch.CommandRecorder;
import io.trivet.server.dispatch.Dispatcher;
import io.trivet.server.dispatch.LogRoom;
import io.trivet.server.dispatch.Shared;
import io.trivet.server.dispatch.WorkerPool;
import io.trivet.server.metrics.ErrorMetrics;
import io.trivet.server.metrics.StatisticsReset;
import io.trivet.server.pubsub.Channels;
import io.trivet.server.resp.RespEncoder;
import io.trivet.server.session.BlockedCalls;
import io.trivet.server.session.ClientPause;
import io.trivet.server.session.ClientRegistry;
import io.trivet.server.session.LatencyMonitor;
import io.trivet.server.session.Monitors;
import io.trivet.server.session.Outbox;
import io.trivet.server.session.PasswordAuthentication;
import io.trivet.server.session.ServerParts;
import io.trivet.server.session.Session;
import io.trivet.server.session.SlowLog;
import io.trivet.server.session.Traffic;
import io.trivet.server.time.SettableClock;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.SyncPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// One node in memory: commands as clients meet them, from the request to the bytes of the reply.
public final class NodeFixture implements AutoCloseable {
  private static final int EPOCH = 1;
  private static final int DATABASES = 16;
  private static final long START_MS = 1_700_000_000_000L;

  private final SettableClock clock = new SettableClock(START_MS);
  private final SteppedLoop loop = new SteppedLoop(clock);
  private final Config config;
  private final GroupLog log;
  private final Keyspace keyspace = new Keyspace(DATABASES, 1);
  private final FakeColdStore disk = new FakeColdStore(keyspace);
  private final CommitWatermark watermark;
  private final ReplyGate gate;
  private final ClientRegistry clients;
  private final WorkerPool workers;
  private final Dispatcher dispatcher;
  private final ServerAccess access;
  private final FakeSaves saves;
  private final FakeGroup group;
  private int nextPort = 50_000;
  private boolean isLogHeld;
  private boolean isDiskShort;
  private final AtomicBoolean isMemoryFull = new AtomicBoolean();

  /// A node that serves `commands`, with these directives (`--requirepass=x` is not taken from a
  /// command line: use CONFIG SET).
  public NodeFixture(List<CommandSpec> commands, String... directives) {
    config = config(directives);
    group = new FakeGroup(config);
    watermark = new CommitWatermark(0, ReleasePermit.ALWAYS);
    log = openLog(watermark);
    keyspace.epoch(EPOCH);
    gate = new ReplyGate(loop, watermark);
    saves = new FakeSaves(log);
    CommandTable table = CommandTable.of(commands);
    Monitors monitors = new Monitors();
    SlowLog slowLog =
        new SlowLog(
            config.get(ObservabilityOptions.SLOWLOG_LOG_SLOWER_THAN),
            config.get(ObservabilityOptions.SLOWLOG_MAX_LEN));
    LatencyMonitor latencies = new LatencyMonitor(0);
    config.observe(ObservabilityOptions.SLOWLOG_LOG_SLOWER_THAN, slowLog::thresholdUs);
    config.observe(ObservabilityOptions.SLOWLOG_MAX_LEN, slowLog::maxEntries);
    config.observe(ObservabilityOptions.LATENCY_MONITOR_THRESHOLD, latencies::thresholdMs);
    CommandRecorder recorder = new CommandRecorder(table, clock, slowLog, latencies, monitors);
    Traffic traffic = new Traffic(recorder::executed);
    ErrorMetrics errors = new ErrorMetrics();
    RespEncoder encoder = new RespEncoder();
    ClientPause pause = new ClientPause(clock);
    StatisticsReset reset = new StatisticsReset();
    reset.add(recorder.metrics()::reset);
    reset.add(errors::reset);
    reset.add(traffic::reset);
    reset.add(keyspace::resetCounters);
    clients = new ClientRegistry(traffic, monitors, encoder);
    workers = new WorkerPool(1, Thread::new, () -> keyspace.transaction(log.appender()));
    access =
        new ServerParts(
            table,
            config,
            clock,
            new FakeFacts(clock.wallMs()),
            new FakeStorage(keyspace, log, watermark, isMemoryFull),
            traffic,
            new Statistics(recorder.metrics(), errors, reset),
            new PasswordAuthentication(() -> config.get(SecurityOptions.REQUIREPASS), clock),
            clients,
            pause,
            new Channels(),
            slowLog,
            latencies,
            loop,
            saves,
            withCheckpoint -> {},
            group,
            new FakeDebug());
    Shared shared =
        new Shared(
            table,
            new BlockedCalls(),
            workers,
            new ColdLoadQueue(disk),
            new LogRoom(log::hasRoom, () -> isDiskShort),
            pause,
            recorder,
            log::appendedSequence,
            () -> true,
            clock);
    dispatcher = new Dispatcher(shared, keyspace.transaction(log.appender()));
  }

  private static GroupLog openLog(CommitWatermark watermark) {
    try {
      GroupLog opened =
          GroupLog.open(
              new SimDisk(new SplittableRandom(1)),
              LogOptions.defaults().withRingBytes(1 << 20).withSegmentBytes(1 << 20),
              0,
              (sequence, epoch, wallTimeMs, address, bytes) -> {},
              new LocalCommit(watermark, () -> SyncPolicy.NO));
      opened.openEpoch(EPOCH);
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Config config(String... directives) {
    try {
      return ConfigLoader.load(null, List.of(directives));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// A client that has connected.
  public NodeClient connect() {
    return new NodeClient(this, nextPort++);
  }

  /// What commands see of the node.
  public ServerAccess access() {
    return access;
  }

  /// The time of the node.
  public SettableClock clock() {
    return clock;
  }

  /// Lets the disk have less free space than is reserved, or more again.
  public void diskShort(boolean isShort) {
    isDiskShort = isShort;
  }

  /// Keys that are not in memory.
  public FakeColdStore disk() {
    return disk;
  }

  /// Checkpoints and syncs, which the test makes happen.
  public FakeSaves saves() {
    return saves;
  }

  /// The replication group, alone unless the directives name its members.
  public FakeGroup group() {
    return group;
  }

  /// Lets time pass and everything happen that comes with it.
  public void pass(long ms) {
    clock.advanceMs(ms);
    settle();
  }

  /// Lets everything happen that is due, on the loop and on the worker, and writes the log, so that
  /// replies may leave.
  public void settle() {
    loop.run();
    awaitWorker();
    loop.run();
    writeLog();
    loop.run();
  }

  private void awaitWorker() {
    CountDownLatch done = new CountDownLatch(1);
    workers.submit(_ -> done.countDown());
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Makes memory so full that commands which need some are refused, or not.
  public void memoryFull(boolean isTrue) {
    isMemoryFull.set(isTrue);
  }

  /// Leaves what is appended from now on in memory, so that it is not committed.
  public void holdLog() {
    isLogHeld = true;
  }

  /// Writes the log again.
  public void releaseLog() {
    isLogHeld = false;
    settle();
  }

  void writeLog() {
    if (isLogHeld) {
      return;
    }
    try {
      log.endBatch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The look at all clients that a running node takes each second.
  public void sweep() {
    clients.sweep(access);
    settle();
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  SteppedLoop loop() {
    return loop;
  }

  Outbox outbox(Outbox.Sender sender) {
    return new Outbox(UnpooledByteBufAllocator.DEFAULT, gate, sender);
  }

  Session open(Outbox outbox, NodeClient client) {
    return clients.open(access, outbox, client);
  }

  @Override
  public void close() {
    workers.close();
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
