package io.trivet.server.metrics;

import static io.trivet.server.metrics.MetricSpec.counter;
import static io.trivet.server.metrics.MetricSpec.gauge;
import static io.trivet.server.metrics.MetricSpec.histogram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// All metrics of our own, in the order of docs/metrics.md.
public final class MetricSpecs {
  public static final MetricSpec COMMAND_DURATION =
      histogram("trivet_command_duration_seconds", "Time a command took to execute.").by("command");
  public static final MetricSpec COMMAND_FAILURES =
      counter("trivet_command_failures_total", "Executed commands that answered with an error.")
          .by("command");
  public static final MetricSpec COMMAND_REJECTIONS =
      counter(
              "trivet_command_rejections_total",
              "Commands that were answered with an error instead of being executed.")
          .by("command");
  public static final MetricSpec ERRORS =
      counter("trivet_errors_total", "Errors that clients were answered, by their first word.")
          .by("error");

  public static final MetricSpec CONNECTIONS =
      gauge("trivet_connections", "Connections of clients that are open.");
  public static final MetricSpec CONNECTIONS_BLOCKED =
      gauge("trivet_connections_blocked", "Connections that wait in a blocking command.");
  public static final MetricSpec CONNECTIONS_ACCEPTED =
      counter("trivet_connections_accepted_total", "Connections accepted.");
  public static final MetricSpec CONNECTIONS_REFUSED =
      counter(
          "trivet_connections_refused_total",
          "Connections closed at once, for maxclients or for protected-mode.");
  public static final MetricSpec NETWORK_RECEIVED =
      counter("trivet_network_received_bytes_total", "Bytes received from clients.");
  public static final MetricSpec NETWORK_SENT =
      counter("trivet_network_sent_bytes_total", "Bytes sent to clients.");

  public static final MetricSpec KEYS =
      gauge("trivet_keyspace_keys", "Keys, in memory or only on disk.").by("db");
  public static final MetricSpec EXPIRING_KEYS =
      gauge("trivet_keyspace_expiring_keys", "Keys that will expire.").by("db");
  public static final MetricSpec HITS =
      counter("trivet_keyspace_hits_total", "Reads that found their key.");
  public static final MetricSpec MISSES =
      counter("trivet_keyspace_misses_total", "Reads that did not find their key.");
  public static final MetricSpec EXPIRED =
      counter("trivet_keyspace_expired_keys_total", "Keys removed because their time had come.");
  public static final MetricSpec EVICTED =
      counter("trivet_keyspace_evicted_keys_total", "Keys deleted for memory.");
  public static final MetricSpec COOLED =
      counter("trivet_keyspace_cooled_keys_total", "Keys that left memory and stay on disk.");
  public static final MetricSpec COLD_READS =
      counter("trivet_keyspace_cold_reads_total", "Keys looked up on disk.");
  public static final MetricSpec COLD_READ_DURATION =
      histogram(
          "trivet_keyspace_cold_read_duration_seconds",
          "Time from a miss in memory to the answer of the disk.");

  public static final MetricSpec LOG_APPENDED =
      gauge("trivet_log_appended_sequence", "End of the log: a byte position that only grows.");
  public static final MetricSpec LOG_WRITTEN =
      gauge("trivet_log_written_sequence", "Up to where the operating system has the log.");
  public static final MetricSpec LOG_DURABLE =
      gauge("trivet_log_durable_sequence", "Up to where the log is on disk.");
  public static final MetricSpec LOG_COMMITTED =
      gauge("trivet_log_committed_sequence", "Up to where writes are acknowledged.");
  public static final MetricSpec LOG_RING_USED =
      gauge("trivet_log_ring_used_bytes", "Part of the log's ring that is not written yet.");
  public static final MetricSpec LOG_RING_SIZE =
      gauge("trivet_log_ring_size_bytes", "Size of the log's ring.");
  public static final MetricSpec LOG_STALLS =
      counter("trivet_log_stalls_total", "Writers that found the log's ring full.");
  public static final MetricSpec LOG_SIZE =
      gauge("trivet_log_size_bytes", "Space that the log's files take on disk.");
  public static final MetricSpec LOG_SYNC_DURATION =
      histogram("trivet_log_sync_duration_seconds", "Time a sync of the log to disk took.");
  public static final MetricSpec LOG_FAILURES =
      counter("trivet_log_failures_total", "Writes or syncs of the log that failed.");
  public static final MetricSpec DISK_FREE =
      gauge("trivet_disk_free_bytes", "Free space on the disk of the data.");

