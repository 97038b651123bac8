package io.trivet.server.replication;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.trivet.raft.NodeId;
import io.trivet.raft.jraft.PeerTls;
import io.trivet.server.replication.LinkMessage.Hello;
import io.trivet.server.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The primary's end of the link: takes connections of the peer port, and keeps one session for
/// each standby while this node is primary.
///
/// Connections come at any time; a node that is not primary says so. Nothing of one tenure is seen
/// in the next (I5).
///
/// Threads: any; each session lives on its event loop.
public final class StandbySessions {

  /// What a connection begins with: for the peer port, which tells protocols apart.
  public static final int MAGIC = LinkCodec.MAGIC;

  private static final Logger LOG = LoggerFactory.getLogger(StandbySessions.class);
  private static final int MAX_UNKNOWN = 8;

  private final LinkSettings settings;
  private final Set<NodeId> standbys;
  private final Clock clock;
  private final Executor catchUp;
  private final @Nullable EventLoop home;
  private final @Nullable PeerTls tls;
  private final AtomicInteger unknown = new AtomicInteger();
  private final AtomicLong lastSession = new AtomicLong();
  private final Map<NodeId, StandbySession> sessions = new ConcurrentHashMap<>();
  private volatile StandbySession[] fed = {};
  private volatile @Nullable Tenure tenure;
  private volatile KnownPrimary known = new KnownPrimary(0, null);

  /// This node's reign, and who hears of its standbys.
  record Tenure(PrimaryNode node, SessionListener listener) {}

  private record KnownPrimary(int epoch, @Nullable NodeId node) {}

  /// @param standbys the other data nodes of the group: nobody else gets a session
  /// @param catchUp where disks are read; in order
  /// @param home the event loop to which the connections move, of the same kind as that which
  ///   accepts them; null: they stay. The loop that writes the log, if latency counts
  /// @param tls that is spoken on the connections already; null for plain text
  public StandbySessions(
      LinkSettings settings,
      Set<NodeId> standbys,
      Clock clock,
      Executor catchUp,
      @Nullable EventLoop home,
      @Nullable PeerTls tls) {
    this.settings = settings;
    this.standbys = Set.copyOf(standbys);
    this.clock = clock;
    this.catchUp = catchUp;
    this.home = home;
    this.tls = tls;
  }

  /// Takes a connection whose first bytes are the magic number, unread. Adds its handlers.
  public void accept(Channel channel) {
    if (unknown.incrementAndGet() > MAX_UNKNOWN) {
      unknown.decrementAndGet();
      LOG.warn("replication link refused remote={} unknown={}", channel.remoteAddress(), unknown);
      var _ = channel.close();
      return;
    }
    LinkCodec codec = new LinkCodec();
    LinkDecoder decoder = new LinkDecoder(codec, true, LinkCodec.MAX_HELLO_BYTES);
    LinkChannel link = new LinkChannel(channel, settings, clock, codec);
    channel.pipeline().addLast(decoder, new StandbySession(this, link, decoder));
  }

  /// This node is primary from now on, until [#end].
  public void begin(PrimaryNode node, SessionListener listener) {
    tenure = new Tenure(node, listener);
    LOG.info("replication link open epoch={}", node.epoch());
  }

  /// This node is primary no more: its sessions are closed, soon.
  public void end() {
    tenure = null;
    for (StandbySession session : sessions.values()) {
      session.end("the tenure is over", () -> {});
    }
  }

  /// Who is primary, for those that ask here in vain.
  public void primaryIs(int epoch, @Nullable NodeId node) {
    known = new KnownPrimary(epoch, node);
  }

  /// The log has reached the operating system up to `sequence`. On the event loop of a session its
  /// standby is fed before the call returns.
  public void written(long sequence) {
    for (StandbySession session : fed) {
      session.wake(sequence);
    }
  }

  /// More is committed.
  public void committed() {
    for (StandbySession session : fed) {
      session.committed();
    }
  }

  /// How the sessions stand, for people.
  public List<SessionProgress> progress() {
    return sessions.values().stream().map(StandbySession::progress).toList();
  }

  LinkSettings settings() {
    return settings;
  }

  Executor catchUp() {
    return catchUp;
  }

  @Nullable EventLoop home() {
    return home;
  }

  @Nullable Tenure tenure() {
    return tenure;
  }

  long nextSession() {
    return lastSession.incrementAndGet();
  }

  /// The other end has said who it is, or is gone.
  void isKnown() {
    unknown.decrementAndGet();
  }

  /// Whether a session may be opened; null if so.
  ///
  /// @param channel on which the greeting came
  LinkMessage.@Nullable Refused judge(Channel channel, Hello hello, @Nullable Tenure present) {
    if (hello.version() != LinkCodec.VERSION) {
      return refused(Refusal.OTHER_VERSION);
    }
    if (!hello.groupId().equals(settings.groupId())) {
      return refused(Refusal.OTHER_GROUP);
    }
    NodeId node = hello.member().node();
    if (!standbys.contains(node) || (tls != null && !tls.isOf(channel, node))) {
      return refused(Refusal.UNKNOWN_NODE);
    }
    if (present == null) {
      return refused(Refusal.NOT_PRIMARY);
    }
    int epoch = present.node().epoch();
    boolean isSame = hello.epoch() == epoch && hello.config().epoch() <= epoch;
    return isSame ? null : refused(Refusal.OTHER_EPOCH);
  }

  /// Makes it the session of its node.
  ///
  /// @return the one that it replaces
  @Nullable StandbySession add(StandbySession session) {
    return sessions.put(session.node(), session);
  }

  /// From now on it is woken when the log grows.
  synchronized void feeds(StandbySession session) {
    StandbySession[] more = Arrays.copyOf(fed, fed.length + 1);
    more[fed.length] = session;
    fed = more;
  }

  @SuppressWarnings("ReferenceEquality") // the very session
  synchronized void remove(StandbySession session) {
    sessions.remove(session.node(), session);
    fed = Arrays.stream(fed).filter(other -> other != session).toArray(StandbySession[]::new);
  }

  private LinkMessage.Refused refused(Refusal refusal) {
    Tenure present = tenure;
    KnownPrimary primary = known;
    return present == null
        ? new LinkMessage.Refused(primary.epoch(), refusal, primary.node())
        : new LinkMessage.Refused(present.node().epoch(), refusal, null);
  }
}
