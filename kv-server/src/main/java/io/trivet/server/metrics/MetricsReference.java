package io.trivet.server.metrics;

import java.util.Locale;

/// The reference of the metrics, `docs/metrics.md`, made of their declarations.
final class MetricsReference {
  private static final String INTRODUCTION =
      """
      # Metrics and health

      This page is made from the declarations in `io.trivet.server.metrics`; a test compares the two.

      A second port, `metrics-port`, answers three paths to GET and HEAD. It listens on 127.0.0.1 unless
      `metrics-bind` says otherwise, asks for no password, and tells no keys and no values.

      | path | answer |
      |---|---|
      | /metrics | all metrics, in Prometheus's text format or, where the request accepts it, OpenMetrics |
      | /live | 200 while the process works, else 503: it should be restarted |
      | /ready | 200 while clients are served, else 503: they should go elsewhere |

      The bodies of /live and /ready hold a line for each check: its name, and `ok` or the reason.

      Counters count from the start of the process; CONFIG RESETSTAT resets what INFO shows, not these. Histograms
      show seconds in buckets from 5 microseconds to 5 seconds.
      """;

  private static final String JVM =
      """

      ## JVM and process

      Micrometer's own metrics stand beside these: `jvm_memory_*`, `jvm_buffer_*`, `jvm_gc_*`, `jvm_threads_*`,
      `jvm_classes_*`, `process_cpu_*`, `process_files_*`, `process_uptime_seconds`, `process_start_time_seconds`,
      `system_cpu_*`, `system_load_average_1m`.
      """;

  private MetricsReference() {}

  /// The page as Markdown.
  static String markdown() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (MetricSpecs.Section section : MetricSpecs.sections()) {
      page.append("\n## ").append(section.title()).append("\n\n");
      page.append(section.scope().sentence()).append("\n\n");
      page.append("| metric | type | label | meaning |\n|---|---|---|---|\n");
      for (MetricSpec spec : section.specs()) {
        page.append("| ").append(spec.name()).append(" | ");
        page.append(spec.type().name().toLowerCase(Locale.ROOT)).append(" | ");
        page.append(spec.label()).append(" | ").append(spec.meaning()).append(" |\n");
      }
    }
    return page.append(JVM).toString();
  }
}
