package io.trivet.server;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.jraft.PeerIo;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.CommandTable;
import io.trivet.server.command.GroupAccess;
import io.trivet.server.command.SingleNode;
import io.trivet.server.config.Config;
import io.trivet.server.config.ConfigAccess;
import io.trivet.server.config.ConfigSetException;
import io.trivet.server.config.DurabilityOptions;
import io.trivet.server.config.GroupOptions;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.config.NetworkOptions;
import io.trivet.server.config.ObservabilityOptions;
import io.trivet.server.config.SecurityOptions;
import io.trivet.server.config.Setting;
import io.trivet.server.dispatch.Dispatcher;
import io.trivet.server.dispatch.NativeCommands;
import io.trivet.server.dispatch.Shared;
import io.trivet.server.failover.GroupNode;
import io.trivet.server.failover.MemberData;
import io.trivet.server.failover.NodeSurroundings;
import io.trivet.server.failover.RoleGate;
import io.trivet.server.metrics.Health;
import io.trivet.server.metrics.HttpEndpoint;
import io.trivet.server.metrics.MetricSpecs;
import io.trivet.server.metrics.Metrics;
import io.trivet.server.net.IoTransport;
import io.trivet.server.net.ListenAddress;
import io.trivet.server.net.Listener;
import io.trivet.server.resp.RespEncoder;
import io.trivet.server.session.BlockedCalls;
import io.trivet.server.time.Clock;
import io.trivet.server.time.SystemClock;
import io.trivet.server.tls.GroupTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node: storage, event loops, listeners, wired together.
///
/// A start opens one part after the other; if one is not to be had, all before it are closed.
///
/// Threads: started and stopped by any thread, once each.
public final class Server {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final Config config;
  private final Clock clock = new SystemClock();
  private final Metrics metrics = new Metrics();
  private final Health health = new Health();
  private final AtomicBoolean isStopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private volatile boolean isRestartWanted;

  /// Why no clients are served now; empty if they are.
  private volatile String absence = "the data is being recovered";

  private @Nullable HttpEndpoint http;
  private @Nullable NodeData data;
  private @Nullable GroupTls tls;
  private @Nullable GroupNode group;
  private @Nullable Services services;
  private @Nullable Listener listener;

  private Server(Config config) {
    this.config = config;
  }

  /// Recovers the data and listens.
  ///
  /// @throws IOException if the data or an address is not to be had; the message says what to
  ///   change
  public static Server start(Config config) throws IOException {
    Server server = new Server(config);
    boolean isStarted = false;
    try {
      server.open();
      isStarted = true;
      return server;
    } finally {
      if (!isStarted) {
        server.stop(false);
      }
    }
  }

  private void open() throws IOException {
    CommandTable commands = commands();
    IoTransport transport = transport();
    serveMetrics();
    LiveSettings settings = new LiveSettings(config);
    tls = groupTls();
    Services made = new Services(config, clock, commands, new RespEncoder());
    services = made;
    RoleGate gate = new RoleGate(clock::monoNs, () -> config.get(GroupOptions.CONFIRMED_READS));
    NodeData opened = openData(gate);
    Shared shared =
        new Shared(
            commands,
            new BlockedCalls(),
            opened.workers(),
            opened.coldLoader(),
            opened.logRoom(),
            made.pause(),
            made.recorder(),
            opened::appendedSequence,
            made::mayWrite,
            clock);
    NodeMetrics.bind(metrics, made);
    opened.bind(metrics, config);
    Listener clients =
        new Listener(
            transport,
            Settings.eventLoops(config),
            Server::thread,
            () -> new Dispatcher(shared, opened.transaction()),
            opened.watermark(),
            opened::endBatch,
            made::openSession,
            settings::connectionLimits);
    listener = clients;
    GroupAccess groupAccess =
        join(opened, gate, made, settings, surroundings(transport, clients, opened, made));
    made.begin(
        commands,
        facts(transport),
        opened,
        groupAccess,
        work -> opened.workers().submit(_ -> work.run()),
        withCheckpoint -> new Thread(() -> stop(withCheckpoint), "shutdown").start());
    listen(clients);
    if (group != null) {
      group.begin();
    }
    absence = "";
  }

  private @Nullable GroupTls groupTls() throws IOException {
    GroupSettings settings = GroupSettings.of(config);
    return settings == null ? null : GroupTls.of(config, settings, clock);
  }

  private NodeData openData(RoleGate gate) throws IOException {
    GroupSettings settings = GroupSettings.of(config);
    if (settings != null && settings.self().isVoter()) {
      data = new NoData(config, clock, Server::thread);
    } else {
      if (settings == null) {
        GroupNode.requireNoMember(config.get(DurabilityOptions.DIR));
      }
      data = StoredData.open(config, clock, new StorageTimes(metrics), gate, Server::thread);
    }
    health.addLive("log", data::failure);
    return data;
  }

  /// Begins to commit: alone, or as the group decides.
  private GroupAccess join(
      NodeData opened, RoleGate gate, Services made, LiveSettings live, NodeSurroundings node)
      throws IOException {
    GroupSettings settings = GroupSettings.of(config);
    if (settings == null) {
      if (opened instanceof StoredData stored) {
        stored.beginAlone(config);
        stored.start(() -> !made.pause().holdsWrites(), live, Server::thread);
      }
      return new SingleNode();
    }
    Path directory = config.get(DurabilityOptions.DIR);
    if (!(opened instanceof StoredData stored)) {
      GroupNode voter = GroupNode.start(settings, directory, node, null);
      group = voter;
      GroupMetrics.bind(metrics, voter, settings, tls);
      return voter.access();
    }
    MemberData copy = new MemberData(stored.storage(), stored.watermark(), gate);
    GroupNode joined = GroupNode.start(settings, directory, node, copy);
    group = joined;
    GroupMetrics.bind(metrics, joined, settings, tls);
    stored.progress(joined.logListener());
    stored.start(() -> joined.isServing() && !made.pause().holdsWrites(), live, Server::thread);
    return joined.access();
  }

