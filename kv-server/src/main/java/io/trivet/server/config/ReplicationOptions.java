package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.integer;
import static io.trivet.server.config.OptionDraft.longInteger;
import static io.trivet.server.config.OptionDraft.memory;
import static io.trivet.server.config.OptionDraft.text;
import static io.trivet.server.config.OptionDraft.words;
import static io.trivet.server.config.OptionDraft.yesNo;

import java.util.ArrayList;
import java.util.List;

/// Redis's options for replication, in whose place the group has its own.
final class ReplicationOptions {
  private ReplicationOptions() {}

  static OptionSection sectionWithoutEffect() {
    List<OptionReadyDraft<?>> drafts = new ArrayList<>(links());
    drafts.addAll(replicas());
    return OptionSection.withoutEffect(
        "Replication",
        "Standbys belong to a group (group-member) and are fed in a protocol of their own; the server"
            + " never speaks Redis's.",
        drafts);
  }

  private static List<OptionReadyDraft<?>> links() {
    return List.of(
        words("replicaof", 2)
            .alias("slaveof")
            .refusing(
                address -> !address.isEmpty(),
                "the server follows no Redis server: a standby is a group-member")
            .byDefault(List.of()),
        integer("repl-timeout", 1, Integer.MAX_VALUE).atRunTime().byDefault(60),
        integer("repl-ping-replica-period", 1, Integer.MAX_VALUE)
            .alias("repl-ping-slave-period")
            .atRunTime()
            .byDefault(10),
        memory("repl-backlog-size", 1, Long.MAX_VALUE).atRunTime().byDefault(1L << 20),
        longInteger("repl-backlog-ttl", 0, Long.MAX_VALUE).atRunTime().byDefault(3600L),
        yesNo("repl-disable-tcp-nodelay").atRunTime().byDefault(false),
        yesNo("repl-diskless-sync").atRunTime().byDefault(true),
        integer("repl-diskless-sync-delay", 0, Integer.MAX_VALUE).atRunTime().byDefault(5),
        integer("repl-diskless-sync-max-replicas", 0, Integer.MAX_VALUE).atRunTime().byDefault(0),
        OptionDraft.of(
                "repl-diskless-load",
                new WordKind(List.of("disabled", "on-empty-db", "swapdb"), false))
            .atRunTime()
            .byDefault("disabled"),
        OptionDraft.of(
                "propagation-error-behavior",
                new WordKind(List.of("ignore", "panic", "panic-on-replicas"), false))
            .atRunTime()
            .byDefault("ignore"));
  }

  private static List<OptionReadyDraft<?>> replicas() {
    return List.of(
        text("replica-announce-ip").alias("slave-announce-ip").atRunTime().byDefault(""),
        integer("replica-announce-port", 0, 65_535)
            .alias("slave-announce-port")
            .atRunTime()
            .byDefault(0),
        yesNo("replica-announced").atRunTime().byDefault(true),
        yesNo("replica-ignore-maxmemory")
            .alias("slave-ignore-maxmemory")
            .atRunTime()
            .byDefault(true),
        yesNo("replica-ignore-disk-write-errors").atRunTime().byDefault(false),
        yesNo("replica-lazy-flush").alias("slave-lazy-flush").atRunTime().byDefault(false),
        integer("replica-priority", 0, Integer.MAX_VALUE)
            .alias("slave-priority")
            .atRunTime()
            .byDefault(100),
        yesNo("replica-read-only").alias("slave-read-only").atRunTime().byDefault(true),
        yesNo("replica-serve-stale-data")
            .alias("slave-serve-stale-data")
            .atRunTime()
            .byDefault(true),
        integer("min-replicas-to-write", 0, Integer.MAX_VALUE)
            .alias("min-slaves-to-write")
            .atRunTime()
            .refusing(
                count -> count > 0, "use min-in-sync, which also holds while the standby fails")
            .byDefault(0),
        integer("min-replicas-max-lag", 0, Integer.MAX_VALUE)
            .alias("min-slaves-max-lag")
            .atRunTime()
            .byDefault(10));
  }
}
