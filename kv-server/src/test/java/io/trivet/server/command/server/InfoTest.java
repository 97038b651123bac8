package io.trivet.server.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.AllCommands;
import io.trivet.server.node.NodeClient;
import io.trivet.server.node.NodeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InfoTest {
  /// They tell of the compiler of Redis.
  private static final Set<String> NOT_OURS = Set.of("atomicvar_api", "gcc_version");

  private final NodeFixture node = new NodeFixture(AllCommands.declared());
  private final NodeClient client = node.connect();

  @AfterEach
  void close() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', Server Clients Memory Persistence Stats Replication CPU Modules Errorstats Cluster"
        + " Keyspace",
    "default, Server Clients Memory Persistence Stats Replication CPU Modules Errorstats Cluster"
        + " Keyspace",
    "all, Server Clients Memory Persistence Stats Replication CPU Commandstats Errorstats"
        + " Latencystats Cluster Keyspace",
    "everything, Server Clients Memory Persistence Stats Replication CPU Modules Commandstats"
        + " Errorstats Latencystats Cluster Keyspace",
    "keyspace SERVER, Server Keyspace",
    "modules, Modules",
    "none, ''"
  })
  void sectionsInTheOrderOfRedis(String asked, String sections) {
    String request = asked.isEmpty() ? "INFO" : "INFO " + asked;
    List<String> titles =
        client
            .ask(request.split(" "))
            .lines()
            .filter(line -> line.startsWith("# "))
            .map(line -> line.substring(2))
            .toList();
    assertThat(String.join(" ", titles)).isEqualTo(sections);
  }

  @Test
  void countsCommandsAndErrors() {
    client.ask("SET", "k", "v");
    client.ask("GET", "k");
    client.ask("GET", "none");
    client.ask("GET");
    client.ask("LPUSH", "k", "v");
    client.ask("SELECT", "1");
    client.ask("SET", "k", "v", "EX", "100");
    assertThat(client.ask("INFO", "stats").lines())
        .contains("total_commands_processed:6", "keyspace_hits:1", "keyspace_misses:1")
        .contains("total_error_replies:2");
    assertThat(client.ask("INFO", "commandstats").lines())
        .contains(
            "cmdstat_get:calls=2,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0",
            "cmdstat_lpush:calls=1,usec=0,usec_per_call=0.00,rejected_calls=0,failed_calls=1");
    assertThat(client.ask("INFO", "errorstats").lines())
        .contains("errorstat_ERR:count=1", "errorstat_WRONGTYPE:count=1");
    assertThat(client.ask("INFO", "keyspace").lines())
        .contains("db0:keys=1,expires=0,avg_ttl=0", "db1:keys=1,expires=1,avg_ttl=0");
    client.ask("CONFIG", "RESETSTAT");
    assertThat(client.ask("INFO", "stats").lines())
        .contains("total_commands_processed:1", "keyspace_hits:0", "total_error_replies:0");
    assertThat(client.ask("INFO", "errorstats").lines()).noneMatch(line -> line.contains("count"));
  }

  /// The resource holds the names of the fields of redis-server 7.0.15 after its start.
  @Test
  void everyFieldOfRedisIsThere() throws IOException {
    List<String> fields =
        Files.readAllLines(Path.of("src/test/resources/redis-7.0.15/info.txt")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(client.ask("INFO", "everything").lines().map(line -> line.replaceAll(":.*", "")))
        .containsAll(fields.stream().filter(name -> !NOT_OURS.contains(name)).toList());
    assertThat(fields).containsAll(NOT_OURS);
  }

  @Test
  void failedAuthenticationIsCounted() {
    client.ask("CONFIG", "SET", "requirepass", "secret");
    NodeClient guest = node.connect();
    guest.ask("AUTH", "guess");
    guest.ask("HELLO", "3", "AUTH", "default", "guess");
    assertThat(client.ask("INFO", "stats").lines()).contains("acl_access_denied_auth:2");
    for (String[] request :
        new String[][] {{"INFO", "everything"}, {"SLOWLOG", "GET", "-1"}, {"CONFIG", "GET", "*"}}) {
      assertThat(client.ask(request)).doesNotContain("secret").doesNotContain("guess");
    }
  }

  @Test
  void numbersAreNumbers() {
    assertThat(client.ask("INFO", "server", "clients", "replication").lines())
        .contains("redis_mode:standalone", "tcp_port:6379", "connected_clients:1", "role:master")
        .anyMatch(line -> line.startsWith("redis_version:7.2."))
        .anyMatch(line -> line.startsWith("trivet_version:"))
        .anyMatch(line -> line.matches("process_id:\\d+"));
  }
}
