package io.trivet.server.command.server;

import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.StorageFacts;
import io.trivet.server.command.TrafficFacts;
import io.trivet.server.config.ObservabilityOptions;
import io.trivet.server.metrics.CommandTotals;
import io.trivet.server.metrics.LatencySnapshot;
import io.trivet.server.pubsub.ChannelKind;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// The sections of INFO that count: traffic, commands, their times, errors.
final class InfoStats {
  private static final double BYTES_PER_KILOBYTE = 1024;
  private static final double NS_PER_US = 1000;

  private InfoStats() {}

  static void traffic(InfoText text, ServerAccess server) {
    TrafficFacts traffic = server.traffic();
    StorageFacts storage = server.storage();
    text.section("Stats");
    text.field("total_connections_received", traffic.connectionsAccepted());
    text.field("total_commands_processed", traffic.commandsExecuted());
    text.field("instantaneous_ops_per_sec", traffic.commandsPerSecond());
    text.field("total_net_input_bytes", traffic.receivedBytes());
    text.field("total_net_output_bytes", traffic.sentBytes());
    text.zeros("total_net_repl_input_bytes", "total_net_repl_output_bytes");
    text.field(
        "instantaneous_input_kbps", traffic.receivedBytesPerSecond() / BYTES_PER_KILOBYTE, 2);
    text.field("instantaneous_output_kbps", traffic.sentBytesPerSecond() / BYTES_PER_KILOBYTE, 2);
    text.field("instantaneous_input_repl_kbps", 0, 2);
    text.field("instantaneous_output_repl_kbps", 0, 2);
    text.field("rejected_connections", traffic.connectionsRefused());
    text.zeros("sync_full", "sync_partial_ok", "sync_partial_err");
    text.field("expired_keys", storage.expiredKeys());
    text.field("expired_stale_perc", 0, 2);
    text.zeros("expired_time_cap_reached_count", "expire_cycle_cpu_milliseconds");
    text.field("evicted_keys", storage.evictedKeys());
    text.field("evicted_clients", traffic.evictedClients());
    text.field("client_query_buffer_limit_disconnections", traffic.closedForInput());
    text.field("client_output_buffer_limit_disconnections", traffic.closedForOutput());
    text.zeros("total_eviction_exceeded_time", "current_eviction_exceeded_time");
    text.field("keyspace_hits", storage.hits());
    text.field("keyspace_misses", storage.misses());
    text.field("pubsub_channels", server.channels().count(ChannelKind.CHANNEL));
    text.field("pubsub_patterns", server.channels().count(ChannelKind.PATTERN));
    text.field("pubsubshard_channels", server.channels().count(ChannelKind.SHARD));
    text.zeros("latest_fork_usec", "total_forks", "migrate_cached_sockets");
    text.zeros("slave_expires_tracked_keys", "active_defrag_hits", "active_defrag_misses");
    text.zeros("active_defrag_key_hits", "active_defrag_key_misses");
    text.zeros("total_active_defrag_time", "current_active_defrag_time");
    text.zeros("tracking_total_keys", "tracking_total_items", "tracking_total_prefixes");
    text.zeros("unexpected_error_replies");
    text.field(
        "total_error_replies",
        server.statistics().errors().sinceReset().values().stream()
            .mapToLong(Long::longValue)
            .sum());
    text.zeros("dump_payload_sanitizations", "total_reads_processed", "total_writes_processed");
    text.zeros("io_threaded_reads_processed", "io_threaded_writes_processed");
    text.zeros("reply_buffer_shrinks", "reply_buffer_expands");
    text.field("acl_access_denied_auth", server.authentication().failures());
    text.zeros("acl_access_denied_cmd");
    text.zeros("acl_access_denied_key", "acl_access_denied_channel");
  }

  static void commands(InfoText text, ServerAccess server) {
    text.section("Commandstats");
    server
        .statistics()
        .commands()
        .sinceReset()
        .forEach((name, totals) -> text.field("cmdstat_" + name, counts(totals)));
  }

  private static String counts(CommandTotals totals) {
    double us = totals.durations().sumNs() / NS_PER_US;
    return String.format(
        Locale.ROOT,
        "calls=%d,usec=%d,usec_per_call=%.2f,rejected_calls=%d,failed_calls=%d",
        totals.calls(),
        (long) us,
        totals.calls() == 0 ? 0 : us / totals.calls(),
        totals.rejectedCalls(),
        totals.failedCalls());
  }

  static void errors(InfoText text, ServerAccess server) {
    text.section("Errorstats");
    server
        .statistics()
        .errors()
        .sinceReset()
        .forEach((word, count) -> text.field("errorstat_" + word, "count=" + count));
  }

  static void latencies(InfoText text, ServerAccess server) {
    text.section("Latencystats");
    if (!server.config().get(ObservabilityOptions.LATENCY_TRACKING)) {
      return;
    }
    List<Double> percentiles =
        server.config().get(ObservabilityOptions.LATENCY_TRACKING_INFO_PERCENTILES);
    server
        .statistics()
        .commands()
        .sinceReset()
        .forEach((name, totals) -> {
          if (totals.calls() > 0) {
            text.field(
                "latency_percentiles_usec_" + name, percentiles(totals.durations(), percentiles));
          }
        });
  }

  private static String percentiles(LatencySnapshot durations, List<Double> percentiles) {
    StringJoiner line = new StringJoiner(",");
    for (double percent : percentiles) {
      line.add(
          String.format(
              Locale.ROOT,
              "p%s=%.3f",
              plain(percent),
              durations.percentileNs(percent) / NS_PER_US));
    }
    return line.toString();
  }

  /// Without a point and zeros that say nothing.
  private static String plain(double percent) {
    return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
  }
}