  public static final MetricSpec CHECKPOINT_SEQUENCE =
      gauge("trivet_checkpoint_sequence", "Position of the log that the last checkpoint covers.");
  public static final MetricSpec CHECKPOINT_AGE =
      gauge("trivet_checkpoint_age_seconds", "Time since the last complete checkpoint.");
  public static final MetricSpec CHECKPOINT_DURATION =
      histogram("trivet_checkpoint_duration_seconds", "Time a checkpoint took.");
  public static final MetricSpec CHECKPOINT_WRITTEN =
      counter("trivet_checkpoint_written_bytes_total", "Bytes that checkpoints wrote.");
  public static final MetricSpec CHECKPOINT_DIRTY =
      gauge("trivet_checkpoint_dirty_entries", "Keys that changed since they were last written.");
  public static final MetricSpec CHECKPOINT_FAILURES =
      counter("trivet_checkpoint_failures_total", "Checkpoints that failed.");

  public static final MetricSpec MEMORY_USED =
      gauge("trivet_memory_used_bytes", "Memory of keys and values, which maxmemory bounds.");
  public static final MetricSpec MEMORY_NATIVE =
      gauge(
          "trivet_memory_native_bytes", "Memory allocated outside of the JVM's heap for entries.");
  public static final MetricSpec MEMORY_COLLECTIONS =
      gauge(
          "trivet_memory_collections_bytes",
          "Memory of large collections on the JVM's heap, estimated.");
  public static final MetricSpec MEMORY_LIMIT =
      gauge("trivet_memory_limit_bytes", "The value of maxmemory; 0 is no limit.");
  public static final MetricSpec MEMORY_CLIENTS =
      gauge("trivet_memory_clients_bytes", "Memory of the clients' buffers.");
  public static final MetricSpec MEMORY_RESIDENT =
      gauge("trivet_memory_resident_bytes", "Memory of the process that is in RAM.");

  public static final MetricSpec ROCKSDB_BLOCK_CACHE =
      gauge("trivet_rocksdb_block_cache_bytes", "Memory of RocksDB's block cache in use.");
  public static final MetricSpec ROCKSDB_MEMTABLES =
      gauge("trivet_rocksdb_memtable_bytes", "Memory of what RocksDB has not written yet.");
  public static final MetricSpec ROCKSDB_TABLE_READERS =
      gauge("trivet_rocksdb_table_reader_bytes", "Memory of open tables outside of the cache.");
  public static final MetricSpec ROCKSDB_FILES =
      gauge("trivet_rocksdb_files_bytes", "Space that RocksDB's tables take on disk.");
  public static final MetricSpec ROCKSDB_PENDING =
      gauge("trivet_rocksdb_pending_compaction_bytes", "Bytes that RocksDB has yet to compact.");
  public static final MetricSpec ROCKSDB_COMPACTIONS =
      gauge("trivet_rocksdb_running_compactions", "Compactions that run.");
  public static final MetricSpec ROCKSDB_STOPPED =
      gauge("trivet_rocksdb_write_stopped", "1 while RocksDB takes no writes, else 0.");

  public static final MetricSpec GROUP_ROLE =
      gauge("trivet_group_role", "1 for the role that the node has, else 0.").by("role");
  public static final MetricSpec GROUP_SERVING =
      gauge("trivet_group_serving", "1 while the node takes reads and writes as primary, else 0.");
  public static final MetricSpec GROUP_EPOCH =
      gauge("trivet_group_epoch", "Number of the newest tenure of a primary that is known here.");
  public static final MetricSpec GROUP_IN_SYNC =
      gauge("trivet_group_in_sync_members", "Copies that count for a commit, the primary's too.");
  public static final MetricSpec GROUP_FAILOVERS =
      counter(
              "trivet_group_failovers_total",
              "Tenures seen to begin after another one: planned, unplanned, or forced by an operator.")
          .by("kind");
  public static final MetricSpec GROUP_TLS_FAILURES =
      counter(
              "trivet_group_tls_failures_total",
              "Connections of the peer port that ended in the TLS handshake.")
          .by("why");
  public static final MetricSpec GROUP_TLS_VALID =
      gauge(
          "trivet_group_tls_valid_seconds",
          "Time until the node's certificate for the other members ends; NaN without TLS.");
  public static final MetricSpec GROUP_DIFFERENCES =
      counter(
          "trivet_group_differing_copies_total",
          "Standbys whose copy was found to be another than this primary's.");
  public static final MetricSpec GROUP_LEASE =
      gauge(
          "trivet_group_lease_seconds",
          "Time for which the primary may still answer; 0 on other nodes.");
  public static final MetricSpec GROUP_APPLIED =
      gauge("trivet_group_applied_sequence", "Up to where the keyspace shows the log.");
  public static final MetricSpec GROUP_STANDBY_LAG_BYTES =
      gauge(
              "trivet_group_standby_lag_bytes",
              "Log of this primary that the standby has not written; NaN without a session.")
          .by("standby");
  public static final MetricSpec GROUP_STANDBY_LAG =
      gauge(
              "trivet_group_standby_lag_seconds",
              "Time since the standby had written all there was; NaN without a session.")
          .by("standby");
  public static final MetricSpec GROUP_LAG_BYTES =
      gauge(
          "trivet_group_lag_bytes",
          "Log that the primary has told of and this standby does not show; NaN on a primary.");
  public static final MetricSpec GROUP_LAG =
      gauge(
          "trivet_group_lag_seconds",
          "Age of what this standby shows; NaN on a primary, and before a primary was heard.");

