package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisSentinelPool;
import redis.clients.jedis.exceptions.JedisException;

/// Clients that were written for Redis Sentinel: the members of the group are their sentinels, and
/// one and the same client object goes on after the primary is another.
///
/// The connection to a master and its replicas of Lettuce looks at the group anew five seconds
/// after it was told of a change, whoever told it.
@ExtendWith(SharedGroup.class)
@SuppressWarnings("deprecation") // the newer classes of Jedis ask no sentinels through a pool
final class SentinelClientsTest {
  private static final String GROUP = "main";

  private final LiveGroup group;
  private final int primary;

  SentinelClientsTest(LiveGroup group) {
    this.group = group;
    this.primary = group.whole();
  }

  @Test
  void poolOfJedisFollowsAKilledPrimaryAndAHandOver() throws IOException {
    Set<String> sentinels =
        LiveGroup.members().stream().map(group::address).collect(Collectors.toSet());
    try (JedisSentinelPool pool = new JedisSentinelPool(GROUP, sentinels)) {
      Patience.until(() -> "a first write", () -> write(pool, "before"));

      group.member(primary).kill();
      long afterKillMs = Patience.until(() -> "Jedis goes on", () -> write(pool, "killed"));
      assertThat(pool.getCurrentHostMaster().getPort())
          .isEqualTo(group.port(LiveGroup.other(primary)));

      int now = group.whole();
      group.handOver(now);
      long afterHandOverMs =
          Patience.until(() -> "Jedis goes on", () -> write(pool, "handed over"));
      System.out.printf("Jedis: kill %d ms, hand-over %d ms%n", afterKillMs, afterHandOverMs);
    }
  }

  @Test
  void connectionOfLettuceFollowsAKilledPrimaryAndAHandOver() throws IOException {
    RedisClient client = RedisClient.create();
    try (StatefulRedisConnection<String, String> connection =
        MasterReplica.connect(client, StringCodec.UTF8, uri())) {
      connection.setTimeout(Duration.ofSeconds(1));
      Patience.until(() -> "a first write", () -> write(connection, "before"));

      group.member(primary).kill();
      long afterKillMs = Patience.until(() -> "Lettuce goes on", () -> write(connection, "killed"));

      int now = group.whole();
      group.handOver(now);
      long afterHandOverMs =
          Patience.until(() -> "Lettuce goes on", () -> write(connection, "handed over"));
      System.out.printf("Lettuce: kill %d ms, hand-over %d ms%n", afterKillMs, afterHandOverMs);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  @Test
  void plainConnectionOfLettuceFindsThePrimaryWhenItReconnects() throws IOException {
    RedisClient client = RedisClient.create(uri());
    try (StatefulRedisConnection<String, String> connection = client.connect();
        StatefulRedisSentinelConnection<String, String> sentinel = client.connectSentinel()) {
      assertThat(((InetSocketAddress) sentinel.sync().getMasterAddrByName(GROUP)).getPort())
          .isEqualTo(group.port(primary));
      connection.setTimeout(Duration.ofSeconds(1));
      Patience.until(() -> "a first write", () -> write(connection, "before"));

      group.handOver(primary);
      Patience.until(() -> "Lettuce goes on", () -> write(connection, "handed over"));
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  private static boolean write(JedisSentinelPool pool, String value) {
    try (Jedis jedis = pool.getResource()) {
      return jedis.set("jedis", value).equals("OK") && jedis.get("jedis").equals(value);
    } catch (JedisException notYet) {
      return false;
    }
  }

  private static boolean write(StatefulRedisConnection<String, String> connection, String value) {
    try {
      return connection.sync().set("lettuce", value).equals("OK")
          && connection.sync().get("lettuce").equals(value);
    } catch (RedisException | CancellationException notYet) {
      return false;
    }
  }

  private RedisURI uri() {
    RedisURI.Builder uri =
        RedisURI.Builder.sentinel("127.0.0.1", group.port(1), GROUP)
            .withSentinel("127.0.0.1", group.port(2))
            .withSentinel("127.0.0.1", group.port(LiveGroup.VOTER));
    return uri.build();
  }
}
