package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trivet.server.redis.RedisServer;
import io.trivet.server.redis.WireReplies;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the scripts against the redis-server that is installed, so that what they expect of us is
/// what Redis says. Where 7.0 says something else than 7.2, or we differ on purpose, the script
/// tells so by a line `redis: REPLY`.
final class RedisScriptTest {
  private static final String INSTALLED = "7.0.";

  @TempDir Path folder;

  @Test
  void repliesAreThoseOfTheInstalledServer() throws IOException, InterruptedException {
    boolean isRequired = Boolean.getBoolean("trivet.requireRedis");
    assumeTrue(isRequired || Files.isExecutable(Path.of("/usr/bin/redis-server")));
    List<String> wrong = new ArrayList<>();
    try (RedisServer server = RedisServer.start(folder, "--enable-debug-command", "yes");
        Conversation redis = new Conversation(server.connect())) {
      assertThat(redis.version()).startsWith(INSTALLED);
      for (CommandScript script : CommandScript.all()) {
        redis.run(script, wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// A connection on which scripts are run one after another.
  private static final class Conversation implements AutoCloseable {
    private final Socket socket;
    private final WireReplies replies;
    private int protocol = 2;

    Conversation(Socket socket) throws IOException {
      this.socket = socket;
      this.replies = new WireReplies(new BufferedInputStream(socket.getInputStream()));
    }

    String version() throws IOException {
      String info = ((Reply.Bulk) ask("INFO", "server")).value().toString();
      int from = info.indexOf("redis_version:") + "redis_version:".length();
      return info.substring(from, info.indexOf('\r', from));
    }

    void run(CommandScript script, List<String> wrong) throws IOException {
      ask("FLUSHALL");
      ask("SELECT", "0");
      for (CommandScript.Step step : script.steps()) {
        switch (step) {
          case CommandScript.Pause pause ->
              ask("DEBUG", "SLEEP", Double.toString(pause.ms() / 1e3));
          case CommandScript.Selection selection ->
              ask("SELECT", Integer.toString(selection.database()));
          case CommandScript.Exchange exchange -> check(script, exchange, wrong);
        }
      }
    }

    private void check(CommandScript script, CommandScript.Exchange exchange, List<String> wrong)
        throws IOException {
      if (exchange.protocol() != protocol) {
        protocol = exchange.protocol();
        ask("HELLO", Integer.toString(protocol));
      }
      String reply = ReplyNotation.of(ask(exchange.request()), protocol, exchange.order());
      if (!exchange.acceptsFromRedis(reply)) {
        wrong.add(
            "%s:%d %s%n  %s".formatted(script.name(), exchange.line(), exchange.text(), reply));
      }
    }

    private Reply ask(String... words) throws IOException {
      return ask(Request.of(words));
    }

    private Reply ask(Request request) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(("*" + request.count() + "\r\n").getBytes(StandardCharsets.US_ASCII));
      for (int word = 0; word < request.count(); word++) {
        String header = "$" + request.length(word) + "\r\n";
        bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(request.word(word).array());
        bytes.writeBytes(new byte[] {'\r', '\n'});
      }
      socket.getOutputStream().write(bytes.toByteArray());
      return replies.next();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
