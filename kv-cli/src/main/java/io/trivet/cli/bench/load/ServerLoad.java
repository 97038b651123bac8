package io.trivet.cli.bench.load;

import java.util.List;
import java.util.function.LongSupplier;

/// The connections to one server. They stay open between phases, so that what is measured is never
/// their opening.
///
/// Threads: the one that created it.
public final class ServerLoad {
  private final List<LoadConnection> connections;
  private final List<LoadLoop> loops;
  private final LongSupplier nanoTime;

  ServerLoad(List<LoadConnection> connections, List<LoadLoop> loops, LongSupplier nanoTime) {
    this.connections = List.copyOf(connections);
    this.loops = List.copyOf(loops);
    this.nanoTime = nanoTime;
  }

  /// Runs a phase and returns what it measured, or what it had measured when it was cancelled.
  /// Connections that were lost before take no part, and are counted as lost again.
  ///
  /// @param phase with as many streams as there are connections
  /// @param window hears when counting begins and ends
  public PhaseResult run(Phase phase, Window window, Cancellation cancellation)
      throws InterruptedException {
    if (phase.streams().size() != connections.size()) {
      throw new IllegalArgumentException(
          phase.streams().size() + " streams for " + connections.size() + " connections");
    }
    return new PhaseRun(phase, connections, loops, nanoTime).run(window, cancellation);
  }
}
