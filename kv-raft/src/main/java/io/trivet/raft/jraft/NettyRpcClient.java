package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.ReplicatorGroup;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.error.InvokeTimeoutException;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.option.RpcOptions;
import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.alipay.sofa.jraft.rpc.InvokeContext;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.PingRequest;
import com.alipay.sofa.jraft.util.Endpoint;
import com.google.protobuf.Message;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The asking side of the peer port of one Raft node.
///
/// Without a connection a call first waits until one is made or that fails. The library pings
/// before a vote while it holds the node's lock, so a ping asks for no more than a connection, and
/// waits no longer than CONNECT_MS for one: neither a host that vanished nor one that is slow to
/// answer must hold up an election.
///
/// Threads: any but the event loop.
final class NettyRpcClient implements RpcClient {

  private static final int CONNECT_MS = 20;

  /// The answer to a ping.
  private static final Message CONNECTED = ErrorResponse.newBuilder().setErrorCode(0).build();

  private final PeerTransport transport;
  private final Map<Endpoint, PeerLink> links = new ConcurrentHashMap<>();
  private final List<ReplicatorGroup> replicators = new CopyOnWriteArrayList<>();
  private volatile int connectTimeoutMs;

  NettyRpcClient(PeerTransport transport) {
    this.transport = transport;
  }

  @Override
  public boolean init(RpcOptions options) {
    connectTimeoutMs = options.getRpcConnectTimeoutMs();
    return true;
  }

  @Override
  public void shutdown() {
    links.values().forEach(PeerLink::close);
  }

  @Override
  public boolean checkConnection(Endpoint endpoint) {
    Channel channel = link(endpoint).channel();
    return channel != null && channel.isWritable();
  }

  @Override
  public boolean checkConnection(Endpoint endpoint, boolean createIfAbsent) {
    if (createIfAbsent) {
      var _ = link(endpoint).connect();
    }
    return checkConnection(endpoint);
  }

  @Override
  public void closeConnection(Endpoint endpoint) {
    link(endpoint).disconnect();
  }

  @Override
  public void registerConnectEventListener(ReplicatorGroup replicatorGroup) {
    replicators.add(replicatorGroup);
  }

  @Override
  public Object invokeSync(
      Endpoint endpoint, Object request, @Nullable InvokeContext context, long timeoutMs)
      throws InterruptedException, RemotingException {
    boolean isPing = request instanceof PingRequest;
    long limitMs = isPing ? Math.min(timeoutMs, CONNECT_MS) : timeoutMs;
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
    Channel channel = await(link(endpoint).connect(), deadlineNs, endpoint);
    if (isPing) {
      return CONNECTED;
    }
    CompletableFuture<Object> answer = new CompletableFuture<>();
    call(channel, request, new DirectCallback(answer), limitMs);
    return await(answer, deadlineNs, endpoint);
  }

  @Override
  public void invokeAsync(
      Endpoint endpoint,
      Object request,
      @Nullable InvokeContext context,
      InvokeCallback callback,
      long timeoutMs)
      throws RemotingException {
    Channel channel = link(endpoint).channel();
    if (channel != null) {
      call(channel, request, callback, timeoutMs);
      return;
    }
    var _ =
        link(endpoint)
            .connect()
            .whenComplete((made, cause) -> callLater(made, cause, request, callback, timeoutMs));
  }

  private void callLater(
      @Nullable Channel made,
      @Nullable Throwable cause,
      Object request,
      InvokeCallback callback,
      long timeoutMs) {
    Throwable failure = cause;
    if (made != null) {
      try {
        call(made, request, callback, timeoutMs);
        return;
      } catch (RemotingException e) {
        failure = e;
      }
    }
    OpenCall.end(callback, transport.events(), null, failure);
  }

  private static void call(Channel channel, Object request, InvokeCallback callback, long timeoutMs)
      throws RemotingException {
    if (!(request instanceof Message body)) {
      throw new RemotingException("not a message: " + request.getClass().getName());
    }
    RpcClientHandler calls = channel.pipeline().get(RpcClientHandler.class);
    if (calls == null) {
      throw new RemotingException("connection lost: " + channel.remoteAddress());
    }
    calls.call(channel, body, callback, timeoutMs);
  }

  private static <T> T await(CompletableFuture<T> future, long deadlineNs, Endpoint endpoint)
      throws InterruptedException, RemotingException {
    try {
      return future.get(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new InvokeTimeoutException("no answer in time from " + endpoint, e);
    } catch (ExecutionException e) {
      throw new RemotingException("no answer from " + endpoint, e.getCause());
    }
  }

  private PeerLink link(Endpoint endpoint) {
    return links.computeIfAbsent(endpoint, this::newLink);
  }

  private PeerLink newLink(Endpoint endpoint) {
    PeerId peer = new PeerId(endpoint, 0);
    return new PeerLink(
        transport,
        new InetSocketAddress(endpoint.getIp(), endpoint.getPort()),
        connectTimeoutMs,
        () -> transport.events().execute(() -> tellReplicators(peer)));
  }

  private void tellReplicators(PeerId peer) {
    for (ReplicatorGroup group : replicators) {
      group.checkReplicator(peer, true);
    }
  }
}
