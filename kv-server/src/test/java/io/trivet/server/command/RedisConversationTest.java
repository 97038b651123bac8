package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trivet.server.command.ConversationScript.Heard;
import io.trivet.server.command.ConversationScript.Leave;
import io.trivet.server.command.ConversationScript.Pass;
import io.trivet.server.command.ConversationScript.Say;
import io.trivet.server.command.ConversationScript.Step;
import io.trivet.server.redis.RedisServer;
import io.trivet.server.resp.Request;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the conversations against the redis-server that is installed, so that what they expect of
/// us is what Redis says.
final class RedisConversationTest {
  private static final int PATIENCE_MS = 2_000;

  @TempDir Path folder;

  @Test
  void everyClientHearsWhatTheInstalledServerSays() throws IOException, InterruptedException {
    boolean isRequired = Boolean.getBoolean("trivet.requireRedis");
    assumeTrue(isRequired || Files.isExecutable(Path.of("/usr/bin/redis-server")));
    List<String> wrong = new ArrayList<>();
    try (RedisServer server = RedisServer.start(folder, "--enable-debug-command", "yes")) {
      for (ConversationScript script : ConversationScript.all()) {
        if (!script.isOurs()) {
          run(script, server, wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void run(ConversationScript script, RedisServer server, List<String> wrong)
      throws IOException, InterruptedException {
    Map<String, Talker> talkers = new LinkedHashMap<>();
    try (Talker first = new Talker(server.connect())) {
      first.say(Request.of("FLUSHALL"));
      first.hear(1);
      for (Step step : script.steps()) {
        act(step, server, first, talkers);
        for (Map.Entry<String, Talker> talker : talkers.entrySet()) {
          Heard expected = step.heard(talker.getKey(), true);
          List<String> heard = talker.getValue().hear(expected.count());
          if (!expected.accepts(heard)) {
            wrong.add(
                "%s:%d %s%n  expected %s%n  but was  %s"
                    .formatted(script.name(), step.line(), talker.getKey(), expected, heard));
          }
        }
      }
    } finally {
      for (Talker talker : talkers.values()) {
        talker.close();
      }
    }
  }

  private static void act(Step step, RedisServer server, Talker first, Map<String, Talker> talkers)
      throws IOException, InterruptedException {
    switch (step.act()) {
      case Say say -> {
        if (!talkers.containsKey(say.client())) {
          talkers.put(say.client(), new Talker(server.connect()));
        }
        talkers.get(say.client()).say(say.request());
      }
      case Pass pass -> first.listenInVain((int) pass.ms());
      case Leave leave -> talkers.remove(leave.client()).close();
    }
  }

  /// One client's connection.
  private static final class Talker implements AutoCloseable {
    private final Socket socket;
    private final BufferedInputStream in;
    private final WireNotation replies;

    Talker(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      this.replies = new WireNotation(in);
    }

    void say(Request request) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(("*" + request.count() + "\r\n").getBytes(StandardCharsets.US_ASCII));
      for (int word = 0; word < request.count(); word++) {
        String header = "$" + request.length(word) + "\r\n";
        bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(request.word(word).array());
        bytes.writeBytes(new byte[] {'\r', '\n'});
      }
      socket.getOutputStream().write(bytes.toByteArray());
    }

    /// So many lines, and whatever has come besides.
    List<String> hear(int count) throws IOException {
      List<String> heard = new ArrayList<>();
      socket.setSoTimeout(PATIENCE_MS);
      try {
        while (heard.size() < count || in.available() > 0) {
          heard.add(replies.next());
        }
      } catch (EOFException end) {
        heard.add("closed");
      } catch (SocketTimeoutException silent) {
        heard.add("(nothing)");
      }
      return heard;
    }

    void listenInVain(int ms) throws IOException {
      socket.setSoTimeout(ms);
      try {
        in.read();
      } catch (SocketTimeoutException over) {
        return;
      }
      throw new IOException("a client that said nothing heard something");
    }

    /// Waits for the server to close as well: by then it has forgotten what this client subscribed
    /// to.
    @Override
    public void close() throws IOException {
      try (socket) {
        socket.setSoTimeout(PATIENCE_MS);
        socket.shutdownOutput();
        in.skip(Long.MAX_VALUE);
      }
    }
  }
}
