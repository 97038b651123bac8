package io.trivet.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.metrics.MetricSpec;
import io.trivet.server.metrics.MetricSpecs;
import io.trivet.server.redis.RedisTalk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a running node shows on its HTTP port.
@Timeout(60)
final class NodeMetricsTest {

  /// A sample of Prometheus's text format: name, labels, value.
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\""
              + "(?:,[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\")*,?\\})?"
              + " (NaN|[+-]Inf|[+-]?[0-9.]+(?:E-?[0-9]+)?)");

  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");

  @TempDir Path folder;

  @Test
  void everyDeclaredMetricHasASourceAndTheTextParses() throws IOException {
    try (RunningServer node = RunningServer.start(folder);
        RedisTalk client = node.talk()) {
      assertThat(node.server().metrics().unbound()).isEmpty();
      client.ask("SET", "key", "value");
      client.ask("GET", "key");
      client.ask("GET", "absent");
      client.ask("LPUSH", "key", "x");
      client.ask("GET");
      client.ask("SAVE");
      Map<String, Double> samples = samples(node.page("/metrics"));
      for (MetricSpec spec : MetricSpecs.all()) {
        assertThat(samples.keySet()).as(spec.name()).anyMatch(name -> name.startsWith(spec.name()));
      }
      assertThat(samples)
          .containsEntry("trivet_ready", 1.0)
          .containsEntry("trivet_connections", 1.0)
          .containsEntry("trivet_keyspace_keys{db=\"0\"}", 1.0)
          .containsEntry("trivet_errors_total{error=\"WRONGTYPE\"}", 1.0)
          .containsEntry("trivet_log_ring_size_bytes", 1048576.0)
          .containsEntry("trivet_log_failures_total", 0.0)
          .containsEntry("trivet_checkpoint_failures_total", 0.0);
      for (String positive :
          List.of(
              "trivet_network_received_bytes_total",
              "trivet_network_sent_bytes_total",
              "trivet_log_size_bytes",
              "trivet_disk_free_bytes",
              "trivet_log_sync_duration_seconds_count",
              "trivet_checkpoint_duration_seconds_count",
              "trivet_checkpoint_written_bytes_total",
              "trivet_command_duration_seconds_count{command=\"get\"}")) {
        assertThat(samples.get(positive)).as(positive).isPositive();
      }
      assertThat(samples.get("trivet_checkpoint_age_seconds")).isBetween(0.0, 60.0);
    }
  }

  @Test
  void keysThatLeaveMemoryAndComeBackAreCounted() throws IOException {
    try (RunningServer node = RunningServer.start(folder, "enable-debug-command yes");
        RedisTalk client = node.talk()) {
      client.ask("SET", "key", "value");
      assertThat(client.ask("DEBUG", "RELOAD")).isEqualTo("OK");
      assertThat(client.ask("GET", "key")).isEqualTo("value");
      Map<String, Double> samples = samples(node.page("/metrics"));
      assertThat(samples.get("trivet_keyspace_cooled_keys_total")).isPositive();
      assertThat(samples.get("trivet_keyspace_cold_reads_total")).isPositive();
      assertThat(samples.get("trivet_keyspace_cold_read_duration_seconds_count")).isPositive();
    }
  }

  @Test
  void liveAndReadySayWhatTheyChecked() throws IOException {
    try (RunningServer node = RunningServer.start(folder)) {
      assertThat(node.page("/live")).isEqualTo("200\nlog: ok\n");
      assertThat(node.page("/ready")).isEqualTo("200\nlog: ok\nserving: ok\n");
    }
  }

  private static Map<String, Double> samples(String page) {
    assertThat(page).startsWith("200\n").endsWith("\n");
    Map<String, Double> samples = new HashMap<>();
    Map<String, String> types = new HashMap<>();
    for (String line : page.substring(4).split("\n", -1)) {
      Matcher comment = COMMENT.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (comment.matches()) {
        String before = types.put(comment.group(1) + comment.group(2), comment.group(3));
        assertThat(before).as("told twice: %s", line).isNull();
      } else if (sample.matches()) {
        String labels = sample.group(2) == null ? "" : sample.group(2);
        Double before = samples.put(sample.group(1) + labels, number(sample.group(3)));
        assertThat(before).as("twice: %s", line).isNull();
      } else {
        assertThat(line).as("neither a comment nor a sample").isEmpty();
      }
    }
    return samples;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
