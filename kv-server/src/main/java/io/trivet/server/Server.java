package io.trivet.server;

import io.trivet.server.command.CommandTable;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.config.Config;
import io.trivet.server.config.DurabilityOptions;
import io.trivet.server.config.NetworkOptions;
import io.trivet.server.config.ObservabilityOptions;
import io.trivet.server.dispatch.ColdLoadQueue;
import io.trivet.server.dispatch.ColdLoader;
import io.trivet.server.dispatch.Dispatcher;
import io.trivet.server.dispatch.LogRoom;
import io.trivet.server.dispatch.NativeCommands;
import io.trivet.server.dispatch.Shared;
import io.trivet.server.dispatch.WorkerPool;
import io.trivet.server.metrics.Health;
import io.trivet.server.metrics.HttpEndpoint;
import io.trivet.server.net.IoTransport;
import io.trivet.server.net.Listener;
import io.trivet.server.resp.RespEncoder;
import io.trivet.server.session.BlockedCalls;
import io.trivet.server.time.Clock;
import io.trivet.server.time.SystemClock;
import io.trivet.storage.checkpoint.StartReport;
import io.trivet.storage.checkpoint.Storage;
import io.trivet.storage.log.LogFailedException;
import io.trivet.storage.log.SyncPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node: storage, event loops, listeners, wired together.
///
/// Threads: started and stopped by any thread, once each.
public final class Server {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final int WORKERS = 2;
  private static final long LAST_CHECKPOINT_MS = 30_000;

  private final Config config;
  private final Clock clock = new SystemClock();
  private final NodeListener nodeListener;
  private final Storage storage;
  private final Listener listener;
  private final WorkerPool workers;
  private final CommandTable commands;
  private final Services services;
  private final NodeSwitches switches = new NodeSwitches();
  private final NodeMetrics metrics;
  private final List<HttpEndpoint> endpoints = new ArrayList<>();
  private final AtomicBoolean isStopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Server(Config config) throws IOException {
    this.config = config;
    this.commands = CommandTable.of(NativeCommands.bind(AllCommands.declared()));
    this.services = new Services(config, clock, commands, new RespEncoder());
    this.nodeListener = new NodeListener(() -> syncPolicy(config));
    this.storage =
        Storage.open(
            config.get(DurabilityOptions.DIR),
            Settings.storage(config),
            new ClockOfStorage(clock),
            new SplittableRandom(),
            nodeListener);
    logStart(storage.startReport());
    storage.beginEpoch(storage.nextEpoch());
    CommitWatermark watermark = nodeListener.begin(storage);
    storage.start(watermark::committedSequence, this::mayExpire, Server::thread);
    Settings.followLimits(config, storage.keyspace());
    storage.diskReserve().bytes(config.get(DurabilityOptions.DISK_RESERVE_SIZE));
    config.observe(DurabilityOptions.DISK_RESERVE_SIZE, storage.diskReserve()::bytes);
    config.observe(
        DurabilityOptions.APPENDFSYNC,
        policy -> storage.log().setSyncPolicy(Settings.syncPolicy(policy)));
    this.workers = new WorkerPool(WORKERS, Server::thread, storage::transaction);
    BlockedCalls blockedCalls = new BlockedCalls();
    Shared shared = shared(nodeListener.logRoom(), blockedCalls);
    this.metrics =
        new NodeMetrics(
            config,
            storage,
            watermark,
            services.recorder().metrics(),
            services.errors(),
            services.clients(),
            services.traffic());
    IoTransport transport = IoTransport.of(config.get(NetworkOptions.TRANSPORT));
    ServerAccess access = access(watermark, transport);
    this.listener =
        new Listener(
            transport,
            Settings.eventLoops(config),
            Server::thread,
            () -> new Dispatcher(shared, storage.transaction()),
            watermark,
            storage.log(),
            (outbox, client) -> services.clients().open(access, outbox, client),
            () -> Settings.requestLimits(config));
  }

