package io.trivet.server.failover;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trivet.server.command.FailoverControl;
import io.trivet.server.config.NodeAddress;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Failovers as any member of the group can be asked for them: the primary hands over, and the
/// others ask the primary, as a client of it, on a short-lived thread. What it answers is logged;
/// with the name and password of masteruser and masterauth, if they are set. One that wants TLS
/// refuses, and must be asked itself.
///
/// Threads: any; nothing waits.
final class AskedFailover implements FailoverControl {

  private static final Logger LOG = LoggerFactory.getLogger(AskedFailover.class);

  private static final int PATIENCE_MS = 2_000;

  private final Supplier<@Nullable NodeAddress> primary;
  private final Supplier<List<String>> credentials;
  private final ThreadFactory threads;
  private final AtomicBoolean isAsking = new AtomicBoolean();
  private volatile @Nullable FailoverControl own;

  /// @param primary where clients reach the primary; null while none is known
  /// @param credentials what follows the word AUTH there; empty to do without
  AskedFailover(
      Supplier<@Nullable NodeAddress> primary,
      Supplier<List<String>> credentials,
      ThreadFactory threads) {
    this.primary = primary;
    this.credentials = credentials;
    this.threads = threads;
  }

  /// This node can be primary itself, and then hands over by this.
  void own(FailoverControl control) {
    own = control;
  }

  @Override
  public Answer begin(Request request) {
    FailoverControl control = own;
    return control == null ? Answer.NOT_PRIMARY : control.begin(request);
  }

  @Override
  public Answer beginFromAnywhere() {
    FailoverControl control = own;
    Answer here = control == null ? Answer.NOT_PRIMARY : control.beginFromAnywhere();
    NodeAddress there = primary.get();
    if (here != Answer.NOT_PRIMARY || there == null) {
      return here;
    }
    if (!isAsking.compareAndSet(false, true)) {
      return Answer.BUSY;
    }
    Thread asking = threads.newThread(() -> ask(there));
    asking.setName("ask-failover");
    asking.start();
    return Answer.BEGUN;
  }

  @Override
  public boolean abort() {
    FailoverControl control = own;
    return control != null && control.abort();
  }

  /// As an array of bulk strings: a password may have any byte.
  private static byte[] request(String command, List<String> arguments) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes("*%d\r\n".formatted(1 + arguments.size()).getBytes(UTF_8));
    word(request, command);
    arguments.forEach(argument -> word(request, argument));
    return request.toByteArray();
  }

  private static void word(ByteArrayOutputStream request, String word) {
    byte[] bytes = word.getBytes(UTF_8);
    request.writeBytes("$%d\r\n".formatted(bytes.length).getBytes(UTF_8));
    request.writeBytes(bytes);
    request.writeBytes("\r\n".getBytes(UTF_8));
  }

  private void ask(NodeAddress there) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(there.host(), there.port()), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      OutputStream out = socket.getOutputStream();
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      List<String> words = credentials.get();
      if (!words.isEmpty()) {
        out.write(request("AUTH", words));
        String answer = in.readLine();
        if (answer == null || !answer.startsWith("+")) {
          LOG.warn("failover not asked for primary={} reason=masterauth: {}", there, answer);
          return;
        }
      }
      out.write(request("FAILOVER", List.of()));
      LOG.info("failover asked for primary={} answer={}", there, in.readLine());
    } catch (IOException e) {
      LOG.warn("failover not asked for primary={} reason={}", there, e.getMessage());
    } finally {
      isAsking.set(false);
    }
  }
}
