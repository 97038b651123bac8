package io.trivet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.server.redis.RedisTalk;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Options do what they say, over real connections, at the start and by CONFIG SET.
@Timeout(60)
final class ServerOptionsTest {
  private static final String OOM = "OOM command not allowed when used memory > 'maxmemory'.";

  @TempDir Path folder;

  @Test
  void aWordLongerThanAllowedIsRefusedOnOpenConnectionsToo() throws IOException {
    try (RunningServer node = RunningServer.start(folder);
        RedisTalk client = node.talk()) {
      String word = "x".repeat(1_100_000);
      assertThat(client.ask("SET", "key", word)).isEqualTo("OK");
      assertThat(client.ask("CONFIG", "SET", "proto-max-bulk-len", "1mb")).isEqualTo("OK");
      client.send(
          "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$1100000\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.rest(20_000))
          .isEqualTo("-ERR Protocol error: invalid bulk length\r\n<closed>");
    }
  }

  @Test
  void aRequestThatGrowsTooLargeClosesItsClient() throws IOException {
    try (RunningServer node = RunningServer.start(folder, "client-query-buffer-limit 1mb");
        RedisTalk client = node.talk();
        RedisTalk other = node.talk()) {
      client.send(
          "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$3000000\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> sendForever(client)).isInstanceOf(IOException.class);
      assertThat(other.ask("EXISTS", "key")).isEqualTo("0");
      assertThat(info(other, "client_query_buffer_limit_disconnections")).isEqualTo("1");
    }
  }

  @Test
  void commandsThatWaitForExecCountAsItsInput() throws IOException {
    try (RunningServer node = RunningServer.start(folder, "client-query-buffer-limit 1mb");
        RedisTalk client = node.talk();
        RedisTalk other = node.talk()) {
      client.ask("MULTI");
      String value = "x".repeat(400_000);
      assertThat(client.ask("SET", "a", value)).isEqualTo("QUEUED");
      assertThat(client.ask("SET", "b", value)).isEqualTo("QUEUED");
      assertThatThrownBy(() -> client.ask("SET", "c", value)).isInstanceOf(IOException.class);
      assertThat(other.ask("DBSIZE")).isEqualTo("0");
    }
  }

  @Test
  void aReplyThatIsNotTakenClosesItsClient() throws IOException {
    try (RunningServer node =
            RunningServer.start(folder, "client-output-buffer-limit normal 1mb 0 0");
        RedisTalk client = node.talk();
        RedisTalk other = node.talk()) {
      other.ask("SET", "key", "x".repeat(20_000_000));
      client.send("GET key\r\n".getBytes(StandardCharsets.US_ASCII));
      RunningServer.await(
          () -> info(other, "client_output_buffer_limit_disconnections").equals("1"));
      assertThat(other.ask("PING")).isEqualTo("PONG");
    }
  }

  @Test
  void theKernelAsksAfterSilentClients() throws IOException {
    try (RunningServer node = RunningServer.start(folder, "tcp-keepalive 77");
        RedisTalk client = node.talk()) {
      assertThat(client.ask("CONFIG", "SET", "tcp-keepalive", "0")).isEqualTo("OK");
      try (Socket silent = node.socket();
          RedisTalk later = new RedisTalk(silent)) {
        assertThat(later.ask("CONFIG", "SET", "tcp-keepalive", "50")).isEqualTo("OK");
        assertThat(keepAliveSeconds(node.port(), silent.getLocalPort())).isEqualTo(0);
      }
      try (Socket silent = node.socket();
          RedisTalk later = new RedisTalk(silent)) {
        later.ask("PING");
        assertThat(keepAliveSeconds(node.port(), silent.getLocalPort())).isBetween(45L, 50L);
      }
    }
  }

  @Test
  void oneClientTooManyIsToldAndClosed() throws IOException {
    try (RunningServer node = RunningServer.start(folder, "maxclients 2");
        RedisTalk first = node.talk()) {
      first.ask("PING");
      try (RedisTalk second = node.talk();
          RedisTalk third = node.talk()) {
        assertThat(second.ask("PING")).isEqualTo("PONG");
        assertThat(third.rest(20_000)).isEqualTo("-ERR max number of clients reached\r\n<closed>");
      }
      assertThat(first.ask("CONFIG", "SET", "maxclients", "4000000000"))
          .startsWith(
              "ERR CONFIG SET failed (possibly related to argument 'maxclients') - The operating"
                  + " system is not able to handle the specified number of clients, try with ");
      assertThat(first.ask("CONFIG", "GET", "maxclients")).isEqualTo("[maxclients, 2]");
    }
  }

  @Test
  void idleClientsAreClosed() throws IOException {
    try (RunningServer node = RunningServer.start(folder, "timeout 1");
        RedisTalk idle = node.talk()) {
      assertThat(idle.ask("PING")).isEqualTo("PONG");
      assertThat(idle.rest(30_000)).isEqualTo("<closed>");
    }
  }

  @Test
  void theClientThatTakesMostIsClosedForMemory() throws IOException {
    try (RunningServer node = RunningServer.start(folder);
        RedisTalk large = node.talk();
        RedisTalk spared = node.talk();
        RedisTalk other = node.talk()) {
      spared.ask("CLIENT", "NO-EVICT", "ON");
      for (RedisTalk each : List.of(large, spared)) {
        each.ask("MULTI");
        each.ask("SET", "key", "x".repeat(3_000_000));
      }
      assertThat(other.ask("CONFIG", "SET", "maxmemory-clients", "4mb")).isEqualTo("OK");
      assertThat(large.rest(30_000)).isEqualTo("<closed>");
      assertThat(spared.ask("DISCARD")).isEqualTo("OK");
      assertThat(info(other, "evicted_clients")).isEqualTo("1");
    }
  }

  @Test
  void commandsGoByOtherNamesOrAreGone() throws IOException {
    try (RunningServer node =
            RunningServer.start(
                folder, "rename-command FLUSHALL \"\"", "rename-command config Hidden");
        RedisTalk client = node.talk()) {
      assertThat(client.ask("FLUSHALL"))
          .isEqualTo("ERR unknown command 'FLUSHALL', with args beginning with: ");
      assertThat(client.ask("CONFIG", "GET", "port")).startsWith("ERR unknown command 'CONFIG'");
      assertThat(client.ask("HIDDEN", "GET", "port")).isEqualTo("[port, " + node.port() + "]");
      assertThat(client.ask("COMMAND", "INFO", "flushall")).isEqualTo("[(nil)]");
      assertThat(client.ask("HIDDEN", "REWRITE")).isEqualTo("OK");
      assertThat(Files.readString(node.file())).contains("rename-command FLUSHALL \"\"\n");
    }
  }

  @Test
  void writesAreRefusedWhileMemoryIsFull() throws IOException {
    try (RunningServer node = RunningServer.start(folder);
        RedisTalk client = node.talk()) {
      client.ask("SET", "key", "value");
      client.ask("MULTI");
      client.ask("SET", "key", "other");
      try (RedisTalk other = node.talk()) {
        assertThat(other.ask("CONFIG", "SET", "maxmemory", "1")).isEqualTo("OK");
        assertThat(other.ask("SET", "key", "more")).isEqualTo(OOM);
        assertThat(other.ask("GET", "key")).isEqualTo("value");
        assertThat(other.ask("MULTI")).isEqualTo("OK");
        assertThat(other.ask("GET", "key")).isEqualTo(OOM);
        assertThat(other.ask("EXEC"))
            .isEqualTo("EXECABORT Transaction discarded because of previous errors.");
        assertThat(client.ask("EXEC"))
            .isEqualTo("EXECABORT Transaction discarded because of: " + OOM);
        assertThat(other.ask("DEL", "key")).isEqualTo("1");
        assertThat(other.ask("CONFIG", "SET", "maxmemory", "0")).isEqualTo("OK");
        assertThat(other.ask("SET", "key", "more")).isEqualTo("OK");
      }
    }
  }

  @Test
  void aCacheDeletesKeysAndGoesOn() throws IOException {
    try (RunningServer node = RunningServer.start(folder, "maxmemory-policy allkeys-lru");
        RedisTalk client = node.talk()) {
      fill(client, 0, 300);
      long used = Long.parseLong(info(client, "used_memory"));
      assertThat(client.ask("CONFIG", "SET", "maxmemory", Long.toString(used))).isEqualTo("OK");
      fill(client, 300, 1_500);
      RunningServer.await(() -> Long.parseLong(info(client, "used_memory")) <= used);
      long evicted = Long.parseLong(info(client, "evicted_keys"));
      assertThat(evicted).isGreaterThan(1_000);
      assertThat(client.ask("DBSIZE")).isEqualTo(Long.toString(1_500 - evicted));
    }
  }

  @Test
  void withoutAPolicyEverythingStaysAndIsReadBack() throws IOException {
    try (RunningServer node = RunningServer.start(folder);
        RedisTalk client = node.talk()) {
      fill(client, 0, 300);
      long used = Long.parseLong(info(client, "used_memory"));
      client.ask("CONFIG", "SET", "maxmemory", Long.toString(used));
      fill(client, 300, 1_500);
      RunningServer.await(() -> Long.parseLong(info(client, "used_memory")) <= used);
      assertThat(info(client, "evicted_keys")).isEqualTo("0");
      assertThat(client.ask("DBSIZE")).isEqualTo("1500");
      for (int i = 0; i < 1_500; i += 50) {
        assertThat(client.ask("GET", "key:" + i)).startsWith(i + ":");
      }
    }
  }

  @Test
  void thePolicyChoosesWhatObjectTells() throws IOException {
    try (RunningServer node = RunningServer.start(folder, "maxmemory-policy allkeys-lfu");
        RedisTalk client = node.talk()) {
      client.ask("SET", "key", "value");
      assertThat(client.ask("CONFIG", "SET", "lfu-log-factor", "0")).isEqualTo("OK");
      client.ask("GET", "key");
      client.ask("GET", "key");
      assertThat(client.ask("OBJECT", "FREQ", "key")).isEqualTo("7");
      assertThat(client.ask("OBJECT", "IDLETIME", "key")).startsWith("ERR An LFU maxmemory policy");
      assertThat(client.ask("CONFIG", "SET", "maxmemory-policy", "noeviction")).isEqualTo("OK");
      assertThat(client.ask("OBJECT", "FREQ", "key")).startsWith("ERR An LFU maxmemory policy");
      assertThat(client.ask("OBJECT", "IDLETIME", "key")).matches("[0-9]+");
    }
  }

  @Test
  void checkpointsFollowTheirInterval() throws IOException {
    try (RunningServer node = RunningServer.start(folder);
        RedisTalk client = node.talk()) {
      assertThat(client.ask("CONFIG", "SET", "checkpoint-interval-ms", "3600000")).isEqualTo("OK");
      client.ask("SAVE");
      client.ask("SET", "key", "value");
      assertThat(info(client, "rdb_changes_since_last_save")).isEqualTo("1");
      assertThat(client.ask("CONFIG", "SET", "checkpoint-interval-ms", "100")).isEqualTo("OK");
      RunningServer.await(() -> info(client, "rdb_changes_since_last_save").equals("0"));
    }
  }

  @Test
  void valuesSetAtRunTimeAreWrittenAndReadAgain() throws IOException {
    try (RunningServer node = RunningServer.start(folder);
        RedisTalk client = node.talk()) {
      assertThat(
              client.ask(
                  "CONFIG",
                  "SET",
                  "maxmemory",
                  "100mb",
                  "maxmemory-policy",
                  "volatile-ttl",
                  "hz",
                  "50",
                  "requirepass",
                  "se cret\"x",
                  "timeout",
                  "9"))
          .isEqualTo("OK");
      assertThat(client.ask("CONFIG", "REWRITE")).isEqualTo("OK");
    }
    try (RunningServer again = RunningServer.restart(folder);
        RedisTalk client = again.talk()) {
      assertThat(client.ask("GET", "x")).isEqualTo("NOAUTH Authentication required.");
      assertThat(client.ask("AUTH", "se cret\"x")).isEqualTo("OK");
      assertThat(client.ask("CONFIG", "GET", "maxmemory*"))
          .contains("maxmemory, 104857600")
          .contains("maxmemory-policy, volatile-ttl");
      assertThat(client.ask("CONFIG", "GET", "hz", "timeout")).isEqualTo("[hz, 50, timeout, 9]");
    }
  }

  private static void sendForever(RedisTalk client) throws IOException {
    while (true) {
      client.send(new byte[100_000]);
    }
  }

  private static void fill(RedisTalk client, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      String value = i + ":" + "x".repeat(3_000);
      String key = "key:" + i;
      RunningServer.await(() -> client.ask("SET", key, value).equals("OK"));
    }
  }

  /// A field of INFO.
  private static String info(RedisTalk client, String field) throws IOException {
    for (String line : client.ask("INFO").split("\r\n", -1)) {
      if (line.startsWith(field + ":")) {
        return line.substring(field.length() + 1);
      }
    }
    throw new AssertionError("INFO has no " + field);
  }

  /// When the kernel asks after the client of the node's connection to a port, as it tells; 0 if it
  /// does not.
  private static long keepAliveSeconds(int nodePort, int clientPort) throws IOException {
    String local = ":%04X".formatted(nodePort);
    String remote = ":%04X".formatted(clientPort);
    for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
      for (String line : Files.readAllLines(table)) {
        String[] fields = line.strip().split("\\s+");
        if (fields[1].endsWith(local) && fields[2].endsWith(remote)) {
          String[] timer = fields[5].split(":", 2);
          return timer[0].equals("02") ? Long.parseLong(timer[1], 16) / 100 : 0;
        }
      }
    }
    throw new AssertionError("no such connection");
  }
}
