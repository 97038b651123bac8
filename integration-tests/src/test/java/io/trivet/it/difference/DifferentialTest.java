package io.trivet.it.difference;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.difference.Documentation.Syntax;
import io.trivet.it.process.NodeProcess;
import io.trivet.it.process.RedisProcess;
import io.trivet.it.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random streams of requests to a node and to redis-server 7.0, reply for reply, and what both
/// hold after each stream.
///
/// `-Dtrivet.diff.commands=N` sends more. A stream that fails is shrunk, and told with the line
/// that runs it alone.
final class DifferentialTest {
  private static final long COMMANDS = Long.getLong("trivet.diff.commands", 20_000);

  /// The build sends the same requests each time; who asks for a number gets others.
  private static final long SEED =
      Long.getLong(
          "trivet.diff.seed",
          System.getProperty("trivet.diff.commands") == null ? 20_261_122 : System.nanoTime());

  private static final int STEPS = 100;
  private static final int MOST_FAILURES = Integer.getInteger("trivet.diff.failures", 10);

  /// Small, so that few requests pass them; 7.0 knows no packed sets.
  private static final String[] LIMITS = {
    "--hash-max-listpack-entries", "4",
    "--hash-max-listpack-value", "20",
    "--zset-max-listpack-entries", "4",
    "--zset-max-listpack-value", "20",
    "--set-max-intset-entries", "4",
    "--list-max-listpack-size", "4"
  };

  @TempDir static Path folder;
  private static RedisProcess redis;
  private static NodeProcess node;
  private static Documentation documentation;

  @BeforeAll
  static void startServers() throws IOException {
    redis = RedisProcess.start(folder, LIMITS);
    List<String> directives = new ArrayList<>(List.of(LIMITS));
    directives.addAll(List.of("--set-max-listpack-entries", "0"));
    node = NodeProcess.start(folder, directives.toArray(String[]::new));
    try (Wire wire = Wire.connect(node.port())) {
      documentation = Documentation.of(wire);
    }
  }

  @AfterAll
  static void stopServers() {
    if (redis != null) {
      redis.close();
    }
    if (node != null) {
      node.close();
    }
  }

  @Test
  void everyCommandThatIsLeftOutIsDeclared() {
    Set<String> unknown = new TreeSet<>(LeftOut.reasons().keySet());
    unknown.removeAll(documentation.commands().stream().map(Syntax::name).toList());
    assertThat(unknown).isEmpty();
  }

  @Test
  void nodeAnswersAsRedis() throws IOException {
    Map<String, String> failures = new TreeMap<>();
    Coverage coverage = new Coverage();
    try (ServerPair servers = new ServerPair(redis.port(), node.port())) {
      long seed = SEED;
      while (coverage.requests() < COMMANDS && failures.size() < MOST_FAILURES) {
        run(servers, seed, coverage, failures);
        seed++;
      }
    }
    tell(coverage);
    assertThat(failures.values())
        .as("%d requests, seed %d", coverage.requests(), SEED)
        .withRepresentation(value -> String.join("\n\n", failures.values()))
        .isEmpty();
  }

  private static void run(
      ServerPair servers, long seed, Coverage coverage, Map<String, String> failures)
      throws IOException {
    String protocol = seed % 2 == 0 ? "2" : "3";
    List<Step> steps = new StreamWriter(documentation, seed).steps(STEPS);
    Difference difference = servers.run(steps, protocol, coverage);
    if (difference != null && !failures.containsKey(difference.kind())) {
      failures.put(difference.kind(), shrunk(servers, seed, protocol, steps, difference));
    }
  }

  private static String shrunk(
      ServerPair servers, long seed, String protocol, List<Step> steps, Difference seen)
      throws IOException {
    List<Step> shortest =
        Shrinker.shrink(
            steps,
            shorter -> {
              Difference difference = servers.run(shorter, protocol, new Coverage());
              return difference != null && difference.kind().equals(seen.kind());
            });
    Difference difference = servers.run(shortest, protocol, new Coverage());
    return """
    -Dtest=DifferentialTest -Dtrivet.diff.seed=%d -Dtrivet.diff.commands=1   (RESP%s)
    %s
    -> %s\
    """
        .formatted(
            seed,
            protocol,
            shortest.stream().map(Step::toString).collect(Collectors.joining("\n")),
            difference == null ? "not seen again: " + seen.text() : difference.text());
  }

  private static void tell(Coverage coverage) {
    List<String> rare = new ArrayList<>();
    for (Syntax syntax : documentation.commands()) {
      int[] answers = coverage.answers(syntax.names());
      if (!LeftOut.reasons().containsKey(syntax.name()) && (answers[0] == 0 || answers[1] == 0)) {
        rare.add(syntax.name() + " " + answers[0] + "/" + answers[1]);
      }
    }
    System.out.printf(
        "difference: requests=%d -Dtrivet.diff.seed=%d%n  reviewed: %s%n  never right or never"
            + " wrong: %s%n",
        coverage.requests(), SEED, coverage.reviewed(), rare);
  }
}
