package io.trivet.raft.jraft;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What all connections of one member's peer port share: an event loop, the threads that answer
/// requests, and TLS.
///
/// Threads: one event loop; up to REQUEST_THREADS for requests that may wait for the library's
/// locks; one, in order, for the library's connection events and for answers that found no other
/// thread. The requests that wait are bounded: beyond the bound a request is refused with an error.
/// The events are bounded by the connections and the open calls.
public final class PeerTransport implements AutoCloseable {

  private static final int REQUEST_THREADS = 6;
  private static final int REQUESTS_WAITING = 4096;
  private static final int CLOSE_MS = 2_000;

  private final EventLoopGroup eventLoop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("peer-loop", true), NioIoHandler.newFactory());

  private final ThreadPoolExecutor requests = threads("peer-request", REQUEST_THREADS);
  private final ThreadPoolExecutor events = threads("peer-event", 1);
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final @Nullable SslContext serverTls;
  private final @Nullable SslContext clientTls;

  /// @param serverTls for accepted connections; null for plain text
  /// @param clientTls for connections to peers; null for plain text
  public PeerTransport(@Nullable SslContext serverTls, @Nullable SslContext clientTls) {
    this.serverTls = serverTls;
    this.clientTls = clientTls;
  }

  EventLoopGroup eventLoop() {
    return eventLoop;
  }

  Executor requests() {
    return requests;
  }

  Executor events() {
    return events;
  }

  @Nullable SslContext serverTls() {
    return serverTls;
  }

  @Nullable SslContext clientTls() {
    return clientTls;
  }

  /// Makes close() close it.
  void add(Channel channel) {
    channels.add(channel);
  }

  /// Closes all channels and ends the threads; waits for that, but not for ever. The channels go
  /// first: one that outlives its event loop may keep its port.
  @Override
  public void close() {
    channels.close().awaitUninterruptibly(CLOSE_MS);
    eventLoop.shutdownGracefully(0, CLOSE_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MS);
    requests.shutdown();
    events.shutdown();
  }

  private static ThreadPoolExecutor threads(String name, int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            60,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(REQUESTS_WAITING),
            new DefaultThreadFactory(name, true));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
