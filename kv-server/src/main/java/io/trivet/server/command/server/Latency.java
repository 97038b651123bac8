package io.trivet.server.command.server;

import static io.trivet.server.command.Arguments.bytes;
import static io.trivet.server.command.Arguments.repeated;

import io.trivet.server.command.BytesArg;
import io.trivet.server.command.Call;
import io.trivet.server.command.CommandFlag;
import io.trivet.server.command.CommandGroup;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.Help;
import io.trivet.server.command.LatencyEvents.Event;
import io.trivet.server.command.LatencyEvents.Sample;
import io.trivet.server.command.Repeated;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.config.ObservabilityOptions;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// LATENCY: the events that took long. HISTOGRAM, which shows commands, has a class of its own.
final class Latency {
  private static final BytesArg HISTORY_EVENT = bytes("event");
  private static final BytesArg GRAPH_EVENT = bytes("event");
  private static final Repeated EVENTS = repeated("event", bytes("event")).optional();

  private static final CommandSpec LATEST =
      subcommand("LATEST", "2.8.13")
          .summary("Shows the newest sample of each kind of event.")
          .complexity("O(1)")
          .hints("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
          .handler(Latency::latest);

  private static final CommandSpec HISTORY =
      subcommand("HISTORY", "2.8.13")
          .summary("Shows the samples of a kind of event.")
          .complexity("O(1)")
          .hints("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
          .arguments(HISTORY_EVENT)
          .handler(Latency::history);

  private static final CommandSpec RESET =
      subcommand("RESET", "2.8.13")
          .summary("Forgets the samples of kinds of events, or of all.")
          .complexity("O(1)")
          .hints("request_policy:all_nodes", "response_policy:agg_sum")
          .arguments(EVENTS)
          .handler(Latency::reset);

  private static final CommandSpec GRAPH =
      subcommand("GRAPH", "2.8.13")
          .summary("Draws the samples of a kind of event.")
          .complexity("O(1)")
          .hints("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
          .arguments(GRAPH_EVENT)
          .handler(Latency::graph);

  private static final CommandSpec DOCTOR =
      subcommand("DOCTOR", "2.8.13")
          .summary("Says in words what took long, and what to do about it.")
          .complexity("O(1)")
          .hints("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
          .handler(Latency::report);

  static final CommandSpec SPEC =
      CommandSpec.named("LATENCY")
          .since("2.8.13")
          .group(CommandGroup.SERVER)
          .summary("Commands about what took long.")
          .complexity("Depends on the subcommand.")
          .subcommands(
              DOCTOR,
              GRAPH,
              Help.of("LATENCY", "2.8.13", CommandGroup.SERVER),
              LatencyHistograms.SPEC,
              HISTORY,
              LATEST,
              RESET)
          .container();

  private Latency() {}

  /// Begins the declaration of a subcommand of LATENCY.
  static CommandSpec.Builder subcommand(String name, String since) {
    return CommandSpec.named("LATENCY|" + name)
        .since(since)
        .group(CommandGroup.SERVER)
        .flags(CommandFlag.ADMIN, CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE);
  }

  private static Reply latest(Call call, ServerAccess server) {
    List<Reply> events = new ArrayList<>();
    for (Event event : server.latencies().all()) {
      events.add(
          Reply.array(
              Reply.bulk(event.name()),
              Reply.integer(event.latest().atSeconds()),
              Reply.integer(event.latest().latencyMs()),
              Reply.integer(event.worstMs())));
    }
    return Reply.array(events);
  }

  private static Reply history(Call call, ServerAccess server) {
    List<Reply> samples = new ArrayList<>();
    for (Sample sample : server.latencies().history(call.get(HISTORY_EVENT).toString())) {
      samples.add(
          Reply.array(Reply.integer(sample.atSeconds()), Reply.integer(sample.latencyMs())));
    }
    return Reply.array(samples);
  }

  private static Reply reset(Call call, ServerAccess server) {
    List<String> names =
        call.has(EVENTS) ? call.all(EVENTS).stream().map(Bytes::toString).toList() : List.of();
    return Reply.integer(server.latencies().reset(names));
  }

  private static Reply graph(Call call, ServerAccess server) {
    String name = call.get(GRAPH_EVENT).toString();
    for (Event event : server.latencies().all()) {
      if (event.name().equalsIgnoreCase(name)) {
        return Reply.verbatim(LatencyGraph.of(event, server.clock().wallMs() / 1000));
      }
    }
    throw new CommandError(ErrorText.LATENCY_NO_EVENT, name);
  }

  private static Reply report(Call call, ServerAccess server) {
    long thresholdMs = server.config().get(ObservabilityOptions.LATENCY_MONITOR_THRESHOLD);
    return Reply.verbatim(LatencyReport.of(server.latencies().all(), thresholdMs));
  }
}
