package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.integer;
import static io.trivet.server.config.OptionDraft.text;
import static io.trivet.server.config.OptionDraft.yesNo;

import java.util.List;

/// Redis's options for the process itself, none of which this server needs.
final class ProcessOptions {
  private static final List<String> STOPS = List.of("default", "save", "nosave", "now", "force");

  private ProcessOptions() {}

  static OptionSection sectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "Process",
        "The server runs in the foreground under its service manager, leaves the process's title,"
            + " processors and place in the out-of-memory order alone, and always flushes the log"
            + " when it is stopped.",
        List.of(
            yesNo("daemonize")
                .refusing(
                    isOn -> isOn,
                    "the server runs in the foreground: let a service manager or a shell start it"
                        + " in the background")
                .byDefault(false),
            OptionDraft.of(
                    "supervised", new WordKind(List.of("upstart", "systemd", "auto", "no"), false))
                .byDefault("no"),
            text("pidfile").byDefault(""),
            OptionDraft.of("shutdown-on-sigint", new WordKind(STOPS, true))
                .atRunTime()
                .byDefault("default"),
            OptionDraft.of("shutdown-on-sigterm", new WordKind(STOPS, true))
                .atRunTime()
                .byDefault("default"),
            integer("shutdown-timeout", 0, Integer.MAX_VALUE).atRunTime().byDefault(10),
            yesNo("set-proc-title").byDefault(true),
            text("proc-title-template")
                .atRunTime()
                .byDefault("{title} {listen-addr} {server-mode}"),
            OptionDraft.of(
                    "oom-score-adj",
                    new WordKind(List.of("no", "yes", "relative", "absolute"), false))
                .atRunTime()
                .byDefault("no"),
            OptionDraft.of("oom-score-adj-values", new WordsKind(3, 3))
                .atRunTime()
                .byDefault(List.of("0", "200", "800")),
            yesNo("disable-thp").byDefault(true),
            text("server_cpulist").byDefault(""),
            text("bio_cpulist").byDefault(""),
            text("aof_rewrite_cpulist").byDefault(""),
            text("bgsave_cpulist").byDefault(""),
            text("ignore-warnings").atRunTime().byDefault("")));
  }
}
