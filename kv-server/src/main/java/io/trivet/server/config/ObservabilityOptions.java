package io.trivet.server.config;

import static io.trivet.server.config.OptionDraft.autoInteger;
import static io.trivet.server.config.OptionDraft.choice;
import static io.trivet.server.config.OptionDraft.longInteger;
import static io.trivet.server.config.OptionDraft.text;
import static io.trivet.server.config.OptionDraft.words;
import static io.trivet.server.config.OptionDraft.yesNo;

import java.util.List;

/// What the server says about itself: logs, metrics, slow commands, latencies.
public final class ObservabilityOptions {
  /// How far above `port` the metrics are served where `metrics-port` is `auto`.
  private static final int METRICS_PORT_DISTANCE = 3_000;

  private static final int LAST_PORT = 65_535;

  public static final Option<LogLevel> LOGLEVEL =
      choice("loglevel", LogLevel.class)
          .atRunTime()
          .byDefault(LogLevel.NOTICE)
          .means(
              "Least severe lines that are logged: warning, notice, verbose with details, debug with"
                  + " those of the libraries.");
  public static final Option<String> LOGFILE =
      text("logfile")
          .byDefault("")
          .means("File to which the log is appended; empty is the standard error.");
  public static final Option<Integer> METRICS_PORT =
      autoInteger("metrics-port", 0, LAST_PORT)
          .byDefault(AutoIntegerKind.AUTO)
          .means(
              "TCP port of /metrics, /live and /ready. auto is port + 3000, so 9379 beside 6379; 0"
                  + " serves none of them.");
  public static final Option<List<String>> METRICS_BIND =
      words("metrics-bind", NetworkOptions.MOST_ADDRESSES)
          .byDefault(List.of("127.0.0.1"))
          .means(
              "Addresses on which /metrics, /live and /ready are served. They ask for no password"
                  + " and tell no keys or values.");
  public static final Option<Long> SLOWLOG_LOG_SLOWER_THAN =
      longInteger("slowlog-log-slower-than", -1, Long.MAX_VALUE)
          .atRunTime()
          .byDefault(10_000L)
          .means(
              "Microseconds above which a command enters SLOWLOG; 0 takes every command, -1 none.");
  public static final Option<Long> SLOWLOG_MAX_LEN =
      longInteger("slowlog-max-len", 0, Long.MAX_VALUE)
          .atRunTime()
          .byDefault(128L)
          .means("Commands that SLOWLOG keeps; the oldest go first.");
  public static final Option<Long> LATENCY_MONITOR_THRESHOLD =
      longInteger("latency-monitor-threshold", 0, Long.MAX_VALUE)
          .atRunTime()
          .byDefault(0L)
          .means("Milliseconds above which an event is kept for LATENCY; 0 keeps none.");
  public static final Option<Boolean> LATENCY_TRACKING =
      yesNo("latency-tracking")
          .atRunTime()
          .byDefault(true)
          .means("Whether INFO latencystats shows percentiles of each command.");
  public static final Option<List<Double>> LATENCY_TRACKING_INFO_PERCENTILES =
      OptionDraft.of("latency-tracking-info-percentiles", new PercentilesKind())
          .atRunTime()
          .byDefault(List.of(50.0, 99.0, 99.9))
          .means("Percentiles that INFO latencystats shows.");

  private ObservabilityOptions() {}

  /// The port of the metrics, 0 if they are not served.
  public static int metricsPort(Config config) {
    return metricsPort(config.get(METRICS_PORT), config.get(NetworkOptions.PORT));
  }

  static int metricsPort(ConfigValues values) {
    return metricsPort(values.get(METRICS_PORT), values.get(NetworkOptions.PORT));
  }

  static OptionSection section() {
    return new OptionSection(
        "Logs, metrics and slow commands",
        List.of(
            LOGLEVEL,
            LOGFILE,
            METRICS_PORT,
            METRICS_BIND,
            SLOWLOG_LOG_SLOWER_THAN,
            SLOWLOG_MAX_LEN,
            LATENCY_MONITOR_THRESHOLD,
            LATENCY_TRACKING,
            LATENCY_TRACKING_INFO_PERCENTILES));
  }

  static OptionSection sectionWithoutEffect() {
    return OptionSection.withoutEffect(
        "System log and crash reports",
        "The log goes to the standard error or to logfile; after a crash the JVM writes its own"
            + " report.",
        List.of(
            yesNo("syslog-enabled")
                .refusing(
                    isOn -> isOn, "the system log is not served: use logfile or a service manager")
                .byDefault(false),
            text("syslog-ident").byDefault("redis"),
            OptionDraft.of("syslog-facility", facilities()).byDefault("local0"),
            yesNo("crash-log-enabled").atRunTime().byDefault(true),
            yesNo("crash-memcheck-enabled").atRunTime().byDefault(true),
            yesNo("always-show-logo").byDefault(false)));
  }

  private static int metricsPort(int asked, int port) {
    return asked == AutoIntegerKind.AUTO ? automaticPort(port) : asked;
  }

  private static int automaticPort(int port) {
    int above = port + METRICS_PORT_DISTANCE;
    return above <= LAST_PORT ? above : port - METRICS_PORT_DISTANCE;
  }

  private static WordKind facilities() {
    return new WordKind(
        List.of(
            "user", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"),
        false);
  }
}
