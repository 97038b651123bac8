package io.trivet.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.cli.bench.load.Phase.ForOperations;
import io.trivet.cli.bench.load.Phase.ForTime;
import io.trivet.cli.bench.load.Phase.Limit;
import io.trivet.cli.bench.workload.CommandMix;
import io.trivet.cli.bench.workload.KeyDistribution;
import io.trivet.cli.bench.workload.KeyLayout;
import io.trivet.cli.bench.workload.Workload;
import io.trivet.cli.resp.ScriptedServer;
import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ServerLoadTest {
  private static final int CONNECTIONS = 5;
  private static final KeyLayout LAYOUT = new KeyLayout("key:", 16, 1003);
  private static final Greeting NO_GREETING = new Greeting(null, null, false, 0);

  @Test
  void sendsExactlyTheOperationsAskedFor() throws Exception {
    Set<String> keys = ConcurrentHashMap.newKeySet();
    AtomicInteger count = new AtomicInteger();
    PhaseResult result =
        run(
            words -> {
              keys.add(words.get(1));
              count.incrementAndGet();
              return "+OK\r\n";
            },
            Workload.eachKeyOnce("set", LAYOUT, 300),
            new ForOperations(1003),
            0,
            null);
    assertThat(result.isClean()).isTrue();
    assertThat(result.operations()).isEqualTo(1003);
    assertThat(count).hasValue(1003);
    assertThat(keys).hasSize(1003);
  }

  @Test
  void measuresForATime() throws Exception {
    PhaseResult result = run(_ -> "$2\r\nhi\r\n", gets(), new ForTime(50, 200), 0, null);
    assertThat(result.isClean()).isTrue();
    assertThat(result.operations()).isGreaterThan(100);
    assertThat(result.elapsedNs()).isGreaterThanOrEqualTo(200_000_000L);
    assertThat(result.all().maxUs()).isPositive();
  }

  @Test
  void keepsARate() throws Exception {
    PhaseResult result = run(_ -> "$-1\r\n", gets(), new ForTime(0, 400), 500, null);
    double due = 500 * result.elapsedNs() / 1e9;
    assertThat((double) (result.operations() + result.unsent())).isBetween(due - 20, due + 20);
    assertThat(result.nulls()).isEqualTo(result.operations());
  }

  @Test
  void reportsErrorsAndGoesOn() throws Exception {
    PhaseResult result =
        run(
            words -> words.get(1).endsWith("7") ? "-ERR seven\r\n" : "+OK\r\n",
            Workload.eachKeyOnce("set", LAYOUT, 1),
            new ForOperations(1003),
            0,
            null);
    assertThat(result.operations()).isEqualTo(1003);
    assertThat(result.errorTexts()).containsEntry("ERR seven", 100L);
    assertThat(result.commands().getFirst().errors()).isEqualTo(100);
  }

  @Test
  void reportsConnectionsThatAreClosed() throws Exception {
    PhaseResult result = run(_ -> "", gets(), new ForTime(0, 10_000), 0, null);
    assertThat(result.lostConnections()).isEqualTo(CONNECTIONS);
    assertThat(result.isClean()).isFalse();
  }

  @Test
  void reportsAServerThatSpeaksAnotherProtocolAsLost() throws Exception {
    PhaseResult result = run(_ -> "HTTP/1.1 400\r\n", gets(), new ForTime(0, 10_000), 0, null);
    assertThat(result.lostConnections()).isEqualTo(CONNECTIONS);
  }

  @Test
  void waitsForStandbysBehindEachBatch() throws Exception {
    AtomicInteger waits = new AtomicInteger();
    PhaseResult result =
        run(
            words -> {
              if (words.getFirst().equals("WAIT")) {
                waits.incrementAndGet();
                return ":1\r\n";
              }
              return "+OK\r\n";
            },
            Workload.eachKeyOnce("set", LAYOUT, 1),
            new ForOperations(1003),
            0,
            new Replication(1, 100));
    assertThat(result.isClean()).isTrue();
    assertThat(result.operations()).isEqualTo(1003);
    assertThat(waits).hasValue(2 * 25 + 3 * 26);
  }

  @Test
  void endsEarlyWhenItIsCancelled() throws Exception {
    Cancellation cancellation = new Cancellation();
    AtomicInteger calls = new AtomicInteger();
    PhaseResult result =
        run(
            _ -> {
              if (calls.incrementAndGet() == 100) {
                cancellation.cancel();
              }
              return "+OK\r\n";
            },
            gets(),
            new ForOperations(Long.MAX_VALUE / 4),
            0,
            null,
            cancellation);
    assertThat(result.operations()).isPositive();
    assertThat(result.isClean()).isTrue();
  }

  @Test
  void greetsOnEveryConnectionAndTellsARefusal() throws Exception {
    Greeting greeting = new Greeting("me", "secret", true, 3);
    Set<List<String>> heard = ConcurrentHashMap.newKeySet();
    Function<List<String>, String> welcome =
        words -> {
          heard.add(words);
          return words.getFirst().equals("HELLO") ? "%1\r\n+proto\r\n:3\r\n" : "+OK\r\n";
        };
    try (ScriptedServer server = new ScriptedServer(welcome);
        LoadGenerator generator = new LoadGenerator(1, System::nanoTime)) {
      generator.connect(address(server), CONNECTIONS, greeting);
      assertThat(heard)
          .containsExactlyInAnyOrder(
              List.of("AUTH", "me", "secret"), List.of("HELLO", "3"), List.of("SELECT", "3"));
    }
    try (ScriptedServer server = new ScriptedServer(_ -> "-WRONGPASS go away\r\n");
        LoadGenerator generator = new LoadGenerator(1, System::nanoTime)) {
      assertThatThrownBy(() -> generator.connect(address(server), CONNECTIONS, greeting))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("WRONGPASS go away");
    }
  }

  private static Workload gets() {
    CommandMix mix = CommandMix.parse("get=3,set=1", LAYOUT, 64);
    return new Workload(mix, LAYOUT, new KeyDistribution.Zipf(0.99), 64);
  }

  private static PhaseResult run(
      Function<List<String>, String> answer,
      Workload workload,
      Limit limit,
      double rate,
      @Nullable Replication replication)
      throws Exception {
    return run(answer, workload, limit, rate, replication, new Cancellation());
  }

  private static PhaseResult run(
      Function<List<String>, String> answer,
      Workload workload,
      Limit limit,
      double rate,
      @Nullable Replication replication,
      Cancellation cancellation)
      throws Exception {
    Phase phase =
        new Phase(
            workload.commandNames(),
            workload.streams(CONNECTIONS, 1),
            workload.maxOperationBytes(),
            8,
            limit,
            rate,
            replication);
    try (ScriptedServer server = new ScriptedServer(answer);
        LoadGenerator generator = new LoadGenerator(2, System::nanoTime)) {
      ServerLoad load = generator.connect(address(server), CONNECTIONS, NO_GREETING);
      CountingWindow window = new CountingWindow();
      PhaseResult result = load.run(phase, window, cancellation);
      assertThat(window.opened).isEqualTo(1);
      assertThat(window.closed).isEqualTo(1);
      return result;
    }
  }

  private static ServerAddress address(ScriptedServer server) {
    return new ServerAddress("127.0.0.1", server.port());
  }

  private static final class CountingWindow implements Window {
    private int opened;
    private int closed;

    @Override
    public void opened() {
      opened++;
    }

    @Override
    public void closed() {
      closed++;
    }
  }
}
