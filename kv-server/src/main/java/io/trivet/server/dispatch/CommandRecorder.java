package io.trivet.server.dispatch;

import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.CommandTable;
import io.trivet.server.metrics.CommandMetrics;
import io.trivet.server.metrics.CommandStats;
import io.trivet.server.resp.Request;
import io.trivet.server.session.LatencyMonitor;
import io.trivet.server.session.Monitors;
import io.trivet.server.session.Session;
import io.trivet.server.session.SlowLog;
import io.trivet.server.time.Clock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Counts commands and their times, each thread for itself; passes slow ones on to those who keep
/// them, and all to those who watch.
///
/// Threads: any.
public final class CommandRecorder implements CommandObserver {

  /// What one thread counts; written by it, read by any.
  private static final class OfThread {
    private static final VarHandle EXECUTED;

    static {
      try {
        EXECUTED = MethodHandles.lookup().findVarHandle(OfThread.class, "executed", long.class);
      } catch (ReflectiveOperationException absent) {
        throw new ExceptionInInitializerError(absent);
      }
    }

    private final CommandStats stats;
    private long executed;

    OfThread(CommandStats stats) {
      this.stats = stats;
    }

    void count() {
      EXECUTED.setOpaque(this, executed + 1);
    }

    long executed() {
      return (long) EXECUTED.getOpaque(this);
    }
  }

  private final Clock clock;
  private final SlowLog slowLog;
  private final LatencyMonitor latencies;
  private final Monitors monitors;
  private final CommandMetrics metrics;
  private final List<OfThread> threads = new CopyOnWriteArrayList<>();
  private final ThreadLocal<OfThread> mine = ThreadLocal.withInitial(this::newThread);

  /// A recorder of the commands of a table.
  public CommandRecorder(
      CommandTable commands,
      Clock clock,
      SlowLog slowLog,
      LatencyMonitor latencies,
      Monitors monitors) {
    this.clock = clock;
    this.slowLog = slowLog;
    this.latencies = latencies;
    this.monitors = monitors;
    this.metrics = new CommandMetrics(names(commands));
  }

  /// The counts by command.
  public CommandMetrics metrics() {
    return metrics;
  }

  /// How many commands were executed since the start.
  public long executed() {
    return threads.stream().mapToLong(OfThread::executed).sum();
  }

  @Override
  public void executed(
      CommandSpec spec, Session session, Request request, long durationNs, boolean failed) {
    OfThread own = mine.get();
    own.stats.record(spec.id(), durationNs, failed);
    own.count();
    if (slowLog.isSlow(durationNs)) {
      slowLog.note(spec, session, request, durationNs, clock.wallMs());
    }
    if (latencies.isLong(durationNs)) {
      String event = spec.has(CommandFlag.FAST) ? "fast-command" : "command";
      latencies.note(event, durationNs, clock.wallMs());
    }
    if (!monitors.isEmpty()) {
      monitors.show(spec, session, request, clock.wallUs());
    }
  }

  @Override
  public void rejected(CommandSpec spec) {
    mine.get().stats.reject(spec.id());
  }

  private OfThread newThread() {
    OfThread created = new OfThread(metrics.newStats());
    threads.add(created);
    return created;
  }

  private static List<String> names(CommandTable commands) {
    String[] names = new String[commands.size()];
    for (int id = 0; id < names.length; id++) {
      names[id] = commands.byId(id).name();
    }
    return List.of(names);
  }
}
