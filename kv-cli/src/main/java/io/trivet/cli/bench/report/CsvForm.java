package io.trivet.cli.bench.report;

import static io.trivet.cli.bench.report.Figures.fixed;

import io.trivet.cli.bench.load.CommandResult;
import io.trivet.cli.bench.load.PhaseResult;
import java.util.ArrayList;
import java.util.List;

/// A report as comma-separated values (RFC 4180, with line feeds). What is unknown is an empty
/// field.
///
/// A single server has a line for each command of each phase, and a line `all` after them; a
/// comparison has a line for each ratio.
final class CsvForm {
  private static final String SINGLE_NAMES =
      "server,software,phase,command,operations,errors,seconds,ops_per_second,mean_us,p50_us,p90_us,"
          + "p99_us,p999_us,max_us,server_cpu_us_per_op,generator_cpu_us_per_op,"
          + "resident_before_bytes,resident_after_bytes";
  private static final String RATIO_NAMES =
      "a,b,measure,command,unit,a_median,b_median,ratio_median,ratio_min,ratio_max,rounds";
  private static final double NS_PER_SECOND = 1e9;
  private static final int DECIMALS = 3;

  private CsvForm() {}

  static String render(Report report) {
    StringBuilder text = new StringBuilder();
    switch (report) {
      case Report.Single single -> {
        text.append(SINGLE_NAMES).append('\n');
        for (Measurement measurement : single.measurements()) {
          measurement(text, single.subject(), measurement);
        }
      }
      case Report.Compared compared -> {
        text.append(RATIO_NAMES).append('\n');
        compared.ratios().forEach(ratio -> ratio(text, compared, ratio));
      }
    }
    return text.toString();
  }

  private static void measurement(
      StringBuilder text, Report.Subject subject, Measurement measurement) {
    PhaseResult result = measurement.result();
    List<CommandResult> commands = new ArrayList<>(result.commands());
    commands.add(result.all());
    for (CommandResult command : commands) {
      ServerCost server = measurement.server();
      line(
          text,
          subject.address(),
          subject.software(),
          measurement.phase(),
          command.name(),
          Long.toString(command.operations()),
          Long.toString(command.errors()),
          number(result.elapsedNs() / NS_PER_SECOND),
          number(result.perSecond(command.operations())),
          number(command.meanUs()),
          number(command.percentileUs(50)),
          number(command.percentileUs(90)),
          number(command.percentileUs(99)),
          number(command.percentileUs(99.9)),
          number(command.maxUs()),
          number(measurement.serverCpuUs()),
          number(measurement.generatorCpuUs()),
          server == null ? "" : Long.toString(server.residentBeforeBytes()),
          server == null ? "" : Long.toString(server.residentAfterBytes()));
    }
  }

  private static void ratio(StringBuilder text, Report.Compared report, Ratio ratio) {
    line(
        text,
        report.a().address(),
        report.b().address(),
        ratio.measure(),
        ratio.command(),
        ratio.unit(),
        number(ratio.a()),
        number(ratio.b()),
        number(ratio.median()),
        number(ratio.min()),
        number(ratio.max()),
        Integer.toString(report.rounds().size()));
  }

  private static void line(StringBuilder text, String... fields) {
    for (int index = 0; index < fields.length; index++) {
      text.append(index == 0 ? "" : ",").append(quoted(fields[index]));
    }
    text.append('\n');
  }

  private static String number(double number) {
    return Double.isNaN(number) || Double.isInfinite(number) ? "" : fixed(number, DECIMALS);
  }

  private static String quoted(String field) {
    boolean isPlain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
