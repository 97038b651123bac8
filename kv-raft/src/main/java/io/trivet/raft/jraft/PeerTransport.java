package io.trivet.raft.jraft;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
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

  private final EventLoopGroup eventLoop;
  private final ThreadPoolExecutor requests = threads("peer-request", REQUEST_THREADS);
  private final ThreadPoolExecutor events = threads("peer-event", 1);
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final PeerIo io;
  private final @Nullable PeerProtocol second;
  private final @Nullable PeerTls tls;

  /// A transport on the selector of the JDK, for the Raft library alone.
  ///
  /// @param tls of all connections; null for plain text
  public PeerTransport(@Nullable PeerTls tls) {
    this(PeerIo.nio(), null, tls);
  }

  /// @param io how the sockets are driven
  /// @param second what else is spoken on the port; null for nothing
  /// @param tls of all connections; null for plain text
  public PeerTransport(PeerIo io, @Nullable PeerProtocol second, @Nullable PeerTls tls) {
    this.io = io;
    this.second = second;
    this.eventLoop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("peer-loop", true), io.handlers());
    this.tls = tls;
  }

  EventLoopGroup eventLoop() {
    return eventLoop;
  }

  PeerIo io() {
    return io;
  }

  @Nullable PeerProtocol second() {
    return second;
  }

  Executor requests() {
    return requests;
  }

  Executor events() {
    return events;
  }

  @Nullable PeerTls tls() {
    return tls;
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
