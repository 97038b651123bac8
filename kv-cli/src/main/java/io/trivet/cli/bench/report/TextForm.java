package io.trivet.cli.bench.report;

import static io.trivet.cli.bench.report.Figures.fixed;
import static io.trivet.cli.bench.report.Figures.shortened;

import io.trivet.cli.bench.load.CommandResult;
import io.trivet.cli.bench.load.PhaseResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// A report for people.
final class TextForm {
  private static final double BYTES_PER_MIB = 1 << 20;

  private TextForm() {}

  static String render(Report report) {
    return switch (report) {
      case Report.Single single -> single(single);
      case Report.Compared compared -> compared(compared);
    };
  }

  private static String single(Report.Single report) {
    StringBuilder text = new StringBuilder();
    text.append(subject(report.subject())).append('\n').append(load(report)).append('\n');
    for (Measurement measurement : report.measurements()) {
      text.append('\n').append(measurement(measurement));
    }
    return text.append(faults(report)).toString();
  }

  private static String compared(Report.Compared report) {
    StringBuilder text = new StringBuilder();
    text.append("A  ").append(subject(report.a())).append('\n');
    text.append("B  ").append(subject(report.b())).append('\n');
    text.append(load(report)).append('\n').append('\n');
    if (report.ratios().isEmpty()) {
      return text.append("no round was completed\n").append(faults(report)).toString();
    }
    TextTable table = new TextTable().line("measure", "unit", "A", "B", "A/B", "min", "max");
    for (Ratio ratio : report.ratios()) {
      boolean isOfCommands = ratio.measure().startsWith("p") && ratio.unit().equals("us");
      String command = isOfCommands ? ratio.command() + " " : "";
      table.line(
          command + ratio.measure(),
          ratio.unit(),
          shortened(ratio.a()),
          shortened(ratio.b()),
          fixed(ratio.median(), 3),
          fixed(ratio.min(), 3),
          fixed(ratio.max(), 3));
    }
    text.append(table.render());
    text.append("medians over ").append(report.rounds().size()).append(" rounds of A B B A; ");
    text.append("A/B above 1 favours A in op/s, below 1 in all else\n");
    return text.append(faults(report)).toString();
  }

  private static String subject(Report.Subject subject) {
    return subject.address() + "  " + subject.software();
  }

  private static String load(Report report) {
    return report.load().entrySet().stream()
        .map(option -> option.getKey() + " " + option.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String measurement(Measurement measurement) {
    PhaseResult result = measurement.result();
    TextTable table =
        new TextTable()
            .line(
                measurement.phase(),
                "operations",
                "op/s",
                "mean us",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "max",
                "errors");
    result.commands().forEach(command -> command(table, result, command));
    if (result.commands().size() > 1) {
      command(table, result, result.all());
    }
    return table.render() + cost(measurement);
  }

  private static void command(TextTable table, PhaseResult result, CommandResult command) {
    table.line(
        command.name(),
        Long.toString(command.operations()),
        shortened(result.perSecond(command.operations())),
        shortened(command.meanUs()),
        shortened(command.percentileUs(50)),
        shortened(command.percentileUs(90)),
        shortened(command.percentileUs(99)),
        shortened(command.percentileUs(99.9)),
        shortened(command.maxUs()),
        Long.toString(command.errors()));
  }

  private static String cost(Measurement measurement) {
    StringBuilder text = new StringBuilder();
    ServerCost server = measurement.server();
    if (server == null) {
      text.append("server: not a process of this machine that could be told; no CPU, no memory\n");
    } else {
      text.append("server: ").append(shortened(measurement.serverCpuUs()));
      text.append(" us of CPU per operation, resident ");
      text.append(fixed(server.residentBeforeBytes() / BYTES_PER_MIB, 1)).append(" MiB before, ");
      text.append(fixed(server.residentAfterBytes() / BYTES_PER_MIB, 1)).append(" MiB after");
      if (measurement.phase().equals("populate")) {
        text.append(", ").append(fixed(measurement.grownBytes(), 1)).append(" bytes a key");
      }
      text.append('\n');
    }
    text.append("generator: ").append(shortened(measurement.generatorCpuUs()));
    return text.append(" us of CPU per operation\n").toString();
  }

  /// What went wrong, or is worth a second look.
  private static String faults(Report report) {
    StringBuilder text = new StringBuilder();
    Map<String, Long> errors = new LinkedHashMap<>();
    long nulls = sum(report, PhaseResult::nulls);
    long unsent = sum(report, PhaseResult::unsent);
    int lost = 0;
    for (Measurement measurement : report.measurements()) {
      measurement.result().errorTexts().forEach((error, n) -> errors.merge(error, n, Long::sum));
      lost = Math.max(lost, measurement.result().lostConnections());
    }
    errors.forEach(
        (error, n) -> text.append("error: ").append(n).append(" x ").append(error).append('\n'));
    if (lost > 0) {
      text.append("error: ").append(lost).append(" connections were lost\n");
    }
    if (nulls > 0) {
      text.append("note: ").append(nulls);
      text.append(" replies were null: keys that are not there; --populate fills those of get\n");
    }
    if (unsent > 0) {
      text.append("note: ").append(unsent);
      text.append(" operations were due at the end and not yet sent; if these are many, the rate");
      text.append(" is above what the server or the generator can do\n");
    }
    return text.toString();
  }

  private static long sum(Report report, ToLongFunction<PhaseResult> value) {
    List<Measurement> measurements = report.measurements();
    return measurements.stream().map(Measurement::result).mapToLong(value).sum();
  }
}