  /// Recovers the data and listens.
  ///
  /// @throws IOException if the data or an address is not to be had
  public static Server start(Config config) throws IOException {
    Server server = new Server(config);
    List<InetSocketAddress> addresses =
        Settings.addresses(config.get(NetworkOptions.BIND), config.get(NetworkOptions.PORT));
    try {
      for (InetSocketAddress address : addresses) {
        server.listener.bind(address, config.get(NetworkOptions.TCP_BACKLOG));
        LOG.info("listening address={} protocol=resp", address);
      }
      server.serveMetrics();
    } catch (IOException e) {
      server.stop();
      throw e;
    }
    return server;
  }

  /// The addresses on which clients are served.
  public List<InetSocketAddress> addresses() {
    return listener.addresses();
  }

  /// Stops gracefully: no new requests, everything on disk, a clean mark. Returns when it is done.
  public void stop() {
    stop(true);
  }

  private void stop(boolean withCheckpoint) {
    if (!isStopping.compareAndSet(false, true)) {
      return;
    }
    LOG.info("stopping");
    try {
      services.close();
      listener.close();
      for (HttpEndpoint endpoint : endpoints) {
        endpoint.close();
      }
      workers.close();
      if (withCheckpoint) {
        storage.close(LAST_CHECKPOINT_MS);
      } else {
        storage.close();
      }
      LOG.info("stopped");
    } catch (IOException e) {
      LOG.error("stop failed", e);
    } finally {
      stopped.countDown();
    }
  }

  /// Waits until the node has stopped.
  public void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serveMetrics() throws IOException {
    int port = ObservabilityOptions.metricsPort(config);
    if (port == 0) {
      return;
    }
    Health health = new Health();
    health.addLive("log", this::logFailure);
    health.addReady("log", this::logFailure);
    List<InetSocketAddress> addresses =
        Settings.addresses(config.get(ObservabilityOptions.METRICS_BIND), port);
    endpoints.add(HttpEndpoint.start(addresses, metrics.metrics(), health));
    LOG.info("listening addresses={} protocol=http paths=/metrics,/live,/ready", addresses);
  }

  /// Why the log takes no writes; empty if it does.
  private String logFailure() {
    LogFailedException failure = storage.log().failure();
    return failure == null ? "" : String.valueOf(failure.getMessage());
  }

  private Shared shared(LogRoom logRoom, BlockedCalls blockedCalls) {
    return new Shared(
        commands,
        blockedCalls,
        workers,
        coldLoader(),
        logRoom,
        services.pause(),
        services.recorder(),
        storage.log()::appendedSequence,
        clock);
  }

  private ColdLoader coldLoader() {
    return new ColdLoadQueue(
        (keys, completion) -> storage.coldReader().load(keys, completion::done));
  }

  private ServerAccess access(CommitWatermark watermark, IoTransport transport) {
    NodeSaves saves = new NodeSaves(storage, clock);
    nodeListener.tell(saves);
    return services.begin(
        commands,
        new NodeFacts(
            NodeFacts.newRunId(),
            clock.wallMs(),
            config.get(NetworkOptions.PORT),
            transport.name(),
            Settings.eventLoops(config)),
        new NodeStorage(storage, watermark),
        saves,
        new NodeDebug(storage, workers, clock, switches),
        workers,
        withCheckpoint -> new Thread(() -> stop(withCheckpoint), "shutdown").start());
  }

  /// Whether keys may be expired now without anybody asking for them.
  private boolean mayExpire() {
    return switches.expires() && !services.pause().holdsWrites();
  }

  private static SyncPolicy syncPolicy(Config config) {
    return Settings.syncPolicy(config.get(DurabilityOptions.APPENDFSYNC));
  }

  private static Thread thread(Runnable work) {
    return new Thread(work);
  }

  private static void logStart(StartReport report) {
    LOG.info(
        "recovered keys={} redoSequence={} replayedBytes={} storeMs={} replayMs={}",
        report.keys(),
        report.redoSequence(),
        report.replayedBytes(),
        report.storeMs(),
        report.replayMs());
  }
}
