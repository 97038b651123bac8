package io.trivet.server.session;

import io.trivet.server.command.ClientDirectory;
import io.trivet.server.command.ClientFacts;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.config.Config;
import io.trivet.server.config.NetworkOptions;
import io.trivet.server.resp.RespEncoder;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The sessions of all clients, by their numbers.
///
/// Threads: any.
public final class ClientRegistry implements ClientDirectory {
  private final Traffic traffic;
  private final Monitors monitors;
  private final RespEncoder encoder;
  private final ConcurrentSkipListMap<Long, Session> sessions = new ConcurrentSkipListMap<>();
  private final AtomicLong lastId = new AtomicLong();

  public ClientRegistry(Traffic traffic, Monitors monitors, RespEncoder encoder) {
    this.traffic = traffic;
    this.monitors = monitors;
    this.encoder = encoder;
  }

  /// The session of a client that has connected.
  public Session open(ServerAccess server, Outbox outbox, ClientLink link) {
    Session session =
        new Session(lastId.incrementAndGet(), server, outbox, link, encoder, monitors, traffic);
    sessions.put(session.id(), session);
    traffic.countAccepted();
    session.whenGone(() -> sessions.remove(session.id()));
    return session;
  }

  @Override
  public List<ClientFacts> all() {
    return sessions.values().stream().map(Session::facts).toList();
  }

  @Override
  public @Nullable ClientFacts find(long id) {
    Session session = sessions.get(id);
    return session == null ? null : session.facts();
  }

  @Override
  public int count() {
    return sessions.size();
  }

  @Override
  public int blockedCount() {
    return (int) sessions.values().stream().filter(Session::isWaiting).count();
  }

  @Override
  public void close(long id) {
    Session session = sessions.get(id);
    if (session != null) {
      session.loop().execute(session::abort);
    }
  }

  @Override
  public boolean unblock(long id, boolean isError) {
    Session session = sessions.get(id);
    return session != null && session.endWait(isError);
  }

  /// What has to be done about once a second: closes clients that are idle for too long or do not
  /// read what they are sent, and measures the traffic.
  public void sweep(ServerAccess server) {
    traffic.sample(server.clock().monoNs());
    Config config = server.config();
    long idleMs = TimeUnit.SECONDS.toMillis(config.get(NetworkOptions.TIMEOUT));
    long nowMs = server.clock().wallMs();
    for (Session session : sessions.values()) {
      if (idleMs > 0 && session.mayIdle() && nowMs - session.activeAtMs() > idleMs) {
        session.loop().execute(() -> session.closeIfIdle(idleMs));
      } else if (session.hasOutput()) {
        session.loop().execute(session::checkOutput);
      }
    }
  }
}
