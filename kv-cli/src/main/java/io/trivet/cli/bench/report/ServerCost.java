package io.trivet.cli.bench.report;

/// What a phase cost the server's process.
///
/// @param cpuNs processor time used within the window
/// @param residentBeforeBytes resident memory when the window opened
/// @param residentAfterBytes resident memory when it closed
public record ServerCost(long cpuNs, long residentBeforeBytes, long residentAfterBytes) {
  /// This cost and that of a later phase, as if they were one.
  public ServerCost plus(ServerCost later) {
    return new ServerCost(cpuNs + later.cpuNs, residentBeforeBytes, later.residentAfterBytes);
  }
}
