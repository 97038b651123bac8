package io.trivet.cli.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.cli.resp.RespClient;
import io.trivet.cli.resp.ScriptedServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServerFactsTest {
  @Test
  void readsFieldsAndPassesOverTitles() {
    ServerFacts facts =
        ServerFacts.parse("# Server\r\nredis_version:7.0.15\r\n\r\nos:Linux: x\r\n");
    assertThat(facts.fields()).isEqualTo(Map.of("redis_version", "7.0.15", "os", "Linux: x"));
  }

  @Test
  void namesTheSoftwareByItsOwnVersion() {
    assertThat(ServerFacts.parse("redis_version:7.0.15").software()).isEqualTo("redis 7.0.15");
    assertThat(ServerFacts.parse("redis_version:7.2.4\ntrivet_version:0.1.0").software())
        .isEqualTo("trivet 0.1.0");
    assertThat(ServerFacts.parse("").software()).isEqualTo("unknown server");
  }

  @Test
  void takesARefusalForAnInfoWithoutFields() throws Exception {
    try (ScriptedServer server = new ScriptedServer(_ -> "-NOPERM not for you\r\n");
        RespClient client = RespClient.connect("127.0.0.1", server.port(), 10_000)) {
      assertThat(ServerFacts.ask(client).fields()).isEmpty();
    }
  }
}
