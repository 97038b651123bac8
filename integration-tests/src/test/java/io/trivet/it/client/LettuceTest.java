package io.trivet.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Lettuce, in both versions of the protocol.
final class LettuceTest {
  private static final double PATIENCE_S = 30;

  @TempDir static Path folder;
  private static GuardedNode node;

  @BeforeAll
  static void startNode() throws IOException {
    node = GuardedNode.start(folder);
  }

  @AfterAll
  static void stopNode() {
    node.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void readsEveryType(ProtocolVersion version) {
    try (RedisClient client = client(version, GuardedNode.PASSWORD)) {
      RedisCommands<String, String> commands = commands(client);
      assertThat(commands.set("string", "value", SetArgs.Builder.px(100_000))).isEqualTo("OK");
      assertThat(commands.get("string")).isEqualTo("value");
      assertThat(commands.pttl("string")).isBetween(98_000L, 100_000L);
      assertThat(commands.get("missing")).isNull();
      assertThat(commands.mget("string", "missing"))
          .containsExactly(KeyValue.just("string", "value"), KeyValue.empty("missing"));
      assertThat(commands.rpush("list", "a", "b", "c")).isEqualTo(3);
      assertThat(commands.lrange("list", 0, -1)).containsExactly("a", "b", "c");
      assertThat(commands.hset("hash", Map.of("f", "1", "g", "2"))).isEqualTo(2);
      assertThat(commands.hgetall("hash")).isEqualTo(Map.of("f", "1", "g", "2"));
      assertThat(commands.sadd("set", "x", "y")).isEqualTo(2);
      assertThat(commands.smembers("set")).isEqualTo(Set.of("x", "y"));
      assertThat(commands.zadd("zset", 1.5, "m")).isEqualTo(1);
      assertThat(commands.zrangeWithScores("zset", 0, -1))
          .containsExactly(ScoredValue.just(1.5, "m"));
      assertThat(commands.zscore("zset", "m")).isEqualTo(1.5);
      assertThat(commands.objectEncoding("hash")).isEqualTo("listpack");
      assertThat(commands.dbsize()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void answersOfAPipelineAreInOrder(ProtocolVersion version)
      throws ExecutionException, InterruptedException {
    try (RedisClient client = client(version, GuardedNode.PASSWORD)) {
      StatefulRedisConnection<String, String> connection = client.connect();
      connection.sync().flushall();
      RedisAsyncCommands<String, String> commands = connection.async();
      connection.setAutoFlushCommands(false);
      List<RedisFuture<Long>> sums = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        sums.add(commands.incr("counter"));
      }
      connection.flushCommands();
      for (int i = 0; i < sums.size(); i++) {
        assertThat(sums.get(i).get()).isEqualTo(i + 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void transactionEndsWithNothingIfAWatchedKeyChanged(ProtocolVersion version) {
    try (RedisClient client = client(version, GuardedNode.PASSWORD)) {
      RedisCommands<String, String> commands = commands(client);
      commands.watch("balance");
      commands.multi();
      commands.incrby("balance", 5);
      commands.lpush("history", "5");
      assertThat(commands.exec()).containsExactly(5L, 1L);

      commands.watch("balance");
      client.connect().sync().incr("balance");
      commands.multi();
      commands.set("balance", "0");
      TransactionResult disturbed = commands.exec();
      assertThat(disturbed.wasDiscarded()).isTrue();
      assertThat(commands.get("balance")).isEqualTo("6");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void subscriberHearsChannelsAndPatterns(ProtocolVersion version) throws InterruptedException {
    try (RedisClient client = client(version, GuardedNode.PASSWORD)) {
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      StatefulRedisPubSubConnection<String, String> subscriber = client.connectPubSub();
      subscriber.addListener(new Listener(heard));
      subscriber.sync().subscribe("news");
      subscriber.sync().psubscribe("n?ws");
      assertThat(List.of(heard.take(), heard.take())).containsExactly("+news", "+n?ws");
      assertThat(commands(client).publish("news", "today")).isEqualTo(2);
      assertThat(Set.of(heard.take(), heard.take())).isEqualTo(Set.of("news today", "n?ws today"));
      subscriber.sync().unsubscribe("news");
      assertThat(heard.take()).isEqualTo("-news");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void blockingPopIsServedByAPushOrByTime(ProtocolVersion version)
      throws ExecutionException, InterruptedException {
    try (RedisClient client = client(version, GuardedNode.PASSWORD)) {
      RedisCommands<String, String> pushing = commands(client);
      RedisAsyncCommands<String, String> waiting = client.connect().async();
      assertThat(waiting.blpop(0.01, "none").get()).isNull();
      RedisFuture<KeyValue<String, String>> popped = waiting.brpop(PATIENCE_S, "none", "queue");
      while (!pushing.info("clients").contains("blocked_clients:1\r")) {
        assertThat(popped.isDone()).isFalse();
      }
      pushing.rpush("queue", "job");
      assertThat(popped.get()).isEqualTo(KeyValue.just("queue", "job"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void scanMeetsEveryKey(ProtocolVersion version) {
    try (RedisClient client = client(version, GuardedNode.PASSWORD)) {
      RedisCommands<String, String> commands = commands(client);
      Set<String> expected = new TreeSet<>();
      for (int i = 0; i < 1_000; i++) {
        commands.set("key:" + i, "");
        expected.add("key:" + i);
      }
      ScanArgs arguments = ScanArgs.Builder.matches("key:*").limit(50);
      KeyScanCursor<String> page = commands.scan(arguments);
      Set<String> met = new TreeSet<>(page.getKeys());
      while (!page.isFinished()) {
        page = commands.scan(page, arguments);
        met.addAll(page.getKeys());
      }
      assertThat(met).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void errorsAreThrownAndTheConnectionLives(ProtocolVersion version) {
    try (RedisClient client = client(version, GuardedNode.PASSWORD)) {
      RedisCommands<String, String> commands = commands(client);
      commands.lpush("list", "a");
      assertThatThrownBy(() -> commands.incr("list"))
          .isInstanceOf(RedisCommandExecutionException.class)
          .hasMessageStartingWith("WRONGTYPE");
      assertThat(commands.ping()).isEqualTo("PONG");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void passwordIsAskedFor(ProtocolVersion version) {
    try (RedisClient stranger = client(version, "wrong")) {
      assertThatThrownBy(stranger::connect)
          .isInstanceOf(RedisConnectionException.class)
          .hasRootCauseMessage("WRONGPASS invalid username-password pair or user is disabled.");
    }
  }

  /// Tells what it hears: `+channel` for a subscription, `-channel` for its end, `channel message`
  /// for a message.
  private static final class Listener extends RedisPubSubAdapter<String, String> {
    private final BlockingQueue<String> heard;

    Listener(BlockingQueue<String> heard) {
      this.heard = heard;
    }

    @Override
    public void subscribed(String channel, long count) {
      heard.add("+" + channel);
    }

    @Override
    public void psubscribed(String pattern, long count) {
      heard.add("+" + pattern);
    }

    @Override
    public void unsubscribed(String channel, long count) {
      heard.add("-" + channel);
    }

    @Override
    public void message(String channel, String message) {
      heard.add(channel + " " + message);
    }

    @Override
    public void message(String pattern, String channel, String message) {
      heard.add(pattern + " " + message);
    }
  }

  /// A connection to the node without data; it ends with its client.
  private static RedisCommands<String, String> commands(RedisClient client) {
    RedisCommands<String, String> commands = client.connect().sync();
    commands.flushall();
    return commands;
  }

  private static RedisClient client(ProtocolVersion version, String password) {
    RedisURI uri =
        RedisURI.Builder.redis("127.0.0.1", node.port())
            .withPassword(password.toCharArray())
            .build();
    RedisClient client = RedisClient.create(uri);
    client.setOptions(ClientOptions.builder().protocolVersion(version).build());
    return client;
  }
}
