package io.trivet.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.unix.UnixChannel;
import io.trivet.server.dispatch.Client;
import io.trivet.server.dispatch.Outcome;
import io.trivet.server.reply.CommandError;
import io.trivet.server.resp.RequestDecoder;
import io.trivet.server.session.Outbox;
import io.trivet.server.session.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's socket: decodes in place what arrives, has it executed, and sends what may leave.
///
/// While a request waits, and while the client does not take its replies, nothing more is decoded
/// and the socket is not read, so that what a client can make the server hold is bounded (I36).
///
/// A client that has sent its last byte still gets the replies to all that it asked; only then its
/// connection ends. It does not wait for other clients any more.
///
/// Threads: its event loop.
final class Connection extends ChannelInboundHandlerAdapter implements Client, Outbox.Sender {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int MAX_HELD_BYTES = 1 << 20;

  /// How long a request may go on whose client sends nothing more and may be gone.
  private static final long LAST_ANSWER_MS = 5_000;

  private final Channel channel;
  private final CommandLoop loop;
  private final Supplier<ConnectionLimits> limits;
  private final RequestDecoder decoder;
  private final Outbox outbox;
  private final Session session;
  private final InetSocketAddress address;
  private final InetSocketAddress localAddress;
  private ConnectionLimits limitsSeen;
  private ByteBuf input = Unpooled.EMPTY_BUFFER;
  private boolean isParked;
  private boolean isTouched;
  private boolean isProcessing;
  private boolean isClosing;
  private boolean hasInputEnded;

  Connection(
      Channel channel,
      CommandLoop loop,
      Supplier<ConnectionLimits> limits,
      Function<Connection, Session> sessions) {
    this.channel = channel;
    this.loop = loop;
    this.limits = limits;
    this.limitsSeen = limits.get();
    this.decoder = new RequestDecoder(limitsSeen.requests());
    this.outbox = new Outbox(channel.alloc(), loop.gate(), this);
    this.address = (InetSocketAddress) channel.remoteAddress();
    this.localAddress = (InetSocketAddress) channel.localAddress();
    this.session = sessions.apply(this);
    decoder.authenticated(session.isAuthenticated());
  }

  Outbox outbox() {
    return outbox;
  }

  Channel channel() {
    return channel;
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public ScheduledExecutorService loop() {
    return loop.eventLoop();
  }

  @Override
  public String address() {
    return AddressText.of(address);
  }

  @Override
  public String host() {
    return AddressText.host(address);
  }

  @Override
  public String localAddress() {
    return AddressText.of(localAddress);
  }

  @Override
  public boolean isLocal() {
    return address.getAddress().isLoopbackAddress();
  }

  @Override
  public int descriptor() {
    return channel instanceof UnixChannel socket ? socket.fd().intValue() : -1;
  }

  @Override
  public long unsentBytes() {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent == null ? 0 : unsent.totalPendingWriteBytes();
  }

  @Override
  public boolean isParked() {
    return isParked;
  }

  @Override
  public int inputBytes() {
    return input.readableBytes();
  }

  @Override
  public int inputRoomBytes() {
    return input.writableBytes();
  }

  /// Turns a client away that may not connect.
  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    CommandError refusal = session.admission();
    if (refusal != null) {
      session.reply(refusal.reply(), 0);
      session.closeAfterReply();
      touch();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    append((ByteBuf) message);
    if (!isParked) {
      process();
    }
  }

  @Override
  public void resume() {
    if (isClosing) {
      return;
    }
    isParked = false;
    process();
    adjustReading();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable() && !isParked) {
      process();
    }
    adjustReading();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && !isClosing) {
      hasInputEnded = true;
      if (isParked) {
        endAfterLastInput(false);
      } else {
        process();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    isClosing = true;
    loop.dispatcher().disconnected(this);
    session.disconnected();
    outbox.close();
    input.release();
    input = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("connection failed id={}", session.id(), cause);
    }
    abort();
  }

  @Override
  public void send(ByteBuf bytes) {
    session.traffic().sent(bytes.readableBytes());
    var _ = channel.writeAndFlush(bytes, channel.voidPromise());
  }

  /// Replies of this turn may leave, or wait at the gate.
  void endTurn() {
    isTouched = false;
    outbox.seal();
    session.endTurn();
    if (session.closesAfterReply()) {
      closeBehindReplies();
    }
    adjustReading();
  }

