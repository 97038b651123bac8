package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.choice;
import static io.trivet.server.config.OptionDraft.integer;
import static io.trivet.server.config.OptionDraft.longInteger;
import static io.trivet.server.config.OptionDraft.memory;
import static io.trivet.server.config.OptionDraft.yesNo;

import java.util.List;

/// How much memory the data may take, and what leaves it.
public final class MemoryOptions {
  private static final int MAX_HZ = 500;

  public static final Option<Long> MAXMEMORY =
      memory("maxmemory", 0, Long.MAX_VALUE)
          .atRunTime()
          .byDefault(0L)
          .means(
              "Bytes that keys and values may take in memory; 0 is no limit. The buffers of clients,"
                  + " the log's ring, RocksDB's caches and the JVM's heap come on top.");
  public static final Option<MaxMemoryPolicy> MAXMEMORY_POLICY =
      choice("maxmemory-policy", MaxMemoryPolicy.class)
          .atRunTime()
          .byDefault(MaxMemoryPolicy.NOEVICTION)
          .means(
              "What happens at maxmemory. With noeviction nothing is lost: what has not been used"
                  + " for long leaves memory, stays on disk and is read back when it is asked for;"
                  + " writes are refused (OOM) only while so little has reached the disk that memory"
                  + " is more than an eighth above maxmemory. The other policies are those of a"
                  + " cache: they delete keys that are in memory, and refuse writes also when no"
                  + " key may be deleted. The lfu policies count from when they are chosen.");
  public static final Option<Integer> MAXMEMORY_SAMPLES =
      integer("maxmemory-samples", 1, Integer.MAX_VALUE)
          .atRunTime()
          .byDefault(16)
          .means(
              "Keys that are compared to find one that leaves memory or is deleted. More choose"
                  + " better and cost processor time while memory is full. Redis's default is 5, and"
                  + " candidates that it keeps beside.");
  public static final Option<Integer> LFU_LOG_FACTOR =
      integer("lfu-log-factor", 0, Integer.MAX_VALUE)
          .atRunTime()
          .byDefault(10)
          .means(
              "How slowly the count of uses grows for the lfu policies: the higher, the more uses it"
                  + " takes to reach the counter's end at 255.");
  public static final Option<Integer> LFU_DECAY_TIME =
      integer("lfu-decay-time", 0, Integer.MAX_VALUE)
          .atRunTime()
          .byDefault(1)
          .means("Minutes after which the count of uses of an idle key falls by one; 0 is never.");
  public static final Option<Integer> HZ =
      integer("hz", 0, Integer.MAX_VALUE)
          .atRunTime()
          .adjustedBy(hz -> Math.clamp(hz, 1, MAX_HZ))
          .byDefault(10)
          .means(
              "Rounds of background work in a second: the search for expired keys, and for keys that"
                  + " leave memory, which is more frequent by itself while memory is nearly full."
                  + " Taken as 1 to 500. More find expired keys sooner and cost processor time on an"
                  + " idle server.");
  public static final Option<Integer> ACTIVE_EXPIRE_EFFORT =
      integer("active-expire-effort", 1, 10)
          .atRunTime()
          .byDefault(1)
          .means(
              "How hard each round searches for expired keys that nobody asks for: 10 looks at ten"
                  + " times as many keys as 1.");

  private MemoryOptions() {}

  static OptionSection section() {
    return new OptionSection(
        "Memory, eviction and expiry",
        List.of(
            MAXMEMORY,
            MAXMEMORY_POLICY,
            MAXMEMORY_SAMPLES,
            LFU_LOG_FACTOR,
            LFU_DECAY_TIME,
            HZ,
            ACTIVE_EXPIRE_EFFORT));
  }

  static OptionSection sectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "Memory",
        "These steer Redis's allocator, its rehashing and its thread that frees memory; this server"
            + " has none of the three in that form.",
        List.of(
            integer("maxmemory-eviction-tenacity", 0, 100).atRunTime().byDefault(10),
            yesNo("dynamic-hz").atRunTime().byDefault(true),
            yesNo("activerehashing").atRunTime().byDefault(true),
            yesNo("activedefrag").atRunTime().byDefault(false),
            memory("active-defrag-ignore-bytes", 1, Long.MAX_VALUE)
                .atRunTime()
                .byDefault(100L << 20),
            integer("active-defrag-threshold-lower", 0, 1000).atRunTime().byDefault(10),
            integer("active-defrag-threshold-upper", 0, 1000).atRunTime().byDefault(100),
            integer("active-defrag-cycle-min", 1, 99).atRunTime().byDefault(1),
            integer("active-defrag-cycle-max", 1, 99).atRunTime().byDefault(25),
            longInteger("active-defrag-max-scan-fields", 1, Long.MAX_VALUE)
                .atRunTime()
                .byDefault(1000L),
            yesNo("jemalloc-bg-thread").atRunTime().byDefault(true),
            yesNo("lazyfree-lazy-eviction").atRunTime().byDefault(false),
            yesNo("lazyfree-lazy-expire").atRunTime().byDefault(false),
            yesNo("lazyfree-lazy-server-del").atRunTime().byDefault(false),
            yesNo("lazyfree-lazy-user-del").atRunTime().byDefault(false),
            yesNo("lazyfree-lazy-user-flush").atRunTime().byDefault(false)));
  }
}
