package io.trivet.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.metrics.MetricSpecs;
import io.trivet.server.redis.RedisTalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the three members of a running group show on their HTTP ports.
@Timeout(120)
final class GroupMetricsTest {
  private static final int PEER_DISTANCE = 1_500;

  @TempDir Path folder;

  @Test
  void eachMemberShowsItsRoleAndItsLag() throws IOException {
    int[] ports = {RunningServer.freePort(), RunningServer.freePort(), RunningServer.freePort()};
    String members = "";
    for (int i = 0; i < ports.length; i++) {
      members +=
          "group-member n%d %s 127.0.0.1:%d 127.0.0.1:%d\n"
              .formatted(i + 1, i == 2 ? "voter" : "data", ports[i], ports[i] + PEER_DISTANCE);
    }
    // Side by side: a member of a new group waits for the others before it listens.
    CompletableFuture<RunningServer> second = begin(2, ports[1], members);
    CompletableFuture<RunningServer> third = begin(3, ports[2], members);
    try (RunningServer first = member(1, ports[0], members);
        RunningServer other = second.join();
        RunningServer voter = third.join()) {
      RunningServer.await(() -> isWhole(first) || isWhole(other));
      RunningServer primary = isWhole(first) ? first : other;
      RunningServer standby = isWhole(first) ? other : first;
      String standbyId = isWhole(first) ? "n2" : "n1";
      try (RedisTalk client = primary.talk()) {
        assertThat(client.ask("SET", "key", "value")).isEqualTo("OK");
      }
      RunningServer.await(() -> samples(standby).get("trivet_group_lag_bytes") == 0);
      assertThat(primary.server().metrics().unbound(MetricSpecs.of(true, true))).isEmpty();
      assertThat(samples(primary))
          .containsEntry("trivet_group_role{role=\"primary\"}", 1.0)
          .containsEntry("trivet_group_role{role=\"standby\"}", 0.0)
          .containsEntry("trivet_group_serving", 1.0)
          .containsEntry("trivet_group_in_sync_members", 2.0)
          .containsEntry("trivet_group_standby_lag_bytes{standby=\"%s\"}".formatted(standbyId), 0.0)
          .containsEntry("trivet_group_lag_bytes", Double.NaN);
      assertThat(samples(primary).get("trivet_group_epoch")).isPositive();
      assertThat(samples(standby))
          .containsEntry("trivet_group_role{role=\"standby\"}", 1.0)
          .containsEntry("trivet_group_serving", 0.0)
          .containsEntry("trivet_group_in_sync_members", 2.0)
          .containsEntry("trivet_group_lease_seconds", 0.0);
      assertThat(samples(standby).get("trivet_group_lag_seconds")).isBetween(0.0, 10.0);
      assertThat(samples(standby).get("trivet_group_applied_sequence")).isPositive();
      assertThat(voter.server().metrics().unbound(MetricSpecs.of(false, true))).isEmpty();
      assertThat(samples(voter))
          .containsEntry("trivet_group_role{role=\"voter\"}", 1.0)
          .containsEntry("trivet_group_in_sync_members", 2.0)
          .doesNotContainKey("trivet_log_appended_sequence");
    }
    assertThat(folder.resolve("n1/data/wal/clean-stop")).exists();
    assertThat(folder.resolve("n2/data/wal/clean-stop")).exists();
  }

  private CompletableFuture<RunningServer> begin(int number, int port, String members) {
    CompletableFuture<RunningServer> begun = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            begun.complete(member(number, port, members));
          } catch (IOException | RuntimeException e) {
            begun.completeExceptionally(e);
          }
        });
    return begun;
  }

  private RunningServer member(int number, int port, String members) throws IOException {
    Path own = Files.createDirectories(folder.resolve("n" + number));
    RunningServer.write(own, port, members + "node-id n" + number);
    return RunningServer.restart(own);
  }

  private static boolean isWhole(RunningServer node) throws IOException {
    Map<String, Double> samples = samples(node);
    return samples.get("trivet_group_serving") == 1
        && samples.get("trivet_group_in_sync_members") == 2;
  }

  private static Map<String, Double> samples(RunningServer node) throws IOException {
    return MetricsPage.samples(node.page("/metrics"));
  }
}
