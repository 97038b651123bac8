package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.rpc.RpcProcessor;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequestHeader;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.impl.ConnectionClosedEventListener;
import com.google.protobuf.Message;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands the requests of one connection to the library's processors, each on the thread that the
/// processor wants: entries of one peer stay in order.
///
/// Threads: the event loop of its channel, which it never keeps waiting. The library's processors
/// and its listeners take locks, so they run elsewhere.
final class RpcServerHandler extends SimpleChannelInboundHandler<RpcFrame> {

  private static final Logger LOG = LoggerFactory.getLogger(RpcServerHandler.class);

  private final Map<RpcMessageType, RpcProcessor<?>> processors;
  private final List<ConnectionClosedEventListener> closedListeners;
  private final PeerTransport transport;
  private final PeerConnection connection;

  RpcServerHandler(
      Channel channel,
      Map<RpcMessageType, RpcProcessor<?>> processors,
      List<ConnectionClosedEventListener> closedListeners,
      PeerTransport transport) {
    super(RpcFrame.class);
    this.processors = processors;
    this.closedListeners = closedListeners;
    this.transport = transport;
    this.connection = new PeerConnection(channel);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, RpcFrame frame) {
    RpcProcessor<?> processor = processors.get(frame.type());
    if (processor == null) {
      LOG.warn("peer connection closed remote={} asked={}", connection, frame.type());
      var _ = ctx.close();
      return;
    }
    RpcCall call = new RpcCall(connection, frame.requestId());
    try {
      executor(processor, frame.body()).execute(() -> handle(processor, call, frame.body()));
    } catch (RejectedExecutionException e) {
      call.sendResponse(refusal(RaftError.EBUSY, "too many requests wait"));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    transport
        .requests()
        .execute(() -> {
          for (ConnectionClosedEventListener listener : closedListeners) {
            listener.onClosed(connection.toString(), connection);
          }
        });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.warn("peer connection closed remote={} reason={}", connection, cause.toString());
    var _ = ctx.close();
  }

  /// The processor is registered under the class of the body.
  @SuppressWarnings("unchecked")
  private static void handle(RpcProcessor<?> processor, RpcCall call, Message body) {
    ((RpcProcessor<Message>) processor).handleRequest(call, body);
  }

  private Executor executor(RpcProcessor<?> processor, Message body) {
    Executor chosen =
        processor.executorSelector() != null && body instanceof AppendEntriesRequest entries
            ? ordered(processor, entries)
            : processor.executor();
    return chosen == null ? transport.requests() : chosen;
  }

  private static @Nullable Executor ordered(
      RpcProcessor<?> processor, AppendEntriesRequest entries) {
    AppendEntriesRequestHeader header =
        AppendEntriesRequestHeader.newBuilder()
            .setGroupId(entries.getGroupId())
            .setPeerId(entries.getPeerId())
            .setServerId(entries.getServerId())
            .build();
    return processor.executorSelector().select(AppendEntriesRequest.class.getName(), header);
  }

  private static ErrorResponse refusal(RaftError error, String message) {
    return ErrorResponse.newBuilder().setErrorCode(error.getNumber()).setErrorMsg(message).build();
  }
}
