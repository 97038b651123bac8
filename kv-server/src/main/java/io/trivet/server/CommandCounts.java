package io.trivet.server;

import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.CommandTable;
import io.trivet.server.dispatch.CommandObserver;
import io.trivet.server.metrics.CommandMetrics;
import io.trivet.server.metrics.CommandStats;
import io.trivet.server.resp.Request;
import io.trivet.server.session.Session;
import java.util.List;

/// Counts commands and their times, each thread for itself.
final class CommandCounts implements CommandObserver {

  private final CommandMetrics metrics;
  private final ThreadLocal<CommandStats> ofThread;

  CommandCounts(CommandTable commands) {
    String[] names = new String[commands.size()];
    for (int id = 0; id < names.length; id++) {
      names[id] = commands.byId(id).name();
    }
    metrics = new CommandMetrics(List.of(names));
    ofThread = ThreadLocal.withInitial(metrics::newStats);
  }

  CommandMetrics metrics() {
    return metrics;
  }

  @Override
  public void executed(
      CommandSpec spec, Session session, Request request, long durationNs, boolean failed) {
    ofThread.get().record(spec.id(), durationNs, failed);
  }

  @Override
  public void rejected(CommandSpec spec) {
    ofThread.get().reject(spec.id());
  }
}
