package io.trivet.server.session;

import io.trivet.server.command.ClientDirectory;
import io.trivet.server.command.ClientFacts;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.config.Config;
import io.trivet.server.config.MemoryOptions;
import io.trivet.server.config.NetworkOptions;
import io.trivet.server.resp.RespEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  /// The map would have to count its entries.
  private final AtomicInteger count = new AtomicInteger();

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
    count.incrementAndGet();
    traffic.countAccepted();
    session.whenGone(() -> gone(session));
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
    return count.get();
  }

  /// Memory of the buffers of all clients.
  public long bufferBytes() {
    return sessions.values().stream().mapToLong(each -> each.memory().totalBytes()).sum();
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
    evict(config);
  }

  private void gone(Session session) {
    if (sessions.remove(session.id()) != null) {
      count.decrementAndGet();
    }
  }

  /// Closes the clients that take most, until all together take no more than maxmemory-clients.
  private void evict(Config config) {
    long limit =
        config.get(NetworkOptions.MAXMEMORY_CLIENTS).bytes(config.get(MemoryOptions.MAXMEMORY));
    long excess = limit == 0 ? 0 : bufferBytes() - limit;
    if (excess <= 0) {
      return;
    }
    List<Sized> largest =
        sessions.values().stream()
            .filter(session -> !session.traits().isKeptFromEviction())
            .map(session -> new Sized(session, session.memory().totalBytes()))
            .sorted(Comparator.comparingLong(Sized::bytes).reversed())
            .toList();
    for (Sized each : largest) {
      if (excess <= 0) {
        return;
      }
      excess -= each.bytes();
      each.session().loop().execute(each.session()::evict);
    }
  }

  private record Sized(Session session, long bytes) {}
}
