package io.trivet.server.command.server;

import io.trivet.server.command.ClientKind;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.ServerFacts;
import io.trivet.server.command.StorageFacts;
import io.trivet.server.config.MemoryOptions;
import io.trivet.server.config.NetworkOptions;
import java.util.concurrent.TimeUnit;

/// The sections of INFO about the server itself, its clients, and what it holds.
final class InfoServer {
  private static final long LRU_CLOCK_SECONDS = 1L << 24;

  private InfoServer() {}

  static void server(InfoText text, ServerAccess server) {
    ServerFacts facts = server.facts();
    long nowMs = server.clock().wallMs();
    long uptimeSeconds = TimeUnit.MILLISECONDS.toSeconds(nowMs - facts.startedAtMs());
    int hz = server.config().get(MemoryOptions.HZ);
    text.section("Server");
    text.field("redis_version", ServerFacts.REDIS_VERSION);
    text.field("trivet_version", facts.version());
    text.field("redis_git_sha1", "00000000");
    text.zeros("redis_git_dirty");
    text.field("redis_build_id", "0000000000000000");
    text.field("redis_mode", "standalone");
    text.field(
        "os",
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    text.field("arch_bits", 64);
    text.field("monotonic_clock", "System.nanoTime");
    text.field("multiplexing_api", facts.transport());
    text.field("java_version", System.getProperty("java.version"));
    text.field("process_id", facts.processId());
    text.field("process_supervised", "no");
    text.field("run_id", facts.runId());
    text.field("tcp_port", facts.port());
    text.field("server_time_usec", server.clock().wallUs());
    text.field("uptime_in_seconds", uptimeSeconds);
    text.field("uptime_in_days", TimeUnit.SECONDS.toDays(uptimeSeconds));
    text.field("hz", hz);
    text.field("configured_hz", hz);
    text.field("lru_clock", TimeUnit.MILLISECONDS.toSeconds(nowMs) & (LRU_CLOCK_SECONDS - 1));
    text.field("executable", System.getProperty("java.home") + "/bin/java");
    text.field("config_file", server.config().fileName());
    text.zeros("io_threads_active");
    text.field("trivet_event_loops", facts.eventLoops());
    text.field("listener0", "name=tcp,%sport=%d".formatted(bind(server), facts.port()));
  }

  private static String bind(ServerAccess server) {
    StringBuilder bind = new StringBuilder();
    for (String address : server.config().get(NetworkOptions.BIND)) {
      bind.append("bind=").append(address).append(',');
    }
    return bind.toString();
  }

  static void clients(InfoText text, ServerAccess server) {
    text.section("Clients");
    text.field("connected_clients", server.clients().count());
    text.zeros("cluster_connections");
    text.field("maxclients", server.config().get(NetworkOptions.MAX_CLIENTS));
    text.zeros("client_recent_max_input_buffer", "client_recent_max_output_buffer");
    text.field("blocked_clients", server.clients().blockedCount());
    text.zeros("tracking_clients");
    text.field(
        "pubsub_clients",
        server.clients().all().stream()
            .filter(client -> client.kind() == ClientKind.PUBSUB)
            .count());
    text.zeros("clients_in_timeout_table", "total_blocking_keys", "total_blocking_keys_on_nokey");
  }

  static void cpu(InfoText text, ServerAccess server) {
    text.section("CPU");
    text.field("used_cpu_sys", server.facts().cpuSystemSeconds(), 6);
    text.field("used_cpu_user", server.facts().cpuUserSeconds(), 6);
    text.field("used_cpu_sys_children", 0, 6);
    text.field("used_cpu_user_children", 0, 6);
    text.field("used_cpu_sys_main_thread", server.facts().cpuSystemSeconds(), 6);
    text.field("used_cpu_user_main_thread", server.facts().cpuUserSeconds(), 6);
  }

  static void modules(InfoText text, ServerAccess server) {
    text.section("Modules");
  }

  static void cluster(InfoText text, ServerAccess server) {
    text.section("Cluster");
    text.zeros("cluster_enabled");
  }

  static void keyspace(InfoText text, ServerAccess server) {
    StorageFacts storage = server.storage();
    text.section("Keyspace");
    for (int database = 0; database < storage.databases(); database++) {
      long keys = storage.keys(database);
      if (keys > 0) {
        text.field(
            "db" + database,
            "keys=%d,expires=%d,avg_ttl=0".formatted(keys, storage.expiringKeys(database)));
      }
    }
  }
}
