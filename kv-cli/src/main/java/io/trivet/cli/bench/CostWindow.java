package io.trivet.cli.bench;

import io.trivet.cli.bench.load.Window;
import io.trivet.cli.bench.process.LocalProcess;
import io.trivet.cli.bench.process.ProcessUse;
import io.trivet.cli.bench.report.ServerCost;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads what the server and the generator have used when counting begins and when it ends.
///
/// Threads: the one that runs the phase.
final class CostWindow implements Window {
  private final @Nullable LocalProcess server;
  private final @Nullable LocalProcess generator;
  private @Nullable ProcessUse serverBefore;
  private @Nullable ProcessUse serverAfter;
  private @Nullable ProcessUse generatorBefore;
  private @Nullable ProcessUse generatorAfter;

  CostWindow(@Nullable LocalProcess server, @Nullable LocalProcess generator) {
    this.server = server;
    this.generator = generator;
  }

  @Override
  public void opened() {
    serverBefore = use(server);
    generatorBefore = use(generator);
  }

  @Override
  public void closed() {
    serverAfter = use(server);
    generatorAfter = use(generator);
  }

  /// The server's cost, or null if it could not be read.
  @Nullable ServerCost serverCost() {
    ProcessUse before = serverBefore;
    ProcessUse after = serverAfter;
    return before == null || after == null
        ? null
        : new ServerCost(
            after.cpuNs() - before.cpuNs(), before.residentBytes(), after.residentBytes());
  }

  /// The generator's processor time, or 0 where there is no /proc.
  long generatorCpuNs() {
    ProcessUse before = generatorBefore;
    ProcessUse after = generatorAfter;
    return before == null || after == null ? 0 : after.cpuNs() - before.cpuNs();
  }

  /// A process that has ended has no use any more; the connections tell that it is gone.
  private static @Nullable ProcessUse use(@Nullable LocalProcess process) {
    try {
      return process == null ? null : process.use();
    } catch (IOException _) {
      return null;
    }
  }
}
