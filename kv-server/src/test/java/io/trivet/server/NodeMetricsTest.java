package io.trivet.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.metrics.MetricSpec;
import io.trivet.server.metrics.MetricSpecs;
import io.trivet.server.redis.RedisTalk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a running node shows on its HTTP port.
@Timeout(60)
final class NodeMetricsTest {

  @TempDir Path folder;

  @Test
  void everyDeclaredMetricHasASourceAndTheTextParses() throws IOException {
    try (RunningServer node = RunningServer.start(folder);
        RedisTalk client = node.talk()) {
      assertThat(node.server().metrics().unbound(MetricSpecs.of(true, false))).isEmpty();
      client.ask("SET", "key", "value");
      client.ask("GET", "key");
      client.ask("GET", "absent");
      client.ask("LPUSH", "key", "x");
      client.ask("GET");
      client.ask("SAVE");
      Map<String, Double> samples = MetricsPage.samples(node.page("/metrics"));
      for (MetricSpec spec : MetricSpecs.of(true, false)) {
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
      Map<String, Double> samples = MetricsPage.samples(node.page("/metrics"));
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
}
