package io.trivet.server.session;

import io.netty.buffer.ByteBuf;
import io.trivet.server.command.ClientFacts;
import io.trivet.server.command.ClientKind;
import io.trivet.server.command.ClientTraits;
import io.trivet.server.command.CommandSpec;
import io.trivet.server.command.ReplyMode;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.command.SessionAccess;
import io.trivet.server.config.NetworkOptions;
import io.trivet.server.config.OutputBufferLimits;
import io.trivet.server.pubsub.ChannelKind;
import io.trivet.server.pubsub.Message;
import io.trivet.server.pubsub.Publication;
import io.trivet.server.pubsub.Subscriber;
import io.trivet.server.pubsub.Subscriptions;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.Reply;
import io.trivet.server.resp.Request;
import io.trivet.server.resp.RespEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's state.
///
/// Longer than other files because it is what a client is: each of its parts is a class of its own,
/// and this one joins them.
///
/// Threads: the connection's event loop; a worker while the connection is parked for it. What
/// others may see of it, [#facts], [#endWait] and identity, is for any.
public final class Session implements SessionAccess, Subscriber {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /// Messages put in one turn beyond this are handed on before its end.
  private static final int LARGE_BATCH_BYTES = 1 << 24;

  /// Unread replies to a client that has not said who it is (CVE-2025-21605).
  private static final int UNAUTHENTICATED_OUTPUT_BYTES = 16 * 1024;

  private final long id;
  private final ServerAccess server;
  private final Outbox outbox;
  private final ClientLink link;
  private final RespEncoder encoder;
  private final Monitors monitors;
  private final Traffic traffic;
  private final long connectedAtMs;
  private final ClientTraits traits = new ClientTraits();
  private final Transaction transaction = new Transaction();
  private final Subscriptions subscriptions;
  private final List<Publication> publications = new ArrayList<>(0);
  private final OutputGuard outputGuard = new OutputGuard();
  private final SessionActivity activity;
  private volatile int protocol = RespEncoder.RESP2;
  private volatile int databaseIndex;
  private volatile boolean isAuthenticated;
  private volatile boolean isMonitor;
  private volatile boolean isReadOnly;
  private volatile boolean closesAfterReply;
  private volatile @Nullable BlockedCall blockedCall;
  private volatile @Nullable ClientWait wait;
  private volatile boolean isHeld;
  private boolean isErrorAnswered;
  private boolean isGone;
  private Runnable whenGone = () -> {};

