package io.trivet.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final Path PAGE = Path.of("").toAbsolutePath().resolveSibling("docs/metrics.md");

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void showsEveryDeclaredMetricUnderItsName() throws IOException {
    CommandMetrics commands = new CommandMetrics(List.of("get"));
    CommandStats stats = commands.newStats();
    stats.record(0, 1_000, true);
    stats.reject(0);
    ErrorMetrics errors = new ErrorMetrics();
    errors.record("ERR");
    metrics.bindCommands(commands);
    metrics.bindErrors(errors);
    for (MetricSpec spec : metrics.unbound(MetricSpecs.all())) {
      if (spec.type() == MetricSpec.Type.HISTOGRAM) {
        metrics.histogram(spec);
      } else if (spec.label().isEmpty()) {
        metrics.bind(spec, () -> 7);
      } else {
        metrics.bind(spec, "0", () -> 7);
      }
    }
    assertThat(metrics.unbound(MetricSpecs.all())).isEmpty();
    String text = text();
    for (MetricSpec spec : MetricSpecs.all()) {
      String type = spec.type().name().toLowerCase(Locale.ROOT);
      assertThat(text).contains("# TYPE " + spec.name() + " " + type + "\n");
      assertThat(text).contains("# HELP " + spec.name() + " " + spec.meaning() + "\n");
      boolean isHistogram = spec.type() == MetricSpec.Type.HISTOGRAM;
      assertThat(text).contains("\n" + spec.name() + (isHistogram ? "_count" : ""));
    }
  }

  @Test
  void showsTheDurationsOfCommandsInCumulativeBuckets() throws IOException {
    CommandMetrics commands = new CommandMetrics(List.of("get", "config|get"));
    CommandStats stats = commands.newStats();
    stats.record(0, 3_000, false);
    stats.record(0, 20_000, false);
    stats.record(0, 10_000_000_000L, true);
    metrics.bindCommands(commands);
    assertThat(text())
        .contains("trivet_command_duration_seconds_bucket{command=\"get\",le=\"5.0E-6\"} 1\n")
        .contains("trivet_command_duration_seconds_bucket{command=\"get\",le=\"2.5E-5\"} 2\n")
        .contains("trivet_command_duration_seconds_bucket{command=\"get\",le=\"5.0\"} 2\n")
        .contains("trivet_command_duration_seconds_bucket{command=\"get\",le=\"+Inf\"} 3\n")
        .contains("trivet_command_duration_seconds_count{command=\"get\"} 3\n")
        .contains("trivet_command_duration_seconds_sum{command=\"get\"} 10.000023\n")
        .contains("trivet_command_failures_total{command=\"get\"} 1.0\n")
        .doesNotContain("config|get");
  }

  @Test
  void readsSuppliersAtEachScrapeAndKeepsThemAlive() throws IOException {
    AtomicLong number = new AtomicLong(1);
    metrics.bind(MetricSpecs.CONNECTIONS, supplier(number));
    metrics.bind(MetricSpecs.KEYS, "0", () -> 5);
    metrics.bind(MetricSpecs.KEYS, "3", () -> 6);
    metrics.bind(MetricSpecs.HITS, number::get);
    System.gc();
    assertThat(text()).contains("\ntrivet_connections 1.0\n");
    number.set(2);
    assertThat(text())
        .contains("\ntrivet_connections 2.0\n")
        .contains("\ntrivet_keyspace_keys{db=\"0\"} 5.0\n")
        .contains("\ntrivet_keyspace_keys{db=\"3\"} 6.0\n")
        .contains("\ntrivet_keyspace_hits_total 2.0\n");
  }

  @Test
  void showsTheMachineAndTheProcess() throws IOException {
    assertThat(text())
        .contains("jvm_memory_used_bytes{")
        .contains("jvm_threads_live_threads ")
        .contains("process_uptime_seconds ")
        .contains("process_files_open_files ");
    assertThat(ResidentMemory.bytes()).isGreaterThan(1 << 20);
  }

  @Test
  void refusesToBindAHistogramToASupplier() {
    assertThatThrownBy(() -> metrics.bind(MetricSpecs.LOG_SYNC_DURATION, () -> 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesFollowTheConventionsOfPrometheus() {
    Set<String> names = new HashSet<>();
    for (MetricSpec spec : MetricSpecs.all()) {
      assertThat(spec.name()).matches("trivet(_[a-z]+)+");
      assertThat(names.add(spec.name())).as(spec.name()).isTrue();
      assertThat(spec.name().endsWith("_total"))
          .as(spec.name())
          .isEqualTo(spec.type() == MetricSpec.Type.COUNTER);
      assertThat(spec.name().endsWith("_duration_seconds"))
          .as(spec.name())
          .isEqualTo(spec.type() == MetricSpec.Type.HISTOGRAM);
      assertThat(spec.meaning()).endsWith(".");
    }
  }

  @Test
  void referenceSaysWhatTheDeclarationsSay() throws IOException {
    String page = MetricsReference.markdown();
    if (!"false".equals(System.getProperty("rewrite", "false"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).as("-Drewrite makes it anew").isEqualTo(page);
  }

  private static DoubleSupplier supplier(AtomicLong number) {
    return () -> number.get();
  }

  private String text() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    metrics.write(out, "text/plain; version=0.0.4");
    return out.toString(StandardCharsets.UTF_8);
  }
}
