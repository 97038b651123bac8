package io.trivet.server.metrics;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Serves `/metrics`, `/live` and `/ready` over HTTP, to a few clients at a time, on one thread of
/// its own.
///
/// Limits: 64 connections, of which each must bring a whole request in 30 seconds; a request line
/// of 1 KB and headers of 8 KB; no request body. Whoever breaks one is closed.
///
/// Threads: any may start and close it.
public final class HttpEndpoint implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 64;
  private static final int REQUEST_LINE_BYTES = 1024;
  private static final int HEADER_BYTES = 8192;
  private static final int REQUEST_TIMEOUT_MS = 30_000;
  private static final int CLOSE_TIMEOUT_MS = 1_000;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("metrics", true), NioIoHandler.newFactory());
  private final List<Channel> listeners = new ArrayList<>();
  private final ChannelGroup connections;
  private final Metrics metrics;
  private final Health health;

  private HttpEndpoint(Metrics metrics, Health health) {
    this.metrics = metrics;
    this.health = health;
    this.connections = new DefaultChannelGroup(group.next());
  }

  /// Starts to serve.
  ///
  /// @param addresses where to listen; port 0 takes any free one
  /// @throws IOException if an address cannot be bound; its message names the address
  public static HttpEndpoint start(
      List<InetSocketAddress> addresses, Metrics metrics, Health health) throws IOException {
    HttpEndpoint endpoint = new HttpEndpoint(metrics, health);
    try {
      for (InetSocketAddress address : addresses) {
        endpoint.listen(address);
      }
      return endpoint;
    } catch (IOException refused) {
      endpoint.close();
      throw refused;
    }
  }

  /// The addresses on which it listens.
  public List<InetSocketAddress> addresses() {
    return listeners.stream().map(each -> (InetSocketAddress) each.localAddress()).toList();
  }

  /// Closes all connections and waits, at most about a second, until the thread has ended.
  @Override
  public void close() {
    for (Channel listener : listeners) {
      var _ = listener.close();
    }
    var _ = connections.close();
    group
        .shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_TIMEOUT_MS);
  }

  private void listen(InetSocketAddress address) throws IOException {
    var bound =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, MOST_CONNECTIONS)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot serve metrics on " + address + ": " + bound.cause().getMessage(), bound.cause());
    }
    listeners.add(bound.channel());
  }

  private void accept(SocketChannel channel) {
    if (connections.size() >= MOST_CONNECTIONS) {
      var _ = channel.close();
      return;
    }
    connections.add(channel);
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(REQUEST_LINE_BYTES)
            .setMaxHeaderSize(HEADER_BYTES)
            .setMaxChunkSize(HEADER_BYTES);
    channel
        .pipeline()
        .addLast(new HttpServerCodec(limits))
        .addLast(new HttpRequestHandler(metrics, health, REQUEST_TIMEOUT_MS));
  }
}
