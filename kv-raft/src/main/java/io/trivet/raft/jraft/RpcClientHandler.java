package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.error.InvokeTimeoutException;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.google.protobuf.Message;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open calls of one connection to a peer.
///
/// A call ends with its answer, with its time, or with the connection. A connection that was silent
/// all the time of a call that timed out is closed: the other side may be gone without a word, and
/// a new connection finds out sooner than TCP's retries do.
///
/// Threads: calls come from any thread; the rest is the event loop's.
final class RpcClientHandler extends SimpleChannelInboundHandler<RpcFrame> {

  private static final Logger LOG = LoggerFactory.getLogger(RpcClientHandler.class);
  private static final int MAX_OPEN_CALLS = 4096;

  private final Executor spare;
  private final Map<Long, OpenCall> calls = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private volatile long heardNs;

  /// @param spare runs the callbacks that no other thread takes
  RpcClientHandler(Executor spare) {
    super(RpcFrame.class);
    this.spare = spare;
  }

  /// Sends a request; the callback is told how it ended, once.
  ///
  /// @throws RemotingException if it cannot be sent; then the callback is told nothing
  void call(Channel channel, Message body, InvokeCallback callback, long timeoutMs)
      throws RemotingException {
    RpcMessageType type = RpcMessageType.of(body);
    if (type == null || !type.isRequest() || calls.size() >= MAX_OPEN_CALLS) {
      throw new RemotingException(
          "not sent to %s: %s with %d open calls"
              .formatted(channel.remoteAddress(), body.getClass().getName(), calls.size()));
    }
    long id = lastId.incrementAndGet();
    OpenCall call = new OpenCall(type, callback, spare, System.nanoTime());
    calls.put(id, call);
    try {
      call.timeout(
          channel
              .eventLoop()
              .schedule(() -> expire(channel, id), timeoutMs, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      calls.remove(id);
      throw new RemotingException("the peer port is closed", e);
    }
    channel
        .writeAndFlush(new RpcFrame(type, id, body))
        .addListener(written -> {
          if (!written.isSuccess()) {
            fail(id, written.cause());
          }
        });
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, RpcFrame frame) {
    heardNs = System.nanoTime();
    OpenCall call = calls.remove(frame.requestId());
    if (call == null) {
      return; // it timed out before
    }
    if (frame.type().answers(call.request())) {
      call.succeed(frame.body());
      return;
    }
    String mismatch = "%s answered %s".formatted(frame.type(), call.request());
    call.fail(new RemotingException(mismatch));
    LOG.warn("peer connection closed remote={} reason={}", ctx.channel().remoteAddress(), mismatch);
    var _ = ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    RemotingException lost =
        new RemotingException("connection lost: " + ctx.channel().remoteAddress());
    for (Long id : calls.keySet()) {
      fail(id, lost);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("peer connection lost remote={}", ctx.channel().remoteAddress(), cause);
    var _ = ctx.close();
  }

  private void expire(Channel channel, long id) {
    OpenCall call = calls.remove(id);
    if (call == null) {
      return;
    }
    if (heardNs - call.sentNs() < 0) {
      var _ = channel.close();
    }
    call.fail(
        new InvokeTimeoutException(
            "%s not answered by %s".formatted(call.request(), channel.remoteAddress())));
  }

  private void fail(long id, Throwable cause) {
    OpenCall call = calls.remove(id);
    if (call != null) {
      call.fail(cause);
    }
  }
}