  @Override
  public void abort() {
    isClosing = true;
    var _ = channel.close();
  }

  @Override
  public void touch() {
    if (!isTouched) {
      isTouched = true;
      loop.touch(this);
    }
  }

  private void append(ByteBuf bytes) {
    session.traffic().received(bytes.readableBytes());
    if (!input.isReadable()) {
      input.release();
      input = bytes;
      return;
    }
    int wanted = Math.max(input.readableBytes() + bytes.readableBytes(), decoder.neededBytes());
    if (input.refCnt() > 1 || input.writableBytes() < bytes.readableBytes()) {
      ByteBuf larger = channel.alloc().directBuffer(grown(input.readableBytes(), wanted));
      larger.writeBytes(input);
      input.release();
      input = larger;
    }
    input.writeBytes(bytes);
    bytes.release();
  }

  /// Room for a request that is known to be long, but never for more than twice what has arrived.
  private static int grown(int present, int wanted) {
    return Math.max(present + 1024, Math.min(wanted, 2 * Math.max(present, 1 << 16)));
  }

  private void process() {
    if (isProcessing || isClosing) {
      return;
    }
    isProcessing = true;
    boolean isExhausted = false;
    followLimits();
    touch();
    loop.dispatcher().beginRequests();
    while (!isExhausted && !isParked && !isClosing && !session.closesAfterReply() && maySend()) {
      isExhausted = !processOne();
    }
    isProcessing = false;
    if (hasInputEnded) {
      endAfterLastInput(isExhausted);
    }
    if (!input.isReadable()) {
      input.release();
      input = Unpooled.EMPTY_BUFFER;
    }
    checkInput();
  }

  @SuppressWarnings("ReferenceEquality") // a change brings a new object, and this is asked often
  private void followLimits() {
    ConnectionLimits now = limits.get();
    if (now != limitsSeen) {
      limitsSeen = now;
      decoder.limits(now.requests());
    }
  }

  /// Closes a client whose unfinished request, or transaction, has grown too large (I36).
  private void checkInput() {
    long bytes = input.readableBytes() + session.transaction().queuedBytes();
    if (bytes > limitsSeen.inputBytes() && !isClosing) {
      session.closedForInput(bytes);
      abort();
    }
  }

  /// Nothing more will come: ends when all is answered, and without waiting for other clients.
  private void endAfterLastInput(boolean isExhausted) {
    if (isExhausted || session.blockedCall() != null) {
      loop.dispatcher().disconnected(this);
      session.closeAfterReply();
      touch();
    } else if (isParked) {
      var _ = loop.eventLoop().schedule(this::abortWait, LAST_ANSWER_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void abortWait() {
    if (isParked && !isClosing) {
      abort();
    }
  }

  /// Executes one request; false if there is none.
  private boolean processOne() {
    long address = input.isReadable() ? input.memoryAddress() + input.readerIndex() : 0;
    switch (decoder.decode(address, input.readableBytes())) {
      case REQUEST -> execute();
      case INCOMPLETE -> {
        input.skipBytes(decoder.consumedBytes());
        return false;
      }
      case VIOLATION -> {
        session.replyText(decoder.violation());
        session.closeAfterReply();
      }
      case FOREIGN_PROTOCOL -> abort();
    }
    return true;
  }

  private void execute() {
    if (decoder.request().count() > 0) {
      Outcome outcome = loop.dispatcher().dispatch(this, decoder.request());
      isParked = outcome != Outcome.DONE;
      if (outcome == Outcome.AGAIN) {
        return; // the bytes stay, the decoder finds the same request again
      }
      decoder.authenticated(session.isAuthenticated());
    }
    input.skipBytes(decoder.consumedBytes());
  }

  private boolean maySend() {
    return channel.isWritable() && outbox.heldBytes() < MAX_HELD_BYTES;
  }

  private void adjustReading() {
    boolean reads = !isParked && maySend();
    if (!hasInputEnded && channel.config().isAutoRead() != reads) {
      channel.config().setAutoRead(reads);
    }
  }

  private void closeBehindReplies() {
    isClosing = true;
    outbox.whenEmpty(this::closeWhenSent);
  }

  private void closeWhenSent() {
    var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }
}
