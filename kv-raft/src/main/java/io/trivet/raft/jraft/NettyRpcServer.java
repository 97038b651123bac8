package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.rpc.RpcProcessor;
import com.alipay.sofa.jraft.rpc.RpcServer;
import com.alipay.sofa.jraft.rpc.impl.ConnectionClosedEventListener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listening side of the peer port, bound to one address and no other.
///
/// It takes the requests of `RpcMessageType`; a processor for anything else is not registered.
/// Connections of the second protocol go to its acceptor. Connections beyond MAX_CONNECTIONS,
/// silent ones and those that send what is no message are closed.
///
/// Threads: set up and shut down by one thread.
final class NettyRpcServer implements RpcServer {

  private static final Logger LOG = LoggerFactory.getLogger(NettyRpcServer.class);
  private static final int MAX_CONNECTIONS = 64;
  private static final int SILENT_SECONDS = 60;
  private static final int CLOSE_MS = 2_000;

  private final PeerTransport transport;
  private final InetSocketAddress address;
  private final @Nullable PeerProtocol second;
  private final Map<RpcMessageType, RpcProcessor<?>> processors =
      new EnumMap<>(RpcMessageType.class);
  private final List<ConnectionClosedEventListener> closedListeners = new CopyOnWriteArrayList<>();
  private final ChannelGroup peers = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private volatile @Nullable Channel listening;

  /// @param second what else is spoken on the port; null for nothing
  NettyRpcServer(
      PeerTransport transport, InetSocketAddress address, @Nullable PeerProtocol second) {
    this.transport = transport;
    this.address = address;
    this.second = second;
  }

  @Override
  public void registerConnectionClosedEventListener(ConnectionClosedEventListener listener) {
    closedListeners.add(listener);
  }

  @Override
  public void registerProcessor(RpcProcessor<?> processor) {
    RpcMessageType type = RpcMessageType.request(processor.interest());
    if (type == null) {
      throw new IllegalArgumentException(processor.interest() + " is not for the peer port");
    }
    processors.put(type, processor);
  }

  /// Binds the address.
  ///
  /// @return false if that failed; the log says why
  @Override
  public boolean init(@Nullable Void nothing) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(transport.eventLoop())
            .channel(transport.io().serverChannel())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      LOG.error("peer port not bound address={}", address, bound.cause());
      return false;
    }
    transport.add(bound.channel());
    listening = bound.channel();
    LOG.info("peer port bound address={}", address);
    return true;
  }

  @Override
  public int boundPort() {
    return address.getPort();
  }

  @Override
  public boolean isStarted() {
    return listening != null;
  }

  /// Waits until the port is free, but not for ever: an event loop that has ended tells nothing.
  @Override
  public void shutdown() {
    Channel open = listening;
    listening = null;
    if (open != null) {
      open.close().awaitUninterruptibly(CLOSE_MS);
      peers.close().awaitUninterruptibly(CLOSE_MS);
    }
  }

  private void accept(Channel channel) {
    if (peers.size() >= MAX_CONNECTIONS) {
      LOG.warn("peer connection refused remote={} limit={}", channel.remoteAddress(), peers.size());
      var _ = channel.close();
      return;
    }
    peers.add(channel);
    transport.add(channel);
    PeerTls tls = transport.tls();
    if (tls != null) {
      tls.accepting(channel);
    }
    channel.pipeline().addLast(new ReadTimeoutHandler(SILENT_SECONDS));
    if (second == null) {
      addRpc(channel);
    } else {
      channel.pipeline().addLast(new ProtocolSwitch(second, this::addRpc));
    }
  }

  private void addRpc(Channel channel) {
    channel
        .pipeline()
        .addLast(
            new RpcFrameDecoder(),
            new RpcFrameEncoder(),
            new RpcServerHandler(channel, processors, closedListeners, transport));
  }
}
