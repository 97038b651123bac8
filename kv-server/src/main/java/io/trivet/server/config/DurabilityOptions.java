package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.choice;
import static io.trivet.server.config.OptionDraft.integer;
import static io.trivet.server.config.OptionDraft.memory;
import static io.trivet.server.config.OptionDraft.path;
import static io.trivet.server.config.OptionDraft.text;
import static io.trivet.server.config.OptionDraft.yesNo;

import java.nio.file.Path;
import java.util.List;

/// Where the data lives on disk, and when it is there.
public final class DurabilityOptions {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  public static final Option<Path> DIR =
      path("dir")
          .byDefault(Path.of("data"))
          .means(
              "Folder of the data. It is made if it is not there; only one server can use it at a"
                  + " time.");
  public static final Option<AppendFsync> APPENDFSYNC =
      choice("appendfsync", AppendFsync.class)
          .atRunTime()
          .byDefault(AppendFsync.EVERYSEC)
          .means(
              "When the log is forced to the disk. always: before the reply, so that not even a"
                  + " power cut loses an acknowledged write; writes that wait at the same time share"
                  + " one sync. everysec and no: the reply waits until the operating system has the"
                  + " bytes, so a killed server loses nothing, and a power cut about the last"
                  + " second, or what the system had not written.");
  public static final Option<Long> LOG_RING_SIZE =
      memory("log-ring-size", MIB, GIB)
          .adjustedBy(DurabilityOptions::powerOfTwo)
          .byDefault(64 * MIB)
          .means(
              "Memory for the newest part of the log, from which the disk and the standbys are fed."
                  + " When the disk falls behind by as much, writers wait. Taken as the next power"
                  + " of two.");
  public static final Option<Long> WAL_SEGMENT_SIZE =
      memory("wal-segment-size", MIB, GIB)
          .byDefault(64 * MIB)
          .means(
              "Size of one file of the log. Space is taken and given back in such files; small ones"
                  + " are made more often.");
  public static final Option<Long> WAL_KEEP_SIZE =
      memory("wal-keep-size", 0, Long.MAX_VALUE)
          .atRunTime()
          .byDefault(256 * MIB)
          .means(
              "Log that is kept although a checkpoint covers it, so that a standby that was away"
                  + " catches up without a full copy.");
  public static final Option<Boolean> FORCE_TRUNCATE_LOG =
      yesNo("force-truncate-log")
          .byDefault(false)
          .means(
              "Start although the log is damaged where it had been synced: it then ends at the"
                  + " damage, and what follows is kept in lost-*.wal beside it. Acknowledged writes"
                  + " are lost by that, so it is for one start, on the command line, when there is"
                  + " no copy to restore the file from.");
  public static final Option<Integer> CHECKPOINT_INTERVAL_MS =
      integer("checkpoint-interval-ms", 100, 3_600_000)
          .atRunTime()
          .byDefault(10_000)
          .means(
              "Milliseconds from the start of a checkpoint to the start of the next. Longer means"
                  + " more log to replay after a crash; shorter writes keys that change often more"
                  + " times.");
  public static final Option<Integer> COLD_READ_THREADS =
      integer("cold-read-threads", 1, 64)
          .byDefault(2)
          .means("Threads that read keys which are not in memory from the disk.");
  public static final Option<Long> ROCKSDB_BLOCK_CACHE_SIZE =
      memory("rocksdb-block-cache-size", MIB, Long.MAX_VALUE)
          .byDefault(64 * MIB)
          .means(
              "Memory for what RocksDB has read from disk, its indexes and filters included. It"
                  + " helps when the data is larger than maxmemory.");
  public static final Option<Long> ROCKSDB_WRITE_BUFFER_SIZE =
      memory("rocksdb-write-buffer-size", MIB, Long.MAX_VALUE)
          .byDefault(32 * MIB)
          .means("Memory in which RocksDB gathers a checkpoint before it writes it.");
  public static final Option<Long> DISK_RESERVE_SIZE =
      memory("disk-reserve-size", 0, Long.MAX_VALUE)
          .atRunTime()
          .byDefault(256 * MIB)
          .means(
              "Free space of the disk below which writes are refused with an error, while there is"
                  + " still room to finish a checkpoint and make space.");

  private DurabilityOptions() {}

  static OptionSection section() {
    return new OptionSection(
        "Disk and durability",
        List.of(
            DIR,
            APPENDFSYNC,
            LOG_RING_SIZE,
            WAL_SEGMENT_SIZE,
            WAL_KEEP_SIZE,
            FORCE_TRUNCATE_LOG,
            CHECKPOINT_INTERVAL_MS,
            COLD_READ_THREADS,
            ROCKSDB_BLOCK_CACHE_SIZE,
            ROCKSDB_WRITE_BUFFER_SIZE,
            DISK_RESERVE_SIZE));
  }

  /// The next power of two that is not below a positive number.
  private static long powerOfTwo(long bytes) {
    long floor = Long.highestOneBit(bytes);
    return floor == bytes ? bytes : floor << 1;
  }

  static OptionSection rdbSectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "RDB files",
        "There is no RDB file: the data is kept by the log and by a continuous checkpoint in dir.",
        List.of(
            OptionDraft.of("save", new SavePointsKind()).atRunTime().byDefault(List.of()),
            text("dbfilename").isProtected().byDefault("dump.rdb"),
            yesNo("rdbcompression").atRunTime().byDefault(true),
            yesNo("rdbchecksum").byDefault(true),
            yesNo("rdb-del-sync-files").atRunTime().byDefault(false),
            yesNo("rdb-save-incremental-fsync").atRunTime().byDefault(true),
            yesNo("stop-writes-on-bgsave-error").atRunTime().byDefault(true),
            OptionDraft.of(
                    "sanitize-dump-payload", new WordKind(List.of("no", "yes", "clients"), false))
                .atRunTime()
                .byDefault("no")));
  }

  static OptionSection aofSectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "Append-only file",
        "The log is always on and has its own format: it is cut by checkpoints instead of being"
            + " rewritten. When it is synced is said by appendfsync.",
        List.of(
            yesNo("appendonly").atRunTime().byDefault(true),
            text("appendfilename").byDefault("appendonly.aof"),
            text("appenddirname").byDefault("appendonlydir"),
            yesNo("no-appendfsync-on-rewrite").atRunTime().byDefault(false),
            integer("auto-aof-rewrite-percentage", 0, Integer.MAX_VALUE).atRunTime().byDefault(100),
            memory("auto-aof-rewrite-min-size", 0, Long.MAX_VALUE).atRunTime().byDefault(64 * MIB),
            yesNo("aof-load-truncated").atRunTime().byDefault(true),
            yesNo("aof-use-rdb-preamble").atRunTime().byDefault(true),
            yesNo("aof-timestamp-enabled").atRunTime().byDefault(false),
            yesNo("aof-rewrite-incremental-fsync").atRunTime().byDefault(true),
            yesNo("aof-disable-auto-gc").atRunTime().byDefault(false)));
  }
}
