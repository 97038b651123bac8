package io.trivet.cli.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.trivet.cli.resp.ServerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/// The event loops of the load, and the way to connect them to servers. It uses epoll where there
/// is epoll.
///
/// Threads: any, one at a time.
public final class LoadGenerator implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MS = 10_000;

  /// So many connect at a time that no usual accept queue overflows.
  private static final int CONNECTS_AT_ONCE = 100;

  private static final long CLOSE_TIMEOUT_MS = 2000;

  private final MultiThreadIoEventLoopGroup group;
  private final List<LoadLoop> loops = new ArrayList<>();
  private final LongSupplier nanoTime;

  /// Starts the event loops.
  ///
  /// @param nanoTime the clock of all latencies
  public LoadGenerator(int threads, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    IoHandlerFactory handlers =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.group =
        new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("load", true), handlers);
    for (int index = 0; index < threads; index++) {
      loops.add(new LoadLoop(index, group.next(), nanoTime));
    }
  }

  /// Opens connections to a server, spread evenly over the loops, and greets it on each.
  ///
  /// @throws IOException if a connection is refused, or the greeting on it
  public ServerLoad connect(ServerAddress address, int connections, Greeting greeting)
      throws IOException, InterruptedException {
    byte[] hello = greeting.encode();
    List<LoadConnection> opened = new ArrayList<>();
    while (opened.size() < connections) {
      int until = Math.min(connections, opened.size() + CONNECTS_AT_ONCE);
      List<CompletableFuture<Void>> greeted = new ArrayList<>();
      while (opened.size() < until) {
        LoadLoop loop = loops.get(opened.size() % loops.size());
        LoadConnection connection = new LoadConnection(loop, hello, greeting.commands().size());
        greeted.add(connect(address, connection));
        opened.add(connection);
      }
      await(address, CompletableFuture.allOf(greeted.toArray(CompletableFuture<?>[]::new)));
    }
    return new ServerLoad(opened, loops, nanoTime);
  }

  @Override
  public void close() {
    group
        .shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_TIMEOUT_MS);
    loops.forEach(LoadLoop::releaseBuffer);
  }

  private static CompletableFuture<Void> connect(ServerAddress address, LoadConnection connection) {
    EventLoop eventLoop = connection.loop().eventLoop();
    new Bootstrap()
        .group(eventLoop)
        .channel(channelType())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
        .option(ChannelOption.RECVBUF_ALLOCATOR, connection.loop().receiveAllocator())
        .handler(connection)
        .connect(address.host(), address.port())
        .addListener(connect -> {
          Throwable cause = connect.cause();
          if (cause != null) {
            connection.greeted().completeExceptionally(cause);
          }
        });
    return connection.greeted();
  }

  private static Class<? extends Channel> channelType() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  private static void await(ServerAddress address, CompletableFuture<Void> greeted)
      throws IOException, InterruptedException {
    try {
      greeted.get(2 * CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(address + ": " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IOException(address + " does not answer", e);
    }
  }
}
