package io.trivet.server.replication;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.server.replication.LinkMessage.Ack;
import io.trivet.server.replication.LinkMessage.Beat;
import io.trivet.server.replication.LinkMessage.Differs;
import io.trivet.server.replication.LinkMessage.Follow;
import io.trivet.server.replication.LinkMessage.Hello;
import io.trivet.server.replication.LinkMessage.ImageDone;
import io.trivet.server.replication.LinkMessage.ImageRequest;
import io.trivet.server.replication.LinkMessage.ImageWanted;
import io.trivet.server.replication.LinkMessage.Refused;
import io.trivet.server.replication.LinkMessage.Welcome;
import io.trivet.server.replication.StandbySessions.Tenure;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One standby as the primary sees it, from its greeting to the end of the connection.
///
/// ```
/// GREETING -hello-> OPENING -> JOINING -follow-> FOLLOWING
///                                | ^
///                  image wanted  v | image done
///                               IMAGE              any state -> CLOSED
/// ```
///
/// An acknowledgement counts while FOLLOWING only, and only in this session and epoch; a message of
/// another closes the connection (I5, H30).
///
/// Threads: the event loop of its channel; end, wake and progress any.
final class StandbySession extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(StandbySession.class);

  private enum State {
    GREETING,
    OPENING,
    JOINING,
    IMAGE,
    FOLLOWING,
    CLOSED
  }

  /// For which frames may come that tell a standby what is committed.
  private static final int MARK_DELAY_MS = 10;

  private final StandbySessions sessions;
  private final LinkChannel link;
  private final LinkDecoder decoder;
  private final AtomicBoolean isMarkDue = new AtomicBoolean();
  private volatile State state = State.GREETING;
  private volatile @Nullable Greeted greeted;
  private volatile @Nullable Feed feed;
  private volatile Ack acked = new Ack(0, 0, 0, 0, 0);
  private volatile long ackedNs;
  private volatile long levelNs;
  private @Nullable ImageSender image;

  /// Fixed by the greeting.
  private record Greeted(Tenure tenure, Member member, long session, PrimaryMarks marks) {
    int epoch() {
      return tenure.node().epoch();
    }
  }

  StandbySession(StandbySessions sessions, LinkChannel link, LinkDecoder decoder) {
    this.sessions = sessions;
    this.link = link;
    this.decoder = decoder;
    this.ackedNs = link.clock().monoNs();
    this.levelNs = ackedNs;
  }

  /// The name of the standby; only after it has greeted.
  NodeId node() {
    return known().member().node();
  }

  /// The log was written up to `sequence`.
  void wake(long sequence) {
    Feed fed = feed;
    if (fed != null && fed.sentSequence() < sequence) {
      fed.wake();
    }
  }

  /// More is committed: the standby is told soon, if no frames do it.
  ///
  /// Threads: any.
  void committed() {
    if (!isMarkDue.get() && isMarkDue.compareAndSet(false, true)) {
      var _ = link.loop().schedule(this::tellMark, MARK_DELAY_MS, TimeUnit.MILLISECONDS);
    }
  }

  /// Ends the session.
  ///
  /// @param then run on the event loop when it is over, also if it already was
  void end(String reason, Runnable then) {
    EventLoop loop = link.loop();
    if (loop.inEventLoop()) {
      close(reason);
      then.run();
    } else {
      loop.execute(() -> end(reason, then));
    }
  }

  /// How it stands.
  SessionProgress progress() {
    Greeted known = known();
    Feed fed = feed;
    Ack last = acked;
    long nowNs = link.clock().monoNs();
    long lagBytes = Math.max(0, known.tenure().node().writtenSequence() - last.writtenSequence());
    return new SessionProgress(
        known.member(),
        String.valueOf(link.channel().remoteAddress()),
        known.session(),
        shown(fed),
        fed == null ? 0 : fed.sentSequence(),
        last.writtenSequence(),
        last.durableSequence(),
        last.appliedSequence(),
        lagBytes,
        lagBytes == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nowNs - levelNs),
        TimeUnit.NANOSECONDS.toMillis(nowNs - ackedNs));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    var _ =
        link.loop()
            .schedule(this::greetingIsDue, sessions.settings().helloMs(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    link.heard();
    try {
      take((LinkMessage) message);
    } catch (MalformedMessageException e) {
      close(e.getMessage());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Feed fed = feed;
    ImageSender sender = image;
    if (link.isWritable() && fed != null) {
      fed.pump();
    }
    if (link.isWritable() && sender != null) {
      sender.pump();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    close("the other end closed it");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close(cause.toString());
  }

  private void greetingIsDue() {
    if (state == State.GREETING || state == State.OPENING) {
      end("no greeting in time", () -> {});
    }
  }

  private void take(LinkMessage message) throws MalformedMessageException {
    if (state == State.CLOSED) {
      LinkCodec.release(message);
    } else if (state == State.GREETING && message instanceof Hello hello) {
      greet(hello);
    } else {
      checkFence(message);
      takeInSession(message);
    }
  }

  /// I5, H30.
  private void checkFence(LinkMessage message) throws MalformedMessageException {
    Greeted known = greeted;
    if (known == null || message.epoch() != known.epoch() || message.session() != known.session()) {
      LinkCodec.release(message);
      throw new MalformedMessageException(
          "a message of epoch " + message.epoch() + " session " + message.session());
    }
  }

  private void takeInSession(LinkMessage message) throws MalformedMessageException {
    switch (message) {
      case Ack ack -> take(ack);
      case Follow follow when state == State.JOINING -> follow(follow);
      case ImageWanted wanted when state == State.JOINING -> sendImage(wanted);
      case Differs differs when state == State.JOINING -> differs(differs);
      case ImageRequest request when state == State.IMAGE && image != null ->
          image.requested(request);
      case ImageDone _ when state == State.IMAGE -> welcome();
      default -> {
        LinkCodec.release(message);
        throw new MalformedMessageException(message.getClass().getSimpleName() + " while " + state);
      }
    }
  }

  private void greet(Hello hello) {
    Tenure tenure = sessions.tenure();
    Refused refused = sessions.judge(link.channel(), hello, tenure);
    if (refused != null) {
      LOG.info("standby refused node={} why={}", hello.member().node(), refused);
      state = State.CLOSED;
      sessions.isKnown();
      link.sendLast(refused);
    } else if (tenure != null) {
      PrimaryMarks marks = new PrimaryMarks(tenure.node(), link.clock());
      greeted = new Greeted(tenure, hello.member(), sessions.nextSession(), marks);
      state = State.OPENING;
      sessions.isKnown();
      decoder.trust();
      goHome();
    }
  }

  private void goHome() {
    EventLoop home = sessions.home();
    if (home == null || home.inEventLoop()) {
      open();
    } else {
      move(home);
    }
  }

  /// Takes the connection to another event loop. The standby says nothing until it is welcome.
  private void move(EventLoop home) {
    link.channel()
        .deregister()
        .addListener(_ ->
            home.register(link.channel())
                .addListener(registered -> {
                  if (registered.isSuccess()) {
                    open();
                  } else {
                    LOG.error("connection of a standby cannot move", registered.cause());
                    var _ = link.channel().close();
                  }
                }));
  }

  private void open() {
    if (state != State.OPENING) {
      return;
    }
    StandbySession replaced = sessions.add(this);
    if (replaced == null) {
      begin();
    } else {
      EventLoop loop = link.loop();
      replaced.end("a new session of the node", () -> loop.execute(this::begin));
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very tenure
  private void begin() {
    if (state != State.OPENING) {
      return;
    }
    if (sessions.tenure() != known().tenure()) {
      close("the tenure is over");
      return;
    }
    LOG.info("standby greeted {}", this);
    welcome();
    tick();
  }

  private void welcome() {
    Greeted known = known();
    PrimaryNode node = known.tenure().node();
    state = State.JOINING;
    link.send(
        new Welcome(
            known.epoch(),
            known.session(),
            node.lineage(),
            node.firstSequence(),
            node.committedSequence()));
  }

  private void follow(Follow follow) throws MalformedMessageException {
    Greeted known = known();
    PrimaryNode node = known.tenure().node();
    long from = follow.fromSequence();
    if (from < node.firstSequence() || from > node.writtenSequence() || follow.windowBytes() < 1) {
      throw new MalformedMessageException("it follows from " + from);
    }
    int windowBytes = Math.min(follow.windowBytes(), sessions.settings().windowBytes());
    Feed fed =
        new Feed(
            link,
            node,
            known.marks(),
            node.feed(from),
            known.session(),
            from,
            windowBytes,
            sessions.catchUp(),
            this::close);
    state = State.FOLLOWING;
    feed = fed;
    closeImage();
    levelNs = link.clock().monoNs();
    sessions.feeds(this);
    LOG.info("standby follows {} from={}", this, from);
    known.tenure().listener().joined(known.epoch(), known.member(), known.session());
    fed.pump();
  }

  private void differs(Differs differs) {
    Greeted known = known();
    known.tenure().listener().differs(known.epoch(), known.member(), differs.difference());
  }

  private void sendImage(ImageWanted wanted) {
    Greeted known = known();
    closeImage();
    state = State.IMAGE;
    ImageSender sender =
        new ImageSender(
            link,
            known.tenure().node(),
            known.session(),
            sessions.settings().imageBytesPerSecond(),
            sessions.catchUp(),
            this::close);
    image = sender;
    LOG.info("standby wants an image {} partial={}", this, wanted.partial());
    sender.open(wanted.partial());
  }

  private void take(Ack ack) throws MalformedMessageException {
    ackedNs = link.clock().monoNs();
    Feed fed = feed;
    if (state != State.FOLLOWING || fed == null) {
      return;
    }
    if (!follows(ack, acked, fed.sentSequence())) {
      throw new MalformedMessageException(ack + " after " + acked);
    }
    acked = ack;
    Greeted known = known();
    if (ack.writtenSequence() >= known.tenure().node().writtenSequence()) {
      levelNs = ackedNs;
    }
    known
        .tenure()
        .listener()
        .acked(
            known.epoch(),
            known.member(),
            ack.writtenSequence(),
            ack.durableSequence(),
            ack.appliedSequence());
    fed.acked(ack.writtenSequence());
  }

  /// Acknowledgements are cumulative, and none is of what was not sent.
  private static boolean follows(Ack ack, Ack last, long sentSequence) {
    return ack.writtenSequence() >= last.writtenSequence()
        && ack.durableSequence() >= last.durableSequence()
        && ack.appliedSequence() >= last.appliedSequence()
        && ack.durableSequence() <= ack.writtenSequence()
        && ack.appliedSequence() <= ack.writtenSequence()
        && ack.writtenSequence() <= sentSequence;
  }

  private void tick() {
    if (state == State.CLOSED) {
      return;
    }
    LinkChannel.Silence silence = link.silence();
    if (silence != null) {
      close(silence.toString());
      return;
    }
    long dueMs = link.beatDueMs();
    if (dueMs == 0) {
      dueMs = sessions.settings().beatMs();
      if (link.isWritable()) {
        beat();
      }
    }
    var _ = link.loop().schedule(this::tick, dueMs, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    Greeted known = known();
    link.send(new Beat(known.epoch(), known.session(), known.marks().next()));
  }

  private void tellMark() {
    isMarkDue.set(false);
    if (state == State.FOLLOWING && known().marks().isBehind() && link.isWritable()) {
      beat();
    }
  }

  private void close(@Nullable String reason) {
    State last = state;
    if (last == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    var _ = link.channel().close();
    Greeted known = greeted;
    if (known == null) {
      sessions.isKnown();
      LOG.warn(
          "replication link closed remote={} reason={}", link.channel().remoteAddress(), reason);
      return;
    }
    sessions.remove(this);
    LOG.info("session of a standby ends {} reason={}", this, reason);
    closeImage();
    Feed fed = feed;
    if (fed != null) {
      fed.close();
      known.tenure().listener().left(known.epoch(), known.member(), known.session());
    }
  }

  private void closeImage() {
    ImageSender sender = image;
    image = null;
    if (sender != null) {
      sender.close();
    }
  }

  private SessionProgress.State shown(@Nullable Feed fed) {
    if (fed != null) {
      return fed.isOnline() ? SessionProgress.State.ONLINE : SessionProgress.State.CATCH_UP;
    }
    return state == State.IMAGE ? SessionProgress.State.IMAGE : SessionProgress.State.JOINING;
  }

  private Greeted known() {
    return Objects.requireNonNull(greeted, "greeted");
  }

  @Override
  public String toString() {
    Greeted known = greeted;
    return known == null
        ? "remote=" + link.channel().remoteAddress()
        : "node=%s epoch=%d session=%d"
            .formatted(known.member().node(), known.epoch(), known.session());
  }
}
