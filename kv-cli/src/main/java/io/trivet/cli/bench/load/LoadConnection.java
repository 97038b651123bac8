package io.trivet.cli.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.trivet.cli.resp.RespProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection of the generator: carries the batches of a [BatchDriver] to the server, and the
/// replies back to it. Between phases it stays open and idle.
///
/// Its send buffer is written anew for every batch. That is safe because a batch has been sent to
/// its last byte when its last reply is here.
///
/// Threads: its event loop.
final class LoadConnection extends ChannelInboundHandlerAdapter implements ReplyScanner.Errors {
  private final LoadLoop loop;
  private final byte[] greeting;
  private final CompletableFuture<Void> greeted = new CompletableFuture<>();
  private final ReplyScanner scanner = new ReplyScanner(this);
  private int greetingsAwaited;
  private @Nullable ByteBuf sendBuffer;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Run run;

  /// Creates a connection that begins with a greeting: what is said once, before any load.
  LoadConnection(LoadLoop loop, byte[] greeting, int greetingReplies) {
    this.loop = loop;
    this.greeting = greeting;
    this.greetingsAwaited = greetingReplies;
  }

  /// The driver of a phase, and who hears of its end.
  private static final class Run {
    private final BatchDriver driver;
    private final int maxBatchBytes;
    private final Ending ending;
    private @Nullable Future<?> wakeUp;

    Run(BatchDriver driver, int maxBatchBytes, Ending ending) {
      this.driver = driver;
      this.maxBatchBytes = maxBatchBytes;
      this.ending = ending;
    }
  }

  /// Hears that a connection has no more to do with a phase.
  interface Ending {
    /// Nothing is in flight and nothing more will be sent, or the connection broke.
    void ended(boolean isLost);
  }

  /// Completes when the server has accepted the greeting; fails with an [IOException] if not.
  CompletableFuture<Void> greeted() {
    return greeted;
  }

  LoadLoop loop() {
    return loop;
  }

  /// Whether the connection can carry load.
  boolean isOpen() {
    ChannelHandlerContext current = context;
    return current != null && current.channel().isActive();
  }

  /// Begins a phase.
  void start(BatchDriver driver, int maxBatchBytes, Ending ending) {
    run = new Run(driver, maxBatchBytes, ending);
    if (isOpen()) {
      sendNext(run, loop.nowNs());
    } else {
      end(run, true);
    }
  }

  /// Sends nothing more; the phase ends with the replies that are still to come.
  void stop() {
    Run current = run;
    if (current != null) {
      current.driver.stop();
      endIfFinished(current);
    }
  }

  /// Gives the replies that are still to come up for lost.
  void close() {
    ChannelHandlerContext current = context;
    if (current != null) {
      var _ = current.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    context = active;
    if (greetingsAwaited == 0) {
      greeted.complete(null);
    } else {
      var _ = active.writeAndFlush(Unpooled.wrappedBuffer(greeting), active.voidPromise());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) throws IOException {
    ByteBuf received = (ByteBuf) message;
    int length = received.readableBytes();
    byte[] incoming = loop.incoming();
    received.readBytes(incoming, 0, length);
    received.release();
    int replies = scanner.scan(incoming, 0, length);
    if (replies > 0) {
      take(replies);
    }
  }

  @Override
  public void errorAfter(int replies, String message) {
    Run current = run;
    if (current != null) {
      current.driver.errorAfter(replies, message);
    } else {
      greeted.completeExceptionally(new IOException(message));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) {
    greeted.completeExceptionally(
        new EOFException("connection closed by " + inactive.channel().remoteAddress()));
    releaseSendBuffer();
    Run current = run;
    if (current != null) {
      end(current, true);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
    greeted.completeExceptionally(cause);
    var _ = failed.close();
  }

  private void take(int replies) throws RespProtocolException {
    Run current = run;
    if (current == null) {
      takeGreeting(replies);
      return;
    }
    long nowNs = loop.nowNs();
    BatchDriver driver = current.driver;
    if (!driver.countReplies(replies, scanner.nulls(), scanner.lastNumber(), nowNs)) {
      throw new RespProtocolException("more replies than commands");
    }
    if (!driver.isInFlight()) {
      sendNext(current, nowNs);
    }
  }

  private void takeGreeting(int replies) throws RespProtocolException {
    greetingsAwaited -= replies;
    if (greetingsAwaited < 0) {
      throw new RespProtocolException("a reply without a command");
    }
    if (greetingsAwaited == 0) {
      greeted.complete(null);
    }
  }

  private void sendNext(Run current, long nowNs) {
    byte[] outgoing = loop.outgoing(current.maxBatchBytes);
    int length = current.driver.write(outgoing, nowNs);
    if (length > 0) {
      send(current, outgoing, length);
    } else if (!endIfFinished(current)) {
      long delayNs = Math.max(0, current.driver.nextDueNs(nowNs) - nowNs);
      current.wakeUp =
          loop.eventLoop().schedule(() -> wakeUp(current), delayNs, TimeUnit.NANOSECONDS);
    }
  }

  private void wakeUp(Run sleeping) {
    sleeping.wakeUp = null;
    if (sleeping == run && !sleeping.driver.isInFlight()) {
      sendNext(sleeping, loop.nowNs());
    }
  }

  private void send(Run current, byte[] outgoing, int length) {
    ChannelHandlerContext sending = context;
    if (sending == null) {
      return;
    }
    ByteBuf buffer = sendBuffer(current.maxBatchBytes);
    buffer.clear().writeBytes(outgoing, 0, length);
    var _ = sending.writeAndFlush(buffer.retain(), sending.voidPromise());
  }

  private ByteBuf sendBuffer(int bytes) {
    ByteBuf buffer = sendBuffer;
    if (buffer == null || buffer.capacity() < bytes) {
      releaseSendBuffer();
      buffer = Unpooled.directBuffer(bytes, bytes);
      sendBuffer = buffer;
    }
    return buffer;
  }

  private void releaseSendBuffer() {
    ByteBuf buffer = sendBuffer;
    if (buffer != null) {
      sendBuffer = null;
      buffer.release();
    }
  }

  private boolean endIfFinished(Run current) {
    boolean isFinished = current.driver.isFinished();
    if (isFinished) {
      end(current, false);
    }
    return isFinished;
  }

  private void end(Run current, boolean isLost) {
    if (current != run) {
      return;
    }
    run = null;
    Future<?> wakeUp = current.wakeUp;
    if (wakeUp != null) {
      wakeUp.cancel(false);
    }
    current.ending.ended(isLost);
  }
}