  public static final MetricSpec READY =
      gauge("trivet_ready", "1 while /ready answers 200, else 0.");

  private MetricSpecs() {}

  /// Which nodes have a metric.
  public enum Scope {
    ALL("Of every node."),
    DATA("Of a node that keeps data: not of a voter."),
    GROUP("Of a member of a group."),
    GROUP_DATA("Of a member of a group that keeps data.");

    private final String sentence;

    Scope(String sentence) {
      this.sentence = sentence;
    }

    /// The scope for people.
    String sentence() {
      return sentence;
    }

    boolean covers(boolean keepsData, boolean isMember) {
      return switch (this) {
        case ALL -> true;
        case DATA -> keepsData;
        case GROUP -> isMember;
        case GROUP_DATA -> keepsData && isMember;
      };
    }
  }

  /// Metrics that belong together.
  public record Section(String title, Scope scope, List<MetricSpec> specs) {}

  /// The metrics that a node has.
  ///
  /// @param keepsData whether it is none that only votes
  /// @param isMember whether it is a member of a group
  public static List<MetricSpec> of(boolean keepsData, boolean isMember) {
    return sections().stream()
        .filter(section -> section.scope().covers(keepsData, isMember))
        .flatMap(section -> section.specs().stream())
        .toList();
  }

  /// All metrics by section.
  public static List<Section> sections() {
    List<Section> all = new ArrayList<>();
    Collections.addAll(
        all,
        new Section(
            "Commands",
            Scope.ALL,
            List.of(COMMAND_DURATION, COMMAND_FAILURES, COMMAND_REJECTIONS, ERRORS)),
        new Section(
            "Connections",
            Scope.ALL,
            List.of(
                CONNECTIONS,
                CONNECTIONS_BLOCKED,
                CONNECTIONS_ACCEPTED,
                CONNECTIONS_REFUSED,
                NETWORK_RECEIVED,
                NETWORK_SENT,
                MEMORY_CLIENTS)));
    all.addAll(sectionsOfData());
    Collections.addAll(
        all,
        new Section(
            "Replication group",
            Scope.GROUP,
            List.of(
                GROUP_ROLE,
                GROUP_SERVING,
                GROUP_EPOCH,
                GROUP_IN_SYNC,
                GROUP_FAILOVERS,
                GROUP_TLS_FAILURES,
                GROUP_TLS_VALID)),
        new Section(
            "Copies of a group",
            Scope.GROUP_DATA,
            List.of(
                GROUP_DIFFERENCES,
                GROUP_LEASE,
                GROUP_APPLIED,
                GROUP_STANDBY_LAG_BYTES,
                GROUP_STANDBY_LAG,
                GROUP_LAG_BYTES,
                GROUP_LAG)),
        new Section("Health", Scope.ALL, List.of(READY, MEMORY_RESIDENT)));
    return all;
  }

  private static List<Section> sectionsOfData() {
    return List.of(
        new Section(
            "Keyspace",
            Scope.DATA,
            List.of(
                KEYS,
                EXPIRING_KEYS,
                HITS,
                MISSES,
                EXPIRED,
                EVICTED,
                COOLED,
                COLD_READS,
                COLD_READ_DURATION)),
        new Section(
            "Log",
            Scope.DATA,
            List.of(
                LOG_APPENDED,
                LOG_WRITTEN,
                LOG_DURABLE,
                LOG_COMMITTED,
                LOG_RING_USED,
                LOG_RING_SIZE,
                LOG_STALLS,
                LOG_SIZE,
                LOG_SYNC_DURATION,
                LOG_FAILURES,
                DISK_FREE)),
        new Section(
            "Checkpoint",
            Scope.DATA,
            List.of(
                CHECKPOINT_SEQUENCE,
                CHECKPOINT_AGE,
                CHECKPOINT_DURATION,
                CHECKPOINT_WRITTEN,
                CHECKPOINT_DIRTY,
                CHECKPOINT_FAILURES)),
        new Section(
            "Memory",
            Scope.DATA,
            List.of(MEMORY_USED, MEMORY_NATIVE, MEMORY_COLLECTIONS, MEMORY_LIMIT)),
        new Section(
            "RocksDB",
            Scope.DATA,
            List.of(
                ROCKSDB_BLOCK_CACHE,
                ROCKSDB_MEMTABLES,
                ROCKSDB_TABLE_READERS,
                ROCKSDB_FILES,
                ROCKSDB_PENDING,
                ROCKSDB_COMPACTIONS,
                ROCKSDB_STOPPED)));
  }

  /// All metrics.
  public static List<MetricSpec> all() {
    return sections().stream().flatMap(section -> section.specs().stream()).toList();
  }
}
