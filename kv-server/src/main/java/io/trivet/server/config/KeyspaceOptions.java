package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.integer;
import static io.trivet.server.config.OptionDraft.longInteger;
import static io.trivet.server.config.OptionDraft.memory;

import java.util.List;

/// The databases, and up to which size a collection is kept packed.
public final class KeyspaceOptions {
  private static final String COST =
      " Packed collections take the least memory; each access reads them from the front, so more"
          + " costs time.";

  public static final Option<Integer> DATABASES =
      integer("databases", 1, 1_000_000)
          .byDefault(16)
          .means("Databases that SELECT chooses from, numbered from 0.");
  public static final Option<Long> HASH_MAX_LISTPACK_ENTRIES =
      longInteger("hash-max-listpack-entries", 0, Long.MAX_VALUE)
          .alias("hash-max-ziplist-entries")
          .atRunTime()
          .byDefault(512L)
          .means("Most fields of a hash that is kept packed." + COST);
  public static final Option<Long> HASH_MAX_LISTPACK_VALUE =
      memory("hash-max-listpack-value", 0, Long.MAX_VALUE)
          .alias("hash-max-ziplist-value")
          .atRunTime()
          .byDefault(64L)
          .means("Longest field or value of a hash that is kept packed." + COST);
  public static final Option<Integer> LIST_MAX_LISTPACK_SIZE =
      integer("list-max-listpack-size", Integer.MIN_VALUE, Integer.MAX_VALUE)
          .alias("list-max-ziplist-size")
          .atRunTime()
          .byDefault(-2)
          .means(
              "Size up to which a list is kept packed: a positive number counts elements, -1 to -5"
                  + " are 4, 8, 16, 32 and 64 kilobytes."
                  + COST);
  public static final Option<Long> SET_MAX_INTSET_ENTRIES =
      longInteger("set-max-intset-entries", 0, Long.MAX_VALUE)
          .atRunTime()
          .byDefault(512L)
          .means("Most members of a set of integers that is kept packed." + COST);
  public static final Option<Long> SET_MAX_LISTPACK_ENTRIES =
      longInteger("set-max-listpack-entries", 0, Long.MAX_VALUE)
          .atRunTime()
          .byDefault(128L)
          .means("Most members of any other set that is kept packed." + COST);
  public static final Option<Long> SET_MAX_LISTPACK_VALUE =
      memory("set-max-listpack-value", 0, Long.MAX_VALUE)
          .atRunTime()
          .byDefault(64L)
          .means("Longest member of a set that is kept packed." + COST);
  public static final Option<Long> ZSET_MAX_LISTPACK_ENTRIES =
      longInteger("zset-max-listpack-entries", 0, Long.MAX_VALUE)
          .alias("zset-max-ziplist-entries")
          .atRunTime()
          .byDefault(128L)
          .means("Most members of a sorted set that is kept packed." + COST);
  public static final Option<Long> ZSET_MAX_LISTPACK_VALUE =
      memory("zset-max-listpack-value", 0, Long.MAX_VALUE)
          .alias("zset-max-ziplist-value")
          .atRunTime()
          .byDefault(64L)
          .means("Longest member of a sorted set that is kept packed." + COST);

  private KeyspaceOptions() {}

  static OptionSection section() {
    return new OptionSection(
        "Databases and encodings",
        List.of(
            DATABASES,
            HASH_MAX_LISTPACK_ENTRIES,
            HASH_MAX_LISTPACK_VALUE,
            LIST_MAX_LISTPACK_SIZE,
            SET_MAX_INTSET_ENTRIES,
            SET_MAX_LISTPACK_ENTRIES,
            SET_MAX_LISTPACK_VALUE,
            ZSET_MAX_LISTPACK_ENTRIES,
            ZSET_MAX_LISTPACK_VALUE));
  }

  static OptionSection sectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "Data types",
        "They concern what this version does not have: compressed lists, HyperLogLog, streams,"
            + " keyspace events, client-side caching, scripts and sorting by locale.",
        List.of(
            integer("list-compress-depth", 0, Integer.MAX_VALUE).atRunTime().byDefault(0),
            memory("hll-sparse-max-bytes", 0, Long.MAX_VALUE).atRunTime().byDefault(3000L),
            memory("stream-node-max-bytes", 0, Long.MAX_VALUE).atRunTime().byDefault(4096L),
            longInteger("stream-node-max-entries", 0, Long.MAX_VALUE).atRunTime().byDefault(100L),
            OptionDraft.of("notify-keyspace-events", new KeyspaceEventsKind())
                .atRunTime()
                .byDefault(new KeyspaceEvents("")),
            longInteger("tracking-table-max-keys", 0, Long.MAX_VALUE)
                .atRunTime()
                .byDefault(1_000_000L),
            longInteger("busy-reply-threshold", 0, Long.MAX_VALUE)
                .alias("lua-time-limit")
                .atRunTime()
                .byDefault(5000L),
            OptionDraft.text("locale-collate").atRunTime().byDefault("")));
  }
}
