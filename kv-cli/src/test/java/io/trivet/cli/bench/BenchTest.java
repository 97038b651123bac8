package io.trivet.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.cli.bench.workload.NamedCommands;
import io.trivet.cli.resp.ScriptedServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(120)
final class BenchTest {
  private static final String LOAD = " --connections 4 --warmup 50ms --duration 200ms --keys 500";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void measuresAServerFor200Ms() throws Exception {
    AtomicInteger sets = new AtomicInteger();
    try (ScriptedServer server = new ScriptedServer(words -> answer(words, sets))) {
      int exitCode = bench(server.port() + LOAD + " --mix get=3,set=1 -P 4 --populate");
      assertThat(exitCode).isZero();
    }
    assertThat(sets).hasValueGreaterThan(500);
    assertThat(out.toString())
        .contains("127.0.0.1:", "redis 7.0.15", "populate", "get", "set", "all")
        .containsPattern("set +500 ")
        .doesNotContain("error:");
    assertThat(err.toString()).contains("populating", "warming up", "measuring");
  }

  @Test
  void comparesTwoServers() throws Exception {
    AtomicInteger sets = new AtomicInteger();
    try (ScriptedServer a = new ScriptedServer(words -> answer(words, sets));
        ScriptedServer b = new ScriptedServer(words -> answer(words, sets))) {
      int exitCode =
          bench(a.port() + " --compare " + b.port() + LOAD + " --rounds 1 --format csv --populate");
      assertThat(exitCode).isZero();
    }
    assertThat(out.toString().lines())
        .anyMatch(line -> line.contains(",throughput,all,op/s,"))
        .anyMatch(line -> line.contains(",p99,get,us,"))
        .anyMatch(line -> line.contains(",populate,all,op/s,"));
  }

  @Test
  void failsWhenRepliesAreErrors() throws Exception {
    try (ScriptedServer server = new ScriptedServer(_ -> "-ERR unwilling\r\n")) {
      assertThat(bench(server.port() + " -n 100 --warmup 0 --format json -q")).isEqualTo(1);
    }
    assertThat(out.toString()).contains("\"ERR unwilling\": 100").contains("\"clean\": false");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void populatesAndNothingElse() throws Exception {
    AtomicInteger sets = new AtomicInteger();
    try (ScriptedServer server = new ScriptedServer(words -> answer(words, sets))) {
      assertThat(bench("--port " + server.port() + " --populate 123 --populate-only")).isZero();
    }
    assertThat(sets).hasValue(123);
    assertThat(out.toString()).contains("populate").doesNotContain("\nrun");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--connections 0",
        "--threads 0",
        "--pipeline 0",
        "--pipeline 1000000 --value-size 1000",
        "--keys 0",
        "--keys 100000000000 --key-size 10",
        "--value-size -1",
        "--rate -1",
        "--rounds 0",
        "--populate=-1",
        "--command get --mix get=1",
        "--mix nonsense=1",
        "--distribution normal",
        "--duration never",
        "--format xml",
        "--user me",
        "--wait -1",
        "7000 --port 7001",
        "--port 0",
        "host:port"
      })
  void refusesOptionsThatMakeNoSense(String options) {
    assertThat(bench(options)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).isNotBlank();
  }

  @Test
  void namesAllCommandsInItsHelp() {
    assertThat(bench("--help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " ")).contains(NamedCommands.names());
  }

  private int bench(String options) {
    return new CommandLine(new Bench())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(options.strip().split(" +", -1));
  }

  private static String answer(List<String> words, AtomicInteger sets) {
    return switch (words.getFirst()) {
      case "INFO" -> "$20\r\nredis_version:7.0.15\r\n";
      case "GET" -> "$5\r\nvalue\r\n";
      case "SET" -> {
        sets.incrementAndGet();
        yield "+OK\r\n";
      }
      default -> "-ERR unknown command\r\n";
    };
  }
}