  /// A session that is authenticated from the start if the server asks for no password.
  Session(
      long id,
      ServerAccess server,
      Outbox outbox,
      ClientLink link,
      RespEncoder encoder,
      Monitors monitors,
      Traffic traffic) {
    this.id = id;
    this.server = server;
    this.outbox = outbox;
    this.link = link;
    this.encoder = encoder;
    this.monitors = monitors;
    this.traffic = traffic;
    this.isAuthenticated = !server.authentication().isRequired();
    this.connectedAtMs = server.clock().wallMs();
    this.subscriptions = new Subscriptions(server.channels(), this);
    this.activity = new SessionActivity(connectedAtMs);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public ServerAccess server() {
    return server;
  }

  /// Where the client connects from, `IP:PORT`.
  public String address() {
    return link.address();
  }

  @Override
  public String host() {
    return link.host();
  }

  @Override
  public boolean isLocal() {
    return link.isLocal();
  }

  @Override
  public ScheduledExecutorService loop() {
    return link.loop();
  }

  @Override
  public int protocol() {
    return protocol;
  }

  @Override
  public void useProtocol(int version) {
    protocol = version;
  }

  @Override
  public int databaseIndex() {
    return databaseIndex;
  }

  @Override
  public void select(int database) {
    databaseIndex = database;
  }

  @Override
  public boolean isAuthenticated() {
    return isAuthenticated;
  }

  @Override
  public void authenticated(boolean isTrue) {
    isAuthenticated = isTrue;
  }

  @Override
  public boolean isReadOnly() {
    return isReadOnly;
  }

  @Override
  public void readOnly(boolean isTrue) {
    isReadOnly = isTrue;
  }

  @Override
  public boolean inTransaction() {
    return transaction.isOpen();
  }

  @Override
  public void beginTransaction() {
    transaction.open();
  }

  @Override
  public void dropTransaction() {
    transaction.close();
  }

  @Override
  public void unwatch() {
    transaction.unwatch();
  }

  public Transaction transaction() {
    return transaction;
  }

  @Override
  public ClientTraits traits() {
    return traits;
  }

  @Override
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  @Override
  public boolean monitor() {
    boolean isNew = !isMonitor;
    isMonitor = true;
    if (isNew) {
      monitors.add(this);
    }
    return isNew;
  }

  @Override
  public void reset() {
    isMonitor = false;
    isReadOnly = false;
    monitors.remove(this);
    transaction.close();
    subscriptions.endAll();
    traits.reset();
    databaseIndex = 0;
    protocol = RespEncoder.RESP2;
    isAuthenticated = !server.authentication().isRequired();
  }

  @Override
  public void closeAfterReply() {
    closesAfterReply = true;
  }

  public boolean closesAfterReply() {
    return closesAfterReply;
  }

  // Requests

  /// A request came.
  public void began(CommandSpec spec) {
    activity.came(spec.name());
    isErrorAnswered = false;
    if (isHeld) {
      isHeld = false;
    }
  }

  /// The request is held back until a pause is over; then it comes again.
  public void held() {
    isHeld = true;
  }

  /// Why this session may not run a command now, or null.
  public @Nullable CommandError refusal(CommandSpec spec, Request request) {
    return SessionRules.refusal(spec, request, this);
  }

  /// Why the client may not even connect, or null.
  public @Nullable CommandError admission() {
    CommandError refusal = SessionRules.admission(this);
    if (refusal != null) {
      traffic.countRefused();
    }
    return refusal;
  }

  /// Where bytes of this client are counted.
  public Traffic traffic() {
    return traffic;
  }

  boolean isMonitor() {
    return isMonitor;
  }

  // Replies

  public Outbox outbox() {
    return outbox;
  }

  /// Whether replies may be put into the outbox by others than this session.
  public boolean takesReplies() {
    return traits.replyMode() == ReplyMode.ON;
  }

  @Override
  public long observedSequence() {
    return outbox.highestNeeded();
  }

  /// Answers a request: the bytes leave when `sequence` is committed. What it published goes to
  /// those who listen.
  public void reply(Reply reply, long sequence) {
    ReplyMode mode = traits.replyMode();
    if (mode.replies() || isMessage(reply)) {
      encoder.write(reply, outbox.open(), protocol);
      outbox.need(sequence);
    }
    traits.replyMode(mode.afterReply());
    isErrorAnswered = reply instanceof Reply.Failure;
    if (reply instanceof Reply.Failure(String text)) {
      countError(text);
    }
    if (!publications.isEmpty()) {
      deliver(sequence);
    }
  }

  /// Whether the last answer was an error.
  public boolean isErrorAnswered() {
    return isErrorAnswered;
  }

  /// Answers a line that is an error already.
  public void replyText(String error) {
    encoder.error(error, outbox.open());
    countError(error);
  }

  /// Counts an error that is part of an answer.
  public void countError(String text) {
    int end = text.indexOf(' ');
    server.statistics().errors().record(end < 0 ? text : text.substring(0, end));
  }

  private static boolean isMessage(Reply reply) {
    return switch (reply) {
      case Reply.Aggregate(Reply.Form form, var _) -> form == Reply.Form.PUSH;
      case Reply.Several(List<? extends Reply> replies) ->
          !replies.isEmpty() && isMessage(replies.getFirst());
      default -> false;
    };
  }

  // Messages

  @Override
  public void publish(Publication publication) {
    if (publication.count() > 0) {
      publications.add(publication);
    }
  }

  private void deliver(long sequence) {
    long known = Math.max(sequence, server.saves().appendedSequence());
    for (Publication publication : publications) {
      publication.deliver(loop(), known);
    }
    publications.clear();
  }

  @Override
  public void receive(Message message, long sequence) {
    if (isGone || !subscriptions.covers(message)) {
      return;
    }
    byte[] encoded = message.encoded();
    put(message.first(protocol == RespEncoder.RESP3), encoded, 1, sequence);
  }

  /// Shows a line of MONITOR.
  void show(byte[] line) {
    if (isMonitor && !isGone) {
      put(line[0], line, 1, server.saves().appendedSequence());
    }
  }

  private void put(byte first, byte[] rest, int from, long sequence) {
    ByteBuf out = outbox.open();
    out.writeByte(first);
    out.writeBytes(rest, from, rest.length - from);
    outbox.need(sequence);
    if (out.readableBytes() > LARGE_BATCH_BYTES) {
      outbox.seal();
    }
    link.touch();
    checkOutput();
  }

  /// The connection has been served for this turn of its loop.
  public void endTurn() {
    activity.at(server.clock().wallMs());
    activity.holds(link.inputBytes(), link.inputRoomBytes(), outputBytes());
    checkOutput();
  }

  /// Closes the client if it leaves too much unread.
  void checkOutput() {
    OutputBufferLimits limits = server.config().get(NetworkOptions.CLIENT_OUTPUT_BUFFER_LIMIT);
    OutputBufferLimits.Limit limit =
        kind() == ClientKind.PUBSUB ? limits.pubsub() : limits.normal();
    long bytes = outputBytes();
    if (!isGone && !isAuthenticated && bytes > UNAUTHENTICATED_OUTPUT_BYTES) {
      LOG.warn("client closed for unread replies before authentication id={}", id);
      traffic.countClosedForOutput();
      abort();
    } else if (!isGone && outputGuard.isBeyond(bytes, limit, server.clock().monoNs())) {
      LOG.warn(
          "client closed for unread replies id={} address={} class={} bytes={}",
          id,
          address(),
          kind(),
          bytes);
      traffic.countClosedForOutput();
      abort();
    }
  }

  /// The client is closed because what it sent, and what waits for EXEC, has grown too large.
  public void closedForInput(long bytes) {
    LOG.warn("client closed for its input id={} address={} bytes={}", id, address(), bytes);
    traffic.countClosedForInput();
  }

  /// Closes the client because all clients together take too much memory.
  void evict() {
    LOG.warn(
        "client closed for memory id={} address={} bytes={}", id, address(), memory().totalBytes());
    traffic.countEvicted();
    abort();
  }

  private long outputBytes() {
    return outbox.heldBytes() + link.unsentBytes();
  }

  // Waits

  /// The blocking command that this session waits for, or null.
  public @Nullable BlockedCall blockedCall() {
    return blockedCall;
  }

  public void blockedCall(@Nullable BlockedCall call) {
    blockedCall = call;
  }

  /// Notes another wait that can be ended from outside, or with null that there is none any more.
  public void waiting(@Nullable ClientWait endable) {
    wait = endable;
  }

  boolean isWaiting() {
    return blockedCall != null || wait != null || isHeld;
  }

  boolean endWait(boolean isError) {
    BlockedCall call = blockedCall;
    ClientWait other = wait;
    return (call != null && call.end(isError)) || (other != null && other.end(isError));
  }

  // The end

  /// Closes without another word.
  void abort() {
    link.abort();
  }

  /// Runs something when the connection is gone.
  void whenGone(Runnable action) {
    whenGone = action;
  }

  /// The connection is gone.
  public void disconnected() {
    isGone = true;
    transaction.close();
    ClientWait ended = wait;
    if (ended != null) {
      ended.end(false);
    }
    subscriptions.endAll();
    monitors.remove(this);
    whenGone.run();
  }

  // What others see

  boolean hasOutput() {
    return activity.outputBytes() > 0;
  }

  long activeAtMs() {
    return activity.atMs();
  }

  /// Whether it may be closed for doing nothing.
  boolean mayIdle() {
    return !isMonitor && !subscriptions.isAny();
  }

  /// Closes the client if it does nothing for longer than this, and waits for nothing.
  void closeIfIdle(long idleMs) {
    if (!isGone && !link.isParked() && server.clock().wallMs() - activity.atMs() > idleMs) {
      LOG.info("idle client closed id={}", id);
      abort();
    }
  }

  @Override
  public ClientFacts facts() {
    long nowMs = server.clock().wallMs();
    return new ClientFacts(
        id,
        link.address(),
        link.localAddress(),
        link.descriptor(),
        traits.name(),
        seconds(nowMs - connectedAtMs),
        seconds(nowMs - activity.atMs()),
        flags(),
        kind(),
        databaseIndex,
        subscriptions.count(ChannelKind.CHANNEL),
        subscriptions.count(ChannelKind.PATTERN),
        subscriptions.count(ChannelKind.SHARD),
        transaction.isOpen() ? transaction.queuedCount() : -1,
        memory(),
        activity.command(),
        protocol,
        traits.libraryName(),
        traits.libraryVersion());
  }

  /// What the client takes, as far as was noted at the end of its last turn.
  ClientFacts.Memory memory() {
    return new ClientFacts.Memory(
        activity.inputBytes(),
        activity.inputRoomBytes(),
        transaction.queuedBytes(),
        activity.outputBytes());
  }

  private ClientKind kind() {
    return subscriptions.isAny() ? ClientKind.PUBSUB : ClientKind.NORMAL;
  }

  private String flags() {
    String flags =
        (isMonitor ? "O" : "")
            + (subscriptions.isAny() ? "P" : "")
            + (transaction.isOpen() ? "x" : "")
            + (isWaiting() ? "b" : "")
            + (closesAfterReply ? "c" : "")
            + (isReadOnly ? "r" : "")
            + (traits.isKeptFromEviction() ? "e" : "")
            + (traits.leavesAccessClock() ? "T" : "");
    return flags.isEmpty() ? "N" : flags;
  }

  private static long seconds(long ms) {
    return Math.max(0, TimeUnit.MILLISECONDS.toSeconds(ms));
  }
}
