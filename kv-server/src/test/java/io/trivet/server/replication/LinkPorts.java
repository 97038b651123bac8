package io.trivet.server.replication;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.trivet.raft.NodeId;
import io.trivet.raft.jraft.PeerTls;
import io.trivet.server.time.SystemClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Two event loops and a thread for the disk, a listening port that gives its connections to a
/// primary's sessions, and standbys that connect to it.
final class LinkPorts implements AutoCloseable {
  private static final int MAX_BINDS = 200;

  static final NodeId PRIMARY = new NodeId("n1");

  /// Quick where a test would have to wait, patient where a slow machine would fail it.
  static final LinkSettings SETTINGS =
      new LinkSettings("main", 10, 5_000, 5_000, 5_000, 2 << 20, 64L << 20);

  final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(3, NioIoHandler.newFactory());
  final EventLoop primaryLoop = loops.next();
  final EventLoop standbyLoop = loops.next();
  final EventLoop homeLoop = loops.next();
  final ExecutorService disk = Executors.newSingleThreadExecutor();
  final List<Channel> accepted = new ArrayList<>(); // guarded by this
  private @Nullable Channel listening;

  StandbySessions sessions(LinkSettings settings) {
    return new StandbySessions(
        settings, Set.of(new NodeId("n2"), new NodeId("n3")), new SystemClock(), disk, null, null);
  }

  StandbySessions sessions(PeerTls tls) {
    return new StandbySessions(
        SETTINGS, Set.of(new NodeId("n2")), new SystemClock(), disk, null, tls);
  }

  StandbySessions sessionsAtHome() {
    return new StandbySessions(
        SETTINGS, Set.of(new NodeId("n2")), new SystemClock(), disk, homeLoop, null);
  }

  /// Listens, on the port it had before if it had one.
  InetSocketAddress listen(StandbySessions sessions) {
    Channel before = listening;
    InetSocketAddress wanted =
        before == null
            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
            : (InetSocketAddress) before.localAddress();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(primaryLoop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    synchronized (LinkPorts.this) {
                      accepted.add(channel);
                    }
                    sessions.accept(channel);
                  }
                });
    // The port of a socket that was closed is free only after the next turn of its event loop.
    ChannelFuture bound = bootstrap.bind(wanted).awaitUninterruptibly();
    for (int i = 0; i < MAX_BINDS && !bound.isSuccess(); i++) {
      bound = bootstrap.bind(wanted).awaitUninterruptibly();
    }
    listening = bound.syncUninterruptibly().channel();
    return (InetSocketAddress) listening.localAddress();
  }

  void stopListening() {
    Channel open = listening;
    if (open != null) {
      open.close().syncUninterruptibly();
    }
  }

  /// Cuts all connections, as a network would.
  synchronized void cut() {
    accepted.forEach(channel -> channel.close().syncUninterruptibly());
    accepted.clear();
  }

  PrimaryLink link(LinkSettings settings, StandbyCopy copy, LinkListener listener) {
    return new PrimaryLink(
        settings,
        standbyLoop,
        NioSocketChannel.class,
        null,
        copy,
        listener,
        disk,
        new SystemClock(),
        new SplittableRandom(1));
  }

  @Override
  public void close() {
    cut();
    stopListening();
    disk.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
