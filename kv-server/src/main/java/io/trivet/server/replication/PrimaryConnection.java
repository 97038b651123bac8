package io.trivet.server.replication;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.trivet.server.replication.LinkListener.Loss;
import io.trivet.server.replication.LinkMessage.Ack;
import io.trivet.server.replication.LinkMessage.Beat;
import io.trivet.server.replication.LinkMessage.Chunk;
import io.trivet.server.replication.LinkMessage.FramePart;
import io.trivet.server.replication.LinkMessage.Frames;
import io.trivet.server.replication.LinkMessage.Hello;
import io.trivet.server.replication.LinkMessage.ImageDone;
import io.trivet.server.replication.LinkMessage.ImageOffer;
import io.trivet.server.replication.LinkMessage.Refused;
import io.trivet.server.replication.LinkMessage.Welcome;
import io.trivet.server.replication.StandbyCopy.Failed;
import io.trivet.server.replication.StandbyCopy.Fenced;
import io.trivet.server.replication.StandbyCopy.Follow;
import io.trivet.server.replication.StandbyCopy.ImageWanted;
import io.trivet.server.replication.StandbyCopy.Meeting;
import io.trivet.storage.checkpoint.SlotDifference;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a standby to its primary.
///
/// ```
/// GREETING -welcome-> MEETING -follow-> FOLLOWING
///     ^                  | image wanted
///     |                  v
///     +--- complete -- IMAGE              any state -> CLOSED
/// ```
///
/// Nothing of another epoch or session is taken (I5, H30), and once it is CLOSED nothing is taken
/// or acknowledged any more.
///
/// Threads: the event loop of its channel; the signals of the copy any.
final class PrimaryConnection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(PrimaryConnection.class);
  private static final int APPLIED_DELAY_MS = 5;

  private enum State {
    GREETING,
    MEETING,
    IMAGE,
    FOLLOWING,
    CLOSED
  }

  private final PrimaryTarget target;
  private final LinkChannel link;
  private final LinkSettings settings;
  private final StandbyCopy copy;
  private final LinkListener listener;
  private final Executor blocking;
  private final Ending lost;
  private final long openedNs;
  private final AtomicBoolean isAckWanted = new AtomicBoolean();
  private final AtomicBoolean isAppliedTold = new AtomicBoolean();
  private State state = State.GREETING;
  private long session;
  private boolean isAckDue;
  private boolean isInRead;
  private boolean isCaughtUp;
  private Ack acked = new Ack(0, 0, 0, 0, 0);
  private volatile long fromSequence;
  private long followsSinceNs;
  private volatile long endSequence;
  private volatile @Nullable FrameInbox inbox;
  private volatile @Nullable ImageReceiver image;

  /// @param blocking where the copy may wait for a disk; in order
  /// @param lost told once, when the connection is over and this end did not stop it
  PrimaryConnection(
      PrimaryTarget target,
      LinkChannel link,
      LinkSettings settings,
      StandbyCopy copy,
      LinkListener listener,
      Executor blocking,
      Ending lost) {
    this.target = target;
    this.link = link;
    this.settings = settings;
    this.copy = copy;
    this.listener = listener;
    this.blocking = blocking;
    this.lost = lost;
    this.openedNs = link.clock().monoNs();
  }

  /// Closes the connection; on return nothing will be taken or acknowledged any more.
  void stop() {
    close(null, "stopped");
  }

  private boolean isStable() {
    long nowNs = link.clock().monoNs();
    return inbox != null
        && nowNs - followsSinceNs >= TimeUnit.MILLISECONDS.toNanos(Backoff.MOST_MS);
  }

  /// More is written or durable.
  ///
  /// Threads: any.
  void advanced() {
    if (link.loop().inEventLoop()) {
      ackSoon();
    } else if (!isAckWanted.get() && isAckWanted.compareAndSet(false, true)) {
      link.loop().execute(this::ackWanted);
    }
  }

  /// More is applied: worth an acknowledgement of its own only if no other comes.
  ///
  /// Threads: any.
  void applied() {
    if (!isAppliedTold.get() && isAppliedTold.compareAndSet(false, true)) {
      var _ = link.loop().schedule(this::appliedTold, APPLIED_DELAY_MS, TimeUnit.MILLISECONDS);
    }
  }

  /// The copy may have room again.
  void roomAvailable() {
    FrameInbox arrived = inbox;
    if (arrived == null) {
      return;
    }
    try {
      arrived.drain();
      ackSoon();
    } catch (IOException e) {
      refuse("frames cannot be taken", e);
    }
  }

  /// How far it is on its way.
  CatchUpProgress progress() {
    ImageReceiver receiver = image;
    FrameInbox arrived = inbox;
    if (receiver != null) {
      return progress(
          true, receiver.presentBytes(), receiver.totalBytes() - receiver.presentBytes());
    }
    if (arrived == null) {
      return CatchUpProgress.NONE;
    }
    long received = arrived.receivedSequence();
    return progress(false, received - fromSequence, Math.max(0, endSequence - received));
  }

  /// Begins the conversation; the handler is in the pipeline.
  void greet() {
    Channel channel = link.channel();
    var _ = channel.write(channel.alloc().buffer().writeInt(LinkCodec.MAGIC));
    link.send(
        new Hello(
            target.epoch(), LinkCodec.VERSION, settings.groupId(), copy.self(), copy.config()));
    var _ = link.loop().schedule(this::welcomeIsDue, settings.helloMs(), TimeUnit.MILLISECONDS);
    tick();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    isInRead = true;
    link.heard();
    try {
      take((LinkMessage) message);
    } catch (MalformedMessageException e) {
      close(Loss.CLOSED, e.getMessage());
    } catch (IOException e) {
      refuse("frames cannot be taken", e);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    isInRead = false;
    if (isAckDue) {
      ack();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    close(Loss.RESET, "the other end closed it");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close(cause instanceof IOException ? Loss.RESET : Loss.CLOSED, cause.toString());
  }

  private void take(LinkMessage message) throws MalformedMessageException, IOException {
    try {
      if (state == State.CLOSED) {
        return;
      }
      if (message instanceof Refused refused) {
        close(Loss.TURNED_AWAY, refused.toString());
      } else {
        checkFence(message);
        takeInSession(message);
      }
    } finally {
      LinkCodec.release(message);
    }
  }

  /// I5, H30.
  private void checkFence(LinkMessage message) throws MalformedMessageException {
    boolean isWelcome = message instanceof Welcome && session == 0;
    if (message.epoch() != target.epoch() || (message.session() != session && !isWelcome)) {
      throw new MalformedMessageException(
          "a message of epoch " + message.epoch() + " session " + message.session());
    }
  }

  private void takeInSession(LinkMessage message) throws MalformedMessageException, IOException {
    switch (message) {
      case Frames frames when state == State.FOLLOWING && inbox != null -> {
        inbox.take(frames);
        isAckDue = true;
        heard(frames.mark());
      }
      case FramePart part when state == State.FOLLOWING && inbox != null -> {
        inbox.take(part);
        isAckDue = true;
        heard(part.mark());
      }
      case Beat beat -> {
        isAckDue = true;
        heard(beat.mark());
      }
      case Welcome welcome when state == State.GREETING -> welcome(welcome);
      case ImageOffer offer when state == State.IMAGE && image != null ->
          image.offered(offer.manifest());
      case Chunk chunk when state == State.IMAGE && image != null -> {
        chunk.bytes().retain();
        image.take(chunk);
      }
      default ->
          throw new MalformedMessageException(
              message.getClass().getSimpleName() + " while " + state);
    }
  }

  private void heard(PrimaryMark mark) {
    endSequence = mark.endSequence();
    listener.heard(target.epoch(), mark);
    FrameInbox arrived = inbox;
    if (!isCaughtUp && arrived != null && arrived.receivedSequence() >= endSequence) {
      isCaughtUp = true;
      listener.caughtUp(target.epoch());
    }
  }

  private void welcome(Welcome welcome) throws MalformedMessageException {
    if (welcome.session() == 0) {
      throw new MalformedMessageException("a welcome without a session");
    }
    session = welcome.session();
    state = State.MEETING;
    endSequence = welcome.lineage().endSequence();
    copy.meet(
        target.epoch(),
        welcome.lineage(),
        welcome.firstSequence(),
        meeting -> link.loop().execute(() -> met(meeting)));
  }

  private void met(Meeting meeting) {
    if (state != State.MEETING) {
      return;
    }
    switch (meeting) {
      case Follow(long sequence) -> follow(sequence);
      case ImageWanted(var partial) -> {
        state = State.IMAGE;
        image =
            new ImageReceiver(
                link, target.epoch(), session, copy, blocking, this::imageDone, this::imageFailed);
        SlotDifference difference = copy.difference();
        if (difference != null) {
          link.send(new LinkMessage.Differs(target.epoch(), session, difference));
        }
        link.send(new LinkMessage.ImageWanted(target.epoch(), session, partial));
      }
      case Fenced(int promisedEpoch) ->
          close(Loss.CLOSED, "a newer epoch is promised: " + promisedEpoch);
      case Failed(String reason) -> close(Loss.CLOSED, reason);
    }
  }

  private void follow(long sequence) {
    state = State.FOLLOWING;
    fromSequence = sequence;
    followsSinceNs = link.clock().monoNs();
    inbox = new FrameInbox(copy, sequence, settings.windowBytes());
    LOG.info(
        "following node={} epoch={} session={} from={}",
        target.node(),
        target.epoch(),
        session,
        sequence);
    link.write(new LinkMessage.Follow(target.epoch(), session, sequence, settings.windowBytes()));
    ack();
  }

  private void imageDone() {
    state = State.GREETING; // the primary's log has grown: it greets again
    closeImage();
    link.send(new ImageDone(target.epoch(), session));
  }

  private void imageFailed(String reason) {
    close(Loss.CLOSED, reason);
  }

  private void ackWanted() {
    isAckWanted.set(false);
    ackSoon();
  }

  private void appliedTold() {
    isAppliedTold.set(false);
    ackSoon();
  }

  private void ackSoon() {
    if (isInRead) {
      isAckDue = true;
    } else if (state == State.FOLLOWING && !present().equals(acked)) {
      ack();
    }
  }

  private void ack() {
    isAckDue = false;
    if (state != State.CLOSED && session != 0) {
      acked = present();
      link.send(acked);
    }
  }

  /// What the copy holds. What depends on another is asked before it, so that it is not ahead.
  private Ack present() {
    if (state != State.FOLLOWING) {
      return new Ack(target.epoch(), session, 0, 0, 0);
    }
    long applied = copy.appliedSequence();
    long durable = copy.durableSequence();
    long written = copy.writtenSequence();
    return new Ack(
        target.epoch(), session, written, Math.min(durable, written), Math.min(applied, written));
  }

  private void welcomeIsDue() {
    if (session == 0) {
      close(Loss.SILENT, "no answer to the greeting");
    }
  }

  private void tick() {
    if (state == State.CLOSED) {
      return;
    }
    LinkChannel.Silence silence = link.silence();
    if (silence != null) {
      close(Loss.SILENT, silence.toString());
      return;
    }
    if (link.beatDueMs() == 0 && link.isWritable()) {
      ack();
    }
    var _ = link.loop().schedule(this::tick, Math.max(1, link.beatDueMs()), TimeUnit.MILLISECONDS);
  }

  private void refuse(String reason, IOException cause) {
    LOG.warn("{} epoch={} session={}", reason, target.epoch(), session, cause);
    close(Loss.CLOSED, reason);
  }

  /// @param loss null if this end stopped it
  private void close(@Nullable Loss loss, @Nullable String reason) {
    if (state == State.CLOSED) {
      return;
    }
    boolean wasStable = isStable();
    state = State.CLOSED;
    LOG.info(
        "connection to the primary ends node={} epoch={} session={} loss={} reason={}",
        target.node(),
        target.epoch(),
        session,
        loss,
        reason);
    closeImage();
    FrameInbox arrived = inbox;
    if (arrived != null) {
      arrived.close();
      inbox = null;
    }
    var _ = link.channel().close();
    if (loss != null) {
      lost.lost(loss, wasStable);
    }
  }

  private void closeImage() {
    ImageReceiver receiver = image;
    image = null;
    if (receiver != null) {
      receiver.close();
    }
  }

  private CatchUpProgress progress(boolean isImage, long done, long left) {
    long elapsedNs = link.clock().monoNs() - openedNs;
    long rate = done * 1_000 / Math.max(1, TimeUnit.NANOSECONDS.toMillis(elapsedNs));
    return new CatchUpProgress(isImage, done, left, rate == 0 ? -1 : left / rate);
  }

  /// Hears of the end of a connection that nobody stopped.
  interface Ending {

    /// The connection is over.
    ///
    /// @param wasStable whether it had followed for so long that the next attempt may be quick
    void lost(Loss loss, boolean wasStable);
  }
}