  private NodeSurroundings surroundings(
      IoTransport transport, Listener clients, NodeData opened, Services made) {
    return new NodeSurroundings(
        new PeerIo(transport.handlers(), transport.serverChannel(), transport.channel()),
        tls,
        clients.eventLoop(),
        new NodeClients(
            clients,
            opened.workers(),
            made.pause(),
            made.announcement(config.get(GroupOptions.GROUP_ID)),
            config.get(GroupOptions.NODE_ID),
            clock),
        () -> GroupSettings.credentials(config),
        this::follow,
        clock,
        new SecureRandom(),
        Server::thread,
        () -> new Thread(this::restart, "restart").start(),
        NodeListener::stopProcess);
  }

  /// The group's policy wins over what this node's file says.
  private void follow(CommitPolicy policy) {
    List<Setting> settings = GroupSettings.followers(config, policy);
    if (!settings.isEmpty()) {
      LOG.info("policy of the group put in force options={}", settings);
      try {
        config.set(settings, ConfigAccess.LOCAL);
      } catch (ConfigSetException e) {
        throw new IllegalStateException("the group's policy " + policy + " is refused here", e);
      }
    }
  }

  /// The addresses on which clients are served.
  public List<InetSocketAddress> addresses() {
    Listener open = listener;
    return open == null ? List.of() : open.addresses();
  }

  /// The addresses of /metrics, /live and /ready.
  List<InetSocketAddress> metricsAddresses() {
    HttpEndpoint open = http;
    return open == null ? List.of() : open.addresses();
  }

  /// What `/metrics` shows.
  Metrics metrics() {
    return metrics;
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
    absence = "the server is stopping";
    try {
      closeParts(withCheckpoint);
      LOG.info("stopped");
    } catch (IOException e) {
      LOG.error("stop failed", e);
    } finally {
      stopped.countDown();
    }
  }

  /// Clients go first; the group, which ends a tenure on their event loops, before these; and
  /// storage, on whose memory all others work, last.
  private void closeParts(boolean withCheckpoint) throws IOException {
    if (listener != null) {
      listener.stopServing();
    }
    if (group != null) {
      group.close();
    }
    if (tls != null) {
      tls.close();
    }
    if (listener != null) {
      listener.close();
    }
    if (services != null) {
      services.close();
    }
    if (http != null) {
      http.close();
    }
    metrics.close();
    if (data != null) {
      data.close(withCheckpoint);
    }
  }

  /// Stops so that whoever waits starts a new one: there is other data on the disk.
  private void restart() {
    isRestartWanted = true;
    stop(false);
  }

  /// Waits until the node has stopped.
  ///
  /// @return whether it is to be started again, on what is on the disk now
  public boolean awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return isRestartWanted;
  }

  private CommandTable commands() throws IOException {
    List<CommandSpec> declared = NativeCommands.bind(AllCommands.declared());
    try {
      return CommandTable.of(declared, config.get(SecurityOptions.RENAME_COMMAND));
    } catch (IllegalArgumentException e) {
      throw new IOException("rename-command: " + e.getMessage(), e);
    }
  }

  private IoTransport transport() throws IOException {
    try {
      return IoTransport.of(config.get(NetworkOptions.TRANSPORT));
    } catch (IllegalStateException e) {
      throw new IOException(
          "transport: " + e.getMessage() + " on this machine: " + e.getCause() + "; use auto", e);
    }
  }

  private void listen(Listener clients) throws IOException {
    long mostClients = DescriptorLimit.mostClients();
    if (config.get(NetworkOptions.MAX_CLIENTS) > mostClients) {
      LOG.warn(
          "maxclients={} is more than ulimit -n lets in, about {}",
          config.get(NetworkOptions.MAX_CLIENTS),
          mostClients);
    }
    List<ListenAddress> wanted =
        Settings.addresses(
            config.get(NetworkOptions.BIND), config.get(NetworkOptions.PORT), "bind");
    for (ListenAddress each : wanted) {
      if (clients.bind(each, config.get(NetworkOptions.TCP_BACKLOG))) {
        LOG.info("listening address={} protocol=resp", each.address());
      }
    }
    if (clients.addresses().isEmpty()) {
      throw new IOException("bind: this machine has none of the addresses");
    }
  }

  private void serveMetrics() throws IOException {
    health.addReady("serving", () -> absence);
    metrics.bind(MetricSpecs.READY, () -> health.ready().isWell() ? 1 : 0);
    int port = ObservabilityOptions.metricsPort(config);
    if (port == 0) {
      return;
    }
    List<InetSocketAddress> addresses =
        Settings.addresses(config.get(ObservabilityOptions.METRICS_BIND), port, "metrics-bind")
            .stream()
            .map(ListenAddress::address)
            .toList();
    try {
      http = HttpEndpoint.start(addresses, metrics, health);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; change metrics-port or metrics-bind", e);
    }
    LOG.info("listening addresses={} protocol=http paths=/metrics,/live,/ready", addresses);
  }

  private NodeFacts facts(IoTransport transport) {
    return new NodeFacts(
        NodeFacts.newRunId(),
        clock.wallMs(),
        config.get(NetworkOptions.PORT),
        transport.name(),
        Settings.eventLoops(config));
  }

  private static Thread thread(Runnable work) {
    return new Thread(work);
  }
}
