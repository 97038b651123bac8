package io.trivet.server.command.server;

import io.trivet.server.command.LatencyEvents.Event;
import io.trivet.server.command.LatencyEvents.Sample;
import java.util.List;
import java.util.stream.LongStream;

/// What LATENCY DOCTOR says: what was noted, and what to look at.
final class LatencyReport {

  private LatencyReport() {}

  /// @param thresholdMs of the option latency-monitor-threshold
  static String of(List<Event> events, long thresholdMs) {
    if (thresholdMs == 0) {
      return "Nothing is noted: latency-monitor-threshold is 0. CONFIG SET"
          + " latency-monitor-threshold <milliseconds> makes the server note what takes longer.\n";
    }
    if (events.isEmpty()) {
      return "Nothing took " + thresholdMs + " ms or longer so far.\n";
    }
    StringBuilder text = new StringBuilder();
    text.append("These took " + thresholdMs + " ms or longer:\n\n");
    int number = 1;
    for (Event event : events) {
      text.append(number++).append(". ").append(line(event)).append('\n');
    }
    text.append("\nSLOWLOG GET shows the commands that took long. Commands over many keys or large")
        .append(" values (KEYS, SORT, SMEMBERS of a large set) hold up the others of their event")
        .append(" loop; SCAN and its like work in pieces. A slow disk shows in the metrics")
        .append(
            " trivet_log_sync_duration_seconds and trivet_keyspace_cold_read_duration_seconds.\n");
    return text.toString();
  }

  private static String line(Event event) {
    double average = latencies(event).average().orElse(0);
    double deviation =
        latencies(event).mapToDouble(ms -> Math.abs(ms - average)).average().orElse(0);
    long spanSeconds = event.latest().atSeconds() - event.samples().getFirst().atSeconds();
    double period = (double) spanSeconds / event.samples().size();
    return "%s: %d latency spikes (average %.0fms, mean deviation %.0fms, period %.2f sec). Worst all time event %dms."
        .formatted(
            event.name(), event.samples().size(), average, deviation, period, event.worstMs());
  }

  private static LongStream latencies(Event event) {
    return event.samples().stream().mapToLong(Sample::latencyMs);
  }
}
