package io.trivet.cli.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.cli.resp.RespValue.Failure;
import io.trivet.cli.resp.RespValue.Int;
import io.trivet.cli.resp.RespValue.Push;
import io.trivet.cli.resp.RespValue.Simple;
import io.trivet.storage.value.Bytes;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RespClientTest {
  private static final int TIMEOUT_MS = 10_000;

  @Test
  void callsACommandAndReturnsItsReplyAsAValue() throws Exception {
    try (ScriptedServer server = new ScriptedServer(RespClientTest::answer);
        RespClient client = connect(server, TIMEOUT_MS)) {
      assertThat(client.call("PING")).isEqualTo(new Simple("PONG"));
      assertThat(client.call(List.of(Bytes.utf8("STRLEN"), Bytes.utf8("abc"))))
          .isEqualTo(new Int(3));
      assertThat(client.call("NONSENSE")).isEqualTo(new Failure("ERR unknown command"));
    }
  }

  @Test
  void readsTheRepliesOfAPipelineInOrder() throws Exception {
    try (ScriptedServer server = new ScriptedServer(RespClientTest::answer);
        RespClient client = connect(server, TIMEOUT_MS)) {
      for (int length = 0; length < 1000; length++) {
        client.send("STRLEN", "x".repeat(length));
      }
      client.flush();
      for (int length = 0; length < 1000; length++) {
        assertThat(client.read()).isEqualTo(new Int(length));
      }
    }
  }

  @Test
  void callOverlooksPushesAndReadReturnsThem() throws Exception {
    try (ScriptedServer server = new ScriptedServer(_ -> ">1\r\n+note\r\n+OK\r\n");
        RespClient client = connect(server, TIMEOUT_MS)) {
      assertThat(client.call("ANY")).isEqualTo(new Simple("OK"));
      client.send("ANY");
      client.flush();
      assertThat(client.read()).isEqualTo(new Push(List.of(new Simple("note"))));
      assertThat(client.read()).isEqualTo(new Simple("OK"));
    }
  }

  @Test
  void tellsAClosedConnectionFromASilentOne() throws Exception {
    try (ScriptedServer server = new ScriptedServer(words -> silentOrClosed(words.getFirst()));
        RespClient silent = connect(server, 20);
        RespClient closed = connect(server, TIMEOUT_MS)) {
      assertThatThrownBy(() -> silent.call("SILENCE")).isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> closed.call("CLOSE")).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void refusesToConnectWhereNobodyListens() throws Exception {
    ScriptedServer server = new ScriptedServer(RespClientTest::answer);
    server.close();
    assertThatThrownBy(() -> connect(server, TIMEOUT_MS)).isInstanceOf(ConnectException.class);
  }

  private static RespClient connect(ScriptedServer server, int timeoutMs) throws Exception {
    return RespClient.connect("127.0.0.1", server.port(), timeoutMs);
  }

  private static String answer(List<String> words) {
    return switch (words.getFirst()) {
      case "PING" -> "+PONG\r\n";
      case "STRLEN" -> ":" + words.get(1).length() + "\r\n";
      default -> "-ERR unknown command\r\n";
    };
  }

  /// A reply that never ends is silence to the client.
  private static String silentOrClosed(String command) {
    return command.equals("CLOSE") ? "" : "+never the end of the line";
  }
}
