package io.trivet.server.command.server;

import io.trivet.server.command.SaveControl;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.StorageFacts;
import io.trivet.server.config.ConfigAccess;
import io.trivet.server.config.MemoryOptions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// The sections of INFO about memory and about what is on disk.
final class InfoMemory {

  private InfoMemory() {}

  static void memory(InfoText text, ServerAccess server) {
    StorageFacts storage = server.storage();
    long used = storage.keyspaceBytes();
    long peak = Math.max(used, storage.peakKeyspaceBytes());
    long resident = server.facts().residentBytes();
    text.section("Memory");
    text.bytes("used_memory", used);
    text.bytes("used_memory_rss", resident);
    text.bytes("used_memory_peak", peak);
    text.field("used_memory_peak_perc", percent(used, peak));
    long clients = Memory.clientBytes(server);
    text.field("used_memory_overhead", clients + unwritten(storage));
    text.zeros("used_memory_startup");
    text.field("used_memory_dataset", used);
    text.field("used_memory_dataset_perc", percent(used, used));
    text.field("allocator_allocated", used);
    text.field("allocator_active", resident);
    text.field("allocator_resident", resident);
    text.bytes("total_system_memory", server.facts().machineBytes());
    text.bytes("used_memory_lua", 0);
    text.zeros("used_memory_vm_eval", "used_memory_scripts_eval", "number_of_cached_scripts");
    text.zeros("number_of_functions", "number_of_libraries", "used_memory_vm_functions");
    text.bytes("used_memory_vm_total", 0);
    text.zeros("used_memory_functions");
    text.bytes("used_memory_scripts", 0);
    text.bytes("maxmemory", server.config().get(MemoryOptions.MAXMEMORY));
    text.field("maxmemory_policy", shown(server, "maxmemory-policy"));
    double ratio = used == 0 ? 0 : (double) resident / used;
    text.field("allocator_frag_ratio", ratio, 2);
    text.field("allocator_frag_bytes", resident - used);
    text.field("allocator_rss_ratio", 1, 2);
    text.zeros("allocator_rss_bytes");
    text.field("rss_overhead_ratio", 1, 2);
    text.zeros("rss_overhead_bytes");
    text.field("mem_fragmentation_ratio", ratio, 2);
    text.field("mem_fragmentation_bytes", resident - used);
    text.zeros("mem_not_counted_for_evict", "mem_replication_backlog");
    text.zeros("mem_total_replication_buffers", "mem_clients_slaves");
    text.field("mem_clients_normal", clients);
    text.zeros("mem_cluster_links");
    text.field("mem_aof_buffer", unwritten(storage));
    text.field("mem_allocator", "libc");
    text.zeros("active_defrag_running", "lazyfree_pending_objects", "lazyfreed_objects");
  }

  static void persistence(InfoText text, ServerAccess server) {
    StorageFacts storage = server.storage();
    SaveControl saves = server.saves();
    long lastSeconds =
        storage.lastCheckpointMs() < 0
            ? -1
            : TimeUnit.MILLISECONDS.toSeconds(storage.lastCheckpointMs());
    text.section("Persistence");
    text.zeros("loading", "async_loading", "current_cow_peak", "current_cow_size");
    text.zeros("current_cow_size_age");
    text.field("current_fork_perc", 0, 2);
    text.zeros("current_save_keys_processed", "current_save_keys_total");
    text.field("rdb_changes_since_last_save", storage.dirtyEntries());
    text.flag("rdb_bgsave_in_progress", saves.isSaving());
    text.field("rdb_last_save_time", TimeUnit.MILLISECONDS.toSeconds(saves.lastSaveMs()));
    text.field("rdb_last_bgsave_status", "ok");
    text.field("rdb_last_bgsave_time_sec", lastSeconds);
    text.field("rdb_current_bgsave_time_sec", -1);
    text.field("rdb_saves", saves.completed());
    text.zeros("rdb_last_cow_size", "rdb_last_load_keys_expired");
    text.field("rdb_last_load_keys_loaded", storage.recoveredKeys());
    text.flag("aof_enabled", true);
    text.flag("aof_rewrite_in_progress", saves.isSaving());
    text.zeros("aof_rewrite_scheduled");
    text.field("aof_last_rewrite_time_sec", lastSeconds);
    text.field("aof_current_rewrite_time_sec", -1);
    text.field("aof_last_bgrewrite_status", "ok");
    text.field("aof_rewrites", saves.completed());
    text.zeros("aof_rewrites_consecutive_failures");
    text.field("aof_last_write_status", storage.isLogWorking() ? "ok" : "err");
    text.zeros("aof_last_cow_size", "module_fork_in_progress", "module_fork_last_cow_size");
    text.field("aof_current_size", storage.appendedSequence() - storage.redoSequence());
    text.zeros("aof_base_size", "aof_pending_rewrite");
    text.field("aof_buffer_length", unwritten(storage));
    text.flag("aof_pending_bio_fsync", storage.durableSequence() < storage.writtenSequence());
    text.zeros("aof_delayed_fsync");
    text.field("trivet_log_appended_sequence", storage.appendedSequence());
    text.field("trivet_log_written_sequence", storage.writtenSequence());
    text.field("trivet_log_durable_sequence", storage.durableSequence());
    text.field("trivet_log_committed_sequence", storage.committedSequence());
    text.field("trivet_checkpoint_redo_sequence", storage.redoSequence());
    text.field("trivet_checkpoint_dirty_entries", storage.dirtyEntries());
    text.field("trivet_cold_reads", storage.coldReads());
  }

  /// Bytes of the log that the operating system does not have.
  private static long unwritten(StorageFacts storage) {
    return storage.appendedSequence() - storage.writtenSequence();
  }

  private static String shown(ServerAccess server, String option) {
    return server.config().show(List.of(option), ConfigAccess.LOCAL).getOrDefault(option, "");
  }

  private static String percent(long part, long whole) {
    double percent = whole == 0 ? 0 : part * 100.0 / whole;
    return String.format(Locale.ROOT, "%.2f%%", percent);
  }
}
