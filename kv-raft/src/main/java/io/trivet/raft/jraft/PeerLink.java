package io.trivet.raft.jraft;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The connection to one peer, made again when it is lost and wanted.
///
/// Invariants: at most one connection, being made or made.
///
/// Threads: any; nothing here waits.
final class PeerLink {

  private final PeerTransport transport;
  private final InetSocketAddress address;
  private final int connectTimeoutMs;
  private final Runnable onConnected;
  private @Nullable CompletableFuture<Channel> wanted; // guarded by this
  private volatile @Nullable Channel made;
  private boolean isClosed; // guarded by this

  /// @param onConnected run on the event loop after each connection that is made
  PeerLink(
      PeerTransport transport,
      InetSocketAddress address,
      int connectTimeoutMs,
      Runnable onConnected) {
    this.transport = transport;
    this.address = address;
    this.connectTimeoutMs = connectTimeoutMs;
    this.onConnected = onConnected;
  }

  /// The connection if it is up; null if not.
  @Nullable Channel channel() {
    Channel channel = made;
    return channel != null && channel.isActive() ? channel : null;
  }

  /// The connection, which is made if there is none. Fails if that fails, or after close().
  synchronized CompletableFuture<Channel> connect() {
    if (isClosed) {
      return CompletableFuture.failedFuture(new IllegalStateException("closed: " + address));
    }
    CompletableFuture<Channel> current = wanted;
    if (current != null && (!current.isDone() || channel() != null)) {
      return current;
    }
    CompletableFuture<Channel> next = new CompletableFuture<>();
    wanted = next;
    bootstrap()
        .connect(address)
        .addListener((ChannelFuture connected) -> {
          if (connected.isSuccess()) {
            secure(connected.channel(), next);
          } else {
            next.completeExceptionally(connected.cause());
          }
        });
    return next;
  }

  /// Closes the connection; the next connect() makes a new one.
  void disconnect() {
    Channel channel = made;
    if (channel != null) {
      var _ = channel.close();
    }
  }

  /// Closes the connection for good.
  void close() {
    synchronized (this) {
      isClosed = true;
    }
    disconnect();
  }

  private void secure(Channel channel, CompletableFuture<Channel> next) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      ready(channel, next);
      return;
    }
    tls.handshakeFuture()
        .addListener(shaken -> {
          if (shaken.isSuccess()) {
            ready(channel, next);
          } else {
            next.completeExceptionally(shaken.cause());
            var _ = channel.close();
          }
        });
  }

  private void ready(Channel channel, CompletableFuture<Channel> next) {
    synchronized (this) {
      if (isClosed) {
        var _ = channel.close();
      }
      made = channel;
    }
    next.complete(channel);
    onConnected.run();
  }

  private Bootstrap bootstrap() {
    return new Bootstrap()
        .group(transport.eventLoop())
        .channel(transport.io().channel())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMs)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                prepare(channel);
              }
            });
  }

  private void prepare(Channel channel) {
    transport.add(channel);
    PeerTls tls = transport.tls();
    if (tls != null) {
      tls.connecting(channel, address);
    }
    channel
        .pipeline()
        .addLast(
            new RpcFrameDecoder(), new RpcFrameEncoder(), new RpcClientHandler(transport.events()));
  }
}
