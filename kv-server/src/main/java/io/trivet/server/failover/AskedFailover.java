package io.trivet.server.failover;

import io.trivet.server.command.FailoverControl;
import io.trivet.server.config.NodeAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Failovers as any member of the group can be asked for them: the primary hands over, and the
/// others ask the primary, as a client of it, on a short-lived thread. What it answers is logged;
/// one that wants a password or TLS refuses, and must be asked itself.
///
/// Threads: any; nothing waits.
final class AskedFailover implements FailoverControl {

  private static final Logger LOG = LoggerFactory.getLogger(AskedFailover.class);

  private static final int PATIENCE_MS = 2_000;

  private static final byte[] REQUEST = "FAILOVER\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Supplier<@Nullable NodeAddress> primary;
  private final ThreadFactory threads;
  private final AtomicBoolean isAsking = new AtomicBoolean();
  private volatile @Nullable FailoverControl own;

  /// @param primary where clients reach the primary; null while none is known
  AskedFailover(Supplier<@Nullable NodeAddress> primary, ThreadFactory threads) {
    this.primary = primary;
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

  private void ask(NodeAddress there) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(there.host(), there.port()), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(REQUEST);
      InputStreamReader in =
          new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      LOG.info("failover asked for primary={} answer={}", there, new BufferedReader(in).readLine());
    } catch (IOException e) {
      LOG.warn("failover not asked for primary={} reason={}", there, e.getMessage());
    } finally {
      isAsking.set(false);
    }
  }
}
