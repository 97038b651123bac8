package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.integer;
import static io.trivet.server.config.OptionDraft.longInteger;
import static io.trivet.server.config.OptionDraft.memory;
import static io.trivet.server.config.OptionDraft.text;
import static io.trivet.server.config.OptionDraft.yesNo;

import java.util.List;

/// Redis's options for its cluster, which this server does not form.
final class ClusterOptions {
  private static final int LAST_PORT = 65_535;

  private ClusterOptions() {}

  static OptionSection sectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "Cluster",
        "A server holds all slots, alone or with its group; slots are not spread over several groups.",
        List.of(
            yesNo("cluster-enabled")
                .refusing(isOn -> isOn, "the server does not form clusters: leave it at no")
                .byDefault(false),
            text("cluster-config-file").byDefault("nodes.conf"),
            integer("cluster-port", 0, LAST_PORT).byDefault(0),
            longInteger("cluster-node-timeout", 0, Long.MAX_VALUE).atRunTime().byDefault(15_000L),
            text("cluster-announce-ip").atRunTime().byDefault(""),
            text("cluster-announce-hostname").atRunTime().byDefault(""),
            text("cluster-announce-human-nodename").atRunTime().byDefault(""),
            integer("cluster-announce-port", 0, LAST_PORT).atRunTime().byDefault(0),
            integer("cluster-announce-tls-port", 0, LAST_PORT).atRunTime().byDefault(0),
            integer("cluster-announce-bus-port", 0, LAST_PORT).atRunTime().byDefault(0),
            OptionDraft.of(
                    "cluster-preferred-endpoint-type",
                    new WordKind(List.of("ip", "hostname", "unknown-endpoint"), false))
                .atRunTime()
                .byDefault("ip"),
            memory("cluster-link-sendbuf-limit", 0, Long.MAX_VALUE).atRunTime().byDefault(0L),
            integer("cluster-migration-barrier", 0, Integer.MAX_VALUE).atRunTime().byDefault(1),
            yesNo("cluster-allow-replica-migration").atRunTime().byDefault(true),
            integer("cluster-replica-validity-factor", 0, Integer.MAX_VALUE)
                .alias("cluster-slave-validity-factor")
                .atRunTime()
                .byDefault(10),
            yesNo("cluster-replica-no-failover")
                .alias("cluster-slave-no-failover")
                .atRunTime()
                .byDefault(false),
            yesNo("cluster-require-full-coverage").atRunTime().byDefault(true),
            yesNo("cluster-allow-reads-when-down").atRunTime().byDefault(false),
            yesNo("cluster-allow-pubsubshard-when-down").atRunTime().byDefault(true)));
  }
}
