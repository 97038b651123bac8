package io.trivet.cli.bench;

import io.trivet.cli.bench.load.Cancellation;
import io.trivet.cli.bench.load.Greeting;
import io.trivet.cli.bench.load.LoadGenerator;
import io.trivet.cli.bench.load.Phase.Limit;
import io.trivet.cli.bench.report.Measurement;
import io.trivet.cli.bench.report.Report;
import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kv bench`: measures throughput, latency, processor time and memory of a server under load, or
/// compares two servers.
///
/// The report goes to stdout, progress to stderr. Interrupted (Ctrl-C), it reports what it has. The
/// exit code is 1 if a reply was an error or a connection was lost.
@Command(
    name = "bench",
    description = "Measures a server under load, or compares two.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  kv bench --populate --command get -P 16",
      "  kv bench 7001 --compare 7002 --populate --mix get=90,set=10 --rounds 5 --duration 5s",
      "  kv bench --command set --wait 1 --rate 20000"
    })
public final class Bench implements Callable<Integer> {
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private RunOptions run = new RunOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec);
    Map<String, String> described;
    Greeting greeting;
    ServerAddress address;
    try {
      load.check();
      run.check(load);
      described = load.described();
      run.describe(described);
      greeting = target.greeting();
      address = target.address();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
    PrintWriter out = command.commandLine().getOut();
    try (Interrupt interrupt = Interrupt.install()) {
      Report report = measure(address, greeting, described, interrupt.cancellation());
      out.print(run.format().render(report));
      out.flush();
      return report.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private Report measure(
      ServerAddress address,
      Greeting greeting,
      Map<String, String> described,
      Cancellation cancellation)
      throws IOException, InterruptedException {
    try (LoadGenerator generator = new LoadGenerator(load.threads(), System::nanoTime)) {
      BenchedServer a = BenchedServer.connect(address, generator, greeting, load);
      ServerAddress compared = target.compared();
      if (compared == null) {
        return measureOne(a, described, cancellation);
      }
      BenchedServer b = BenchedServer.connect(compared, generator, greeting, load);
      return new Comparison(a, b, run, this::tellProgress, cancellation).run(described);
    }
  }

  private Report measureOne(
      BenchedServer server, Map<String, String> described, Cancellation cancellation)
      throws InterruptedException {
    List<Measurement> measurements = new ArrayList<>();
    if (run.isPopulating()) {
      tellProgress("populating");
      measurements.add(server.populate(run, cancellation));
    }
    Limit warmup = run.warmup();
    if (run.isMeasuring() && warmup != null) {
      tellProgress("warming up");
      server.run(warmup, cancellation);
    }
    if (run.isMeasuring() && !cancellation.isCancelled()) {
      tellProgress("measuring");
      measurements.add(server.run(run.limit(), cancellation));
    }
    return new Report.Single(server.subject(), described, measurements);
  }

  private void tellProgress(String step) {
    if (!run.isQuiet() && spec != null) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(step + " ...");
      err.flush();
    }
  }
}
