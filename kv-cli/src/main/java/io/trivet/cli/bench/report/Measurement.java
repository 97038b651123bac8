package io.trivet.cli.bench.report;

import io.trivet.cli.bench.load.PhaseResult;
import org.jspecify.annotations.Nullable;

/// A phase on one server, with what it cost.
///
/// @param phase its name: `populate` or `run`
/// @param server cost of the server's process; null if it is not on this machine
/// @param generatorCpuNs processor time that the load generator used within the window
public record Measurement(
    String phase, PhaseResult result, @Nullable ServerCost server, long generatorCpuNs) {
  private static final double NS_PER_US = 1000;

  /// Operations per second.
  public double throughput() {
    return result.perSecond(result.operations());
  }

  /// Microseconds of the server's processor time per operation; NaN if unknown.
  public double serverCpuUs() {
    return server == null ? Double.NaN : perOperationUs(server.cpuNs());
  }

  /// Microseconds of the generator's processor time per operation.
  public double generatorCpuUs() {
    return perOperationUs(generatorCpuNs);
  }

  /// Growth of the server's resident memory per operation; NaN if unknown. For a phase that writes
  /// each key once into an empty server, these are the bytes of a key.
  public double grownBytes() {
    return server == null
        ? Double.NaN
        : (double) (server.residentAfterBytes() - server.residentBeforeBytes())
            / result.operations();
  }

  /// This measurement and a later one of the same phase, as if they were one.
  public Measurement plus(Measurement later) {
    ServerCost cost = server == null || later.server == null ? null : server.plus(later.server);
    return new Measurement(
        phase, result.plus(later.result), cost, generatorCpuNs + later.generatorCpuNs);
  }

  private double perOperationUs(long cpuNs) {
    return cpuNs / NS_PER_US / result.operations();
  }
}
