package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.Call;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.metrics.CommandTotals;
import io.trivet.server.metrics.LatencySnapshot;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// LATENCY HISTOGRAM: how the times of commands are distributed.
final class LatencyHistograms {
  private static final int LAST_POWER = 40;
  private static final long FIRST_BUCKET_NS = 1024;

  private static final Repeated NAMES = repeated("COMMAND", bytes("COMMAND")).optional();

  static final CommandSpec SPEC =
      Latency.subcommand("HISTOGRAM", "7.0.0")
          .summary("Shows how the times of commands are distributed.")
          .complexity("O(N) where N is the number of commands shown")
          .hints("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
          .arguments(NAMES)
          .handler(LatencyHistograms::execute);

  private LatencyHistograms() {}

  /// Replies with a map of commands; those that nobody called are left out.
  private static Reply execute(Call call, ServerAccess server) {
    Map<String, CommandTotals> totals = server.statistics().commands().sinceReset();
    List<Reply> map = new ArrayList<>();
    for (String name : names(call, server)) {
      CommandTotals found = totals.get(name);
      if (found != null && found.calls() > 0) {
        map.add(Reply.bulk(name));
        map.add(histogram(found.durations()));
      }
    }
    return Reply.map(map);
  }

  /// The full names of the commands asked for, a container's with those of its subcommands.
  private static List<String> names(Call call, ServerAccess server) {
    List<CommandSpec> specs = new ArrayList<>();
    if (!call.has(NAMES)) {
      specs.addAll(server.commands().commands());
    }
    for (Bytes name : call.has(NAMES) ? call.all(NAMES) : List.<Bytes>of()) {
      CommandSpec spec = server.commands().find(name.toString().toLowerCase(Locale.ROOT));
      if (spec != null) {
        specs.add(spec);
      }
    }
    List<String> names = new ArrayList<>();
    for (CommandSpec spec : specs) {
      names.add(spec.name());
      spec.subcommands().forEach(child -> names.add(child.name()));
    }
    return names;
  }

  /// Counts of calls that took up to so many microseconds, at powers of two, where they change.
  private static Reply histogram(LatencySnapshot durations) {
    List<Reply> counts = new ArrayList<>();
    long before = 0;
    for (int power = 0; power <= LAST_POWER && before < durations.count(); power++) {
      long upTo = durations.countBelow(FIRST_BUCKET_NS << power);
      if (upTo > before) {
        counts.add(Reply.integer(1L << power));
        counts.add(Reply.integer(upTo));
        before = upTo;
      }
    }
    return Reply.map(
        Reply.bulk("calls"),
        Reply.integer(durations.count()),
        Reply.bulk("histogram_usec"),
        Reply.map(counts));
  }
}
