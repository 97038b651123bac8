package io.trivet.server;

import io.trivet.server.command.CommandTable;
import io.trivet.server.command.GroupAccess;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.ServingState;
import io.trivet.server.command.Statistics;
import io.trivet.server.command.StopControl;
import io.trivet.server.config.Config;
import io.trivet.server.config.ObservabilityOptions;
import io.trivet.server.config.SecurityOptions;
import io.trivet.server.dispatch.CommandRecorder;
import io.trivet.server.metrics.ErrorMetrics;
import io.trivet.server.metrics.StatisticsReset;
import io.trivet.server.pubsub.Channels;
import io.trivet.server.pubsub.PrimaryAnnouncement;
import io.trivet.server.resp.RespEncoder;
import io.trivet.server.session.ClientLink;
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
import io.trivet.server.time.Clock;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the commands of a node see of it, wired together, and the regular look at its clients.
///
/// Threads: made by one thread; the parts say for themselves.
final class Services implements AutoCloseable {
  private static final long SWEEP_MS = 1_000;

  private final Config config;
  private final Clock clock;
  private final SlowLog slowLog;
  private final LatencyMonitor latencies;
  private final Monitors monitors = new Monitors();
  private final ErrorMetrics errors = new ErrorMetrics();
  private final StatisticsReset reset = new StatisticsReset();
  private final Channels channels = new Channels();
  private final ClientPause pause;
  private final CommandRecorder recorder;
  private final Traffic traffic;
  private final ClientRegistry clients;
  private volatile @Nullable ServerAccess access;
  private final ScheduledExecutorService sweeps =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "clients"));

  Services(Config config, Clock clock, CommandTable commands, RespEncoder encoder) {
    this.config = config;
    this.clock = clock;
    this.slowLog =
        new SlowLog(
            config.get(ObservabilityOptions.SLOWLOG_LOG_SLOWER_THAN),
            config.get(ObservabilityOptions.SLOWLOG_MAX_LEN));
    this.latencies = new LatencyMonitor(config.get(ObservabilityOptions.LATENCY_MONITOR_THRESHOLD));
    this.pause = new ClientPause(clock);
    this.recorder = new CommandRecorder(commands, clock, slowLog, latencies, monitors);
    this.traffic = new Traffic(recorder::executed);
    this.clients = new ClientRegistry(traffic, monitors, encoder);
    observeOptions();
  }

  ClientPause pause() {
    return pause;
  }

  CommandRecorder recorder() {
    return recorder;
  }

  ErrorMetrics errors() {
    return errors;
  }

  Traffic traffic() {
    return traffic;
  }

  ClientRegistry clients() {
    return clients;
  }

  /// Puts together what commands see; from now on clients may come, and are looked at each second.
  void begin(
      CommandTable commands,
      NodeFacts facts,
      NodeData data,
      GroupAccess group,
      Executor background,
      StopControl stops) {
    reset.add(recorder.metrics()::reset);
    reset.add(errors::reset);
    reset.add(traffic::reset);
    reset.add(data::resetCounters);
    ServerAccess made =
        new ServerParts(
            commands,
            config,
            clock,
            facts,
            data.figures(),
            traffic,
            new Statistics(recorder.metrics(), errors, reset),
            new PasswordAuthentication(() -> config.get(SecurityOptions.REQUIREPASS), clock),
            clients,
            pause,
            channels,
            slowLog,
            latencies,
            background,
            data.saves(),
            stops,
            group,
            data.debugging());
    var _ =
        sweeps.scheduleWithFixedDelay(() -> sweep(made), SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
    access = made;
  }

  /// Whether commands may change data now. Cheap: asked for each.
  boolean mayWrite() {
    ServerAccess present = access;
    return present != null && present.group().serving() instanceof ServingState.Serving;
  }

  /// Tells clients who listen for it of changes of the primary.
  PrimaryAnnouncement announcement(String groupId) {
    return new PrimaryAnnouncement(channels, groupId);
  }

  /// The session of a client that has connected.
  Session openSession(Outbox outbox, ClientLink client) {
    return clients.open(Objects.requireNonNull(access, "access"), outbox, client);
  }

  @Override
  public void close() {
    sweeps.shutdownNow();
  }

  private void sweep(ServerAccess access) {
    clients.sweep(access);
    access.storage().keyspaceBytes(); // so that the peak is seen
  }

  private void observeOptions() {
    config.observe(ObservabilityOptions.SLOWLOG_LOG_SLOWER_THAN, slowLog::thresholdUs);
    config.observe(ObservabilityOptions.SLOWLOG_MAX_LEN, slowLog::maxEntries);
    config.observe(ObservabilityOptions.LATENCY_MONITOR_THRESHOLD, latencies::thresholdMs);
  }
}
