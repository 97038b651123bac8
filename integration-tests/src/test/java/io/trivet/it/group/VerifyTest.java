package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.wire.Wire;
import io.trivet.it.wire.WireReply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Comparison of the two copies of a group (I16): silent while they are equal, whatever goes on,
/// and if one key is not what it was on one of them, it names the slot.
final class VerifyTest {
  private static final String KEY = "rotten";
  private static final String SLOT_OF_KEY = "1794";
  private static final long BARRED_NS = TimeUnit.SECONDS.toNanos(2);

  @TempDir static Path folder;
  private static LiveGroup group;

  private int primary;
  private int standby;

  /// Most of the data does not fit into memory.
  @BeforeAll
  static void startGroup() {
    group =
        new LiveGroup(
            folder,
            "maxmemory 16mb",
            "checkpoint-interval-ms 500",
            "group-lease-ms 2000",
            "group-promise-ms 4000");
  }

  @AfterAll
  static void stopGroup() {
    group.close();
  }

  @BeforeEach
  void findRoles() {
    primary = group.whole();
    standby = LiveGroup.other(primary);
  }

  @Test
  void equalCopiesAreEqualUnderWritesExpiryEvictionAndCheckpoints() throws Exception {
    group.call(primary, "DEBUG", "POPULATE", "30000", "cold", "1000");
    AtomicBoolean isOver = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> changeEverything(isOver));
    try (WriteLoad load = new WriteLoad(group, "verified", 2)) {
      for (int round = 0; round < 2; round++) {
        load.awaitMore(100);
        group.call(primary, "BGSAVE");
        Map<String, String> status = verify();
        assertThat(status).containsEntry("state", "equal").containsEntry("slots", "16384");
        assertThat(Long.parseLong(status.get("keys"))).isGreaterThan(10_000);
      }
      assertThat(load.lost()).isEmpty();
    } finally {
      isOver.set(true);
      writer.join();
    }
    assertThat(group.whole()).isEqualTo(primary);
  }

  @Test
  void keyThatRottedOnTheStandbysDiskIsNamedAndTheCopyIsBarredUntilItIsReplaced() throws Exception {
    group.call(primary, "SET", KEY, "sound");
    assertThat(verify()).containsEntry("state", "equal");
    assertThat(group.call(standby, "SAVE").text()).isEqualTo("OK");
    group.member(standby).kill();
    RottenStore.changeLastByte(group.member(standby).folder(), KEY);
    assertThat(group.whole()).isEqualTo(primary);

    Map<String, String> status = verify();
    group.member(primary).kill();

    assertThat(status).containsEntry("state", "different").containsEntry("slot", SLOT_OF_KEY);
    assertThat(status.get("standby-digest")).isNotEqualTo(status.get("primary-digest"));
    expectNobodyServes();

    assertThat(group.whole()).isEqualTo(primary);
    assertThat(verify()).containsEntry("state", "equal");
    assertThat(group.call(primary, "FAILOVER").text()).isEqualTo("OK");
    int successor = group.successorOf(primary);
    assertThat(group.call(successor, "GET", KEY).text()).isEqualTo("sound");
  }

  @Test
  void onlyThePrimaryCompares() throws IOException {
    assertThat(group.call(standby, "VERIFY").text()).startsWith("ERR VERIFY is not valid");
    assertThat(group.call(LiveGroup.VOTER, "VERIFY").isError()).isTrue();
    assertThat(group.call(primary, "VERIFY", "2", "1").isError()).isTrue();
    assertThat(group.call(primary, "VERIFY", "0", "16384").isError()).isTrue();
    assertThat(group.call(primary, "VERIFY", "0", "99").text()).startsWith("Background");
    assertThat(await()).containsEntry("state", "equal").containsEntry("slots-done", "100");
  }

  private Map<String, String> verify() throws IOException {
    assertThat(group.call(primary, "VERIFY").text()).isEqualTo("Background verification started");
    return await();
  }

  private Map<String, String> await() {
    Map<String, String> last = new LinkedHashMap<>();
    Patience.until(
        () -> "the comparison has ended: " + last,
        () -> {
          last.clear();
          last.putAll(status());
          return !"running".equals(last.get("state"));
        });
    return last;
  }

  private Map<String, String> status() throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    List<WireReply> words = group.call(primary, "VERIFY", "STATUS").children();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      fields.put(words.get(i).text(), String.valueOf(words.get(i + 1).text()));
    }
    return fields;
  }

  /// The copy that is left is not what was acknowledged: it answers, and does not serve.
  private void expectNobodyServes() {
    long beginNs = System.nanoTime();
    AtomicLong answers = new AtomicLong();
    Patience.until(
        () -> "the copy that is left goes on answering",
        () -> {
          assertThat(group.info(standby, "member_role")).isNotEqualTo("primary");
          return answers.incrementAndGet() > 1 && System.nanoTime() - beginNs >= BARRED_NS;
        });
  }

  /// Writes values of all types, with and without expiry, until it is told to stop.
  private void changeEverything(AtomicBoolean isOver) {
    try (Wire wire = group.connect(primary)) {
      for (int i = 0; !isOver.get(); i = (i + 1) % 10_000) {
        String number = Integer.toString(i);
        wire.call("SET", "short" + i % 500, number, "PX", Integer.toString(1 + i % 97));
        wire.call("APPEND", "cold:" + i * 3 % 30_000, number);
        wire.call("RPUSH", "list" + i % 20, number);
        wire.call("LTRIM", "list" + i % 20, "-300", "-1");
        wire.call("SADD", "set" + i % 20, number);
        wire.call("SPOP", "set" + (i + 7) % 20);
        wire.call("HSET", "{tag}hash" + i % 50, "field" + i % 300, number);
        wire.call("ZADD", "{tag}zset" + i % 50, number, "member" + i % 300);
        wire.call("PEXPIRE", "set" + i % 20, Integer.toString(50 + i % 1000));
        wire.call("DEL", "cold:" + i * 7 % 30_000);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
