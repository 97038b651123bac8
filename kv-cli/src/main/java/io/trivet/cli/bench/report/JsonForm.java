package io.trivet.cli.bench.report;

import io.trivet.cli.bench.load.CommandResult;
import io.trivet.cli.bench.load.PhaseResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A report as one JSON object. What is unknown is null.
///
/// ```
/// single:   { server, load, phases: [PHASE...], clean }
/// compared: { a, b, load, ratios: [RATIO...], populate: [ROUND], rounds: [ROUND...], clean }
/// ROUND:    { a: PHASE, b: PHASE }
/// ```
final class JsonForm {
  private static final double NS_PER_SECOND = 1e9;
  private static final double[] PERCENTILES = {50, 90, 95, 99, 99.9, 99.99};

  private JsonForm() {}

  static String render(Report report) {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    switch (report) {
      case Report.Single single -> {
        root.put("server", subject(single.subject()));
        root.put("load", single.load());
        root.put("phases", single.measurements().stream().map(JsonForm::phase).toList());
      }
      case Report.Compared compared -> {
        root.put("a", subject(compared.a()));
        root.put("b", subject(compared.b()));
        root.put("load", compared.load());
        root.put("ratios", compared.ratios().stream().map(JsonForm::ratio).toList());
        root.put("populate", rounds(compared.populate()));
        root.put("rounds", rounds(compared.rounds()));
      }
    }
    root.put("clean", report.isClean());
    return JsonText.of(root);
  }

  private static List<Map<String, Object>> rounds(List<Round> rounds) {
    return rounds.stream().map(JsonForm::round).toList();
  }

  private static Map<String, Object> round(Round round) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("a", phase(round.a()));
    object.put("b", phase(round.b()));
    return object;
  }

  private static Map<String, Object> subject(Report.Subject subject) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("address", subject.address());
    object.put("software", subject.software());
    return object;
  }

  private static Map<String, @Nullable Object> phase(Measurement measurement) {
    PhaseResult result = measurement.result();
    ServerCost server = measurement.server();
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("phase", measurement.phase());
    object.put("seconds", result.elapsedNs() / NS_PER_SECOND);
    object.put("operations", result.operations());
    object.put("ops_per_second", measurement.throughput());
    object.put("null_replies", result.nulls());
    object.put("unsent", result.unsent());
    object.put("lost_connections", result.lostConnections());
    object.put("errors", result.errorTexts());
    object.put("server_cpu_us_per_op", measurement.serverCpuUs());
    object.put(
        "server_resident_before_bytes", server == null ? null : server.residentBeforeBytes());
    object.put("server_resident_after_bytes", server == null ? null : server.residentAfterBytes());
    object.put("generator_cpu_us_per_op", measurement.generatorCpuUs());
    object.put(
        "commands", result.commands().stream().map(command -> command(result, command)).toList());
    object.put("all", command(result, result.all()));
    return object;
  }

  private static Map<String, Object> command(PhaseResult result, CommandResult command) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("command", command.name());
    object.put("operations", command.operations());
    object.put("errors", command.errors());
    object.put("ops_per_second", result.perSecond(command.operations()));
    object.put("mean_us", command.meanUs());
    for (double percentile : PERCENTILES) {
      String digits = Double.toString(percentile).replace(".0", "").replace(".", "");
      object.put("p" + digits + "_us", command.percentileUs(percentile));
    }
    object.put("max_us", command.maxUs());
    return object;
  }

  private static Map<String, Object> ratio(Ratio ratio) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("measure", ratio.measure());
    object.put("command", ratio.command());
    object.put("unit", ratio.unit());
    object.put("a", ratio.a());
    object.put("b", ratio.b());
    object.put("median", ratio.median());
    object.put("min", ratio.min());
    object.put("max", ratio.max());
    return object;
  }
}
