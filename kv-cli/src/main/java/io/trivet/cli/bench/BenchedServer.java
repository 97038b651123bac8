package io.trivet.cli.bench;

import io.trivet.cli.bench.load.Cancellation;
import io.trivet.cli.bench.load.Greeting;
import io.trivet.cli.bench.load.LoadGenerator;
import io.trivet.cli.bench.load.Phase;
import io.trivet.cli.bench.load.Phase.Limit;
import io.trivet.cli.bench.load.PhaseResult;
import io.trivet.cli.bench.load.ServerLoad;
import io.trivet.cli.bench.process.LocalProcess;
import io.trivet.cli.bench.process.ServerFacts;
import io.trivet.cli.bench.report.Measurement;
import io.trivet.cli.bench.report.Report.Subject;
import io.trivet.cli.bench.workload.OperationStream;
import io.trivet.cli.bench.workload.Workload;
import io.trivet.cli.resp.RespClient;
import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One server under load: its connections, its process where it is on this machine, and the
/// operations that it gets. Its streams run on from one phase to the next, so that a warm-up does
/// not prepare the very keys that are measured.
final class BenchedServer {
  private static final int INFO_TIMEOUT_MS = 10_000;

  private final Subject subject;
  private final @Nullable LocalProcess process;
  private final ServerLoad load;
  private final LoadOptions options;
  private final Workload workload;
  private final List<OperationStream> streams;

  private BenchedServer(
      Subject subject, @Nullable LocalProcess process, ServerLoad load, LoadOptions options) {
    this.subject = subject;
    this.process = process;
    this.load = load;
    this.options = options;
    this.workload = options.workload();
    this.streams = workload.streams(options.connections(), options.seed());
  }

  /// Connects to a server.
  ///
  /// @throws IOException if it cannot be reached or refuses the greeting
  static BenchedServer connect(
      ServerAddress address, LoadGenerator generator, Greeting greeting, LoadOptions options)
      throws IOException, InterruptedException {
    ServerLoad load = generator.connect(address, options.connections(), greeting);
    ServerFacts facts = ask(address, greeting);
    Subject subject = new Subject(address.toString(), facts.software());
    return new BenchedServer(subject, LocalProcess.find(address, facts), load, options);
  }

  Subject subject() {
    return subject;
  }

  /// Writes each key once.
  Measurement populate(RunOptions run, Cancellation cancellation) throws InterruptedException {
    Workload filling = run.filling(options);
    Phase phase =
        new Phase(
            filling.commandNames(),
            filling.streams(options.connections(), options.seed()),
            filling.maxOperationBytes(),
            run.populatePipeline(filling.maxOperationBytes()),
            new Phase.ForOperations(filling.layout().keys()),
            0,
            null);
    return measure("populate", phase, cancellation);
  }

  /// Runs the load for a while, and measures it.
  Measurement run(Limit limit, Cancellation cancellation) throws InterruptedException {
    Phase phase =
        new Phase(
            workload.commandNames(),
            streams,
            workload.maxOperationBytes(),
            options.pipeline(),
            limit,
            options.operationsPerSecond(),
            options.replication());
    return measure("run", phase, cancellation);
  }

  private Measurement measure(String name, Phase phase, Cancellation cancellation)
      throws InterruptedException {
    CostWindow window = new CostWindow(process, LocalProcess.self());
    PhaseResult result = load.run(phase, window, cancellation);
    return new Measurement(name, result, window.serverCost(), window.generatorCpuNs());
  }

  private static ServerFacts ask(ServerAddress address, Greeting greeting) throws IOException {
    try (RespClient client = RespClient.connect(address.host(), address.port(), INFO_TIMEOUT_MS)) {
      for (List<String> words : greeting.commands()) {
        client.call(words.toArray(String[]::new));
      }
      return ServerFacts.ask(client);
    }
  }
}
