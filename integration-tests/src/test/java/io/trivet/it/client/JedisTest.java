package io.trivet.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/// Jedis, in both versions of the protocol.
final class JedisTest {
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
  void readsEveryType(RedisProtocol protocol) {
    try (Jedis jedis = connect(protocol)) {
      assertThat(jedis.set("string", "value", SetParams.setParams().ex(100))).isEqualTo("OK");
      assertThat(jedis.get("string")).isEqualTo("value");
      assertThat(jedis.ttl("string")).isBetween(98L, 100L);
      assertThat(jedis.get("missing")).isNull();
      assertThat(jedis.incrByFloat("number", 0.5)).isEqualTo(0.5);
      assertThat(jedis.setbit("bits", 7, true)).isFalse();
      assertThat(jedis.bitcount("bits")).isEqualTo(1);
      assertThat(jedis.rpush("list", "a", "b", "c")).isEqualTo(3);
      assertThat(jedis.lrange("list", 0, -1)).containsExactly("a", "b", "c");
      assertThat(jedis.hset("hash", Map.of("f", "1", "g", "2"))).isEqualTo(2);
      assertThat(jedis.hgetAll("hash")).isEqualTo(Map.of("f", "1", "g", "2"));
      assertThat(jedis.sadd("set", "x", "y")).isEqualTo(2);
      assertThat(jedis.smembers("set")).isEqualTo(Set.of("x", "y"));
      assertThat(jedis.sismember("set", "x")).isTrue();
      assertThat(jedis.zadd("zset", Map.of("one", 1.0, "half", 0.5))).isEqualTo(2);
      assertThat(jedis.zrangeWithScores("zset", 0, -1))
          .containsExactly(new Tuple("half", 0.5), new Tuple("one", 1.0));
      assertThat(jedis.zscore("zset", "one")).isEqualTo(1.0);
      assertThat(jedis.zmscore("zset", "one", "two")).containsExactly(1.0, null);
      assertThat(jedis.type("zset")).isEqualTo("zset");
      assertThat(jedis.dbSize()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void answersOfAPipelineAreInOrder(RedisProtocol protocol) {
    try (Jedis jedis = connect(protocol);
        Pipeline pipeline = jedis.pipelined()) {
      List<Response<Long>> sums = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        sums.add(pipeline.incr("counter"));
      }
      pipeline.sync();
      for (int i = 0; i < sums.size(); i++) {
        assertThat(sums.get(i).get()).isEqualTo(i + 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void transactionEndsWithNothingIfAWatchedKeyChanged(RedisProtocol protocol) {
    try (Jedis jedis = connect(protocol);
        Jedis other = connectAgain(protocol)) {
      jedis.watch("balance");
      Transaction undisturbed = jedis.multi();
      Response<Long> sum = undisturbed.incrBy("balance", 5);
      undisturbed.lpush("history", "5");
      assertThat(undisturbed.exec()).containsExactly(5L, 1L);
      assertThat(sum.get()).isEqualTo(5);

      jedis.watch("balance");
      other.incr("balance");
      Transaction disturbed = jedis.multi();
      disturbed.set("balance", "0");
      assertThat(disturbed.exec()).isNull();
      assertThat(jedis.get("balance")).isEqualTo("6");

      Transaction given = jedis.multi();
      given.set("balance", "0");
      given.discard();
      assertThat(jedis.get("balance")).isEqualTo("6");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void subscriberHearsChannelsAndPatterns(RedisProtocol protocol) throws InterruptedException {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    JedisPubSub listener = new Listener(heard);
    try (Jedis subscriber = connect(protocol);
        Jedis publisher = connectAgain(protocol)) {
      CompletableFuture<Void> listening =
          CompletableFuture.runAsync(() -> subscriber.subscribe(listener, "news"));
      assertThat(heard.take()).isEqualTo("+news");
      listener.psubscribe("n?ws");
      assertThat(heard.take()).isEqualTo("+n?ws");
      assertThat(publisher.publish("news", "today")).isEqualTo(2);
      assertThat(Set.of(heard.take(), heard.take())).isEqualTo(Set.of("news today", "n?ws today"));
      listener.punsubscribe();
      listener.unsubscribe();
      listening.join();
      assertThat(subscriber.ping()).isEqualTo("PONG");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void blockingPopIsServedByAPushOrByTime(RedisProtocol protocol) {
    try (Jedis waiting = connect(protocol);
        Jedis pushing = connectAgain(protocol)) {
      assertThat(waiting.blpop(0.01, "none")).isNull();
      CompletableFuture<String> popped =
          CompletableFuture.supplyAsync(
              () -> waiting.blpop(PATIENCE_S, "none", "queue").getValue());
      while (!pushing.info("clients").contains("blocked_clients:1\r")) {
        assertThat(popped).isNotDone();
      }
      pushing.rpush("queue", "job");
      assertThat(popped.join()).isEqualTo("job");
      pushing.zadd("zqueue", 2, "urgent");
      assertThat(waiting.bzpopmax(PATIENCE_S, "zqueue").getValue())
          .isEqualTo(new Tuple("urgent", 2.0));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void scanMeetsEveryKey(RedisProtocol protocol) {
    try (Jedis jedis = connect(protocol)) {
      Set<String> expected = new TreeSet<>();
      for (int i = 0; i < 1_000; i++) {
        jedis.set("key:" + i, "");
        expected.add("key:" + i);
      }
      jedis.sadd("set", "a");
      Set<String> met = new TreeSet<>();
      ScanParams params = new ScanParams().match("key:*").count(50);
      String cursor = ScanParams.SCAN_POINTER_START;
      do {
        ScanResult<String> page = jedis.scan(cursor, params);
        met.addAll(page.getResult());
        cursor = page.getCursor();
      } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
      assertThat(met).isEqualTo(expected);
      assertThat(jedis.sscan("set", "0").getResult()).containsExactly("a");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void databasesAreApart(RedisProtocol protocol) {
    try (Jedis jedis = connect(protocol)) {
      jedis.set("key", "zero");
      jedis.select(3);
      assertThat(jedis.get("key")).isNull();
      jedis.set("key", "three");
      jedis.swapDB(0, 3);
      assertThat(jedis.get("key")).isEqualTo("zero");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void errorsAreThrownAndTheConnectionLives(RedisProtocol protocol) {
    try (Jedis jedis = connect(protocol)) {
      jedis.lpush("list", "a");
      assertThatThrownBy(() -> jedis.incr("list"))
          .isInstanceOf(JedisDataException.class)
          .hasMessageStartingWith("WRONGTYPE");
      jedis.hset("hash", "f", "text");
      assertThatThrownBy(() -> jedis.hincrBy("hash", "f", 1))
          .isInstanceOf(JedisDataException.class)
          .hasMessage("ERR hash value is not an integer");
      assertThat(jedis.ping()).isEqualTo("PONG");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void passwordIsAskedFor(RedisProtocol protocol) {
    try (Jedis stranger = new Jedis("127.0.0.1", node.port())) {
      assertThatThrownBy(() -> stranger.get("key"))
          .isInstanceOf(JedisDataException.class)
          .hasMessageStartingWith("NOAUTH");
      assertThatThrownBy(() -> stranger.auth("wrong"))
          .isInstanceOf(JedisAccessControlException.class)
          .hasMessageStartingWith("WRONGPASS");
      assertThat(stranger.auth("default", GuardedNode.PASSWORD)).isEqualTo("OK");
      assertThat(stranger.get("key")).isNull();
    }
    assertThatThrownBy(() -> open(protocol, "wrong"))
        .isInstanceOf(JedisAccessControlException.class);
  }

  /// Tells what it hears: `+channel` for a subscription, `channel message` for a message.
  private static final class Listener extends JedisPubSub {
    private final BlockingQueue<String> heard;

    Listener(BlockingQueue<String> heard) {
      this.heard = heard;
    }

    @Override
    public void onSubscribe(String channel, int count) {
      heard.add("+" + channel);
    }

    @Override
    public void onPSubscribe(String pattern, int count) {
      heard.add("+" + pattern);
    }

    @Override
    public void onMessage(String channel, String message) {
      heard.add(channel + " " + message);
    }

    @Override
    public void onPMessage(String pattern, String channel, String message) {
      heard.add(pattern + " " + message);
    }
  }

  /// A connection to the node without data.
  private static Jedis connect(RedisProtocol protocol) {
    Jedis jedis = connectAgain(protocol);
    jedis.flushAll();
    return jedis;
  }

  private static Jedis connectAgain(RedisProtocol protocol) {
    return open(protocol, GuardedNode.PASSWORD);
  }

  private static Jedis open(RedisProtocol protocol, String password) {
    return new Jedis(
        "127.0.0.1",
        node.port(),
        DefaultJedisClientConfig.builder()
            .protocol(protocol)
            .password(password)
            .socketTimeoutMillis((int) (PATIENCE_S * 1000))
            .build());
  }
}
