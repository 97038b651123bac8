package io.trivet.server.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.trivet.server.config.Transport;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How sockets are driven: epoll, io_uring, or the JDK's selector.
///
/// @param name as in the configuration
/// @param handlers of the event loops
/// @param serverChannel of sockets that listen
/// @param channel of sockets that connect
public record IoTransport(
    String name,
    IoHandlerFactory handlers,
    Class<? extends ServerChannel> serverChannel,
    Class<? extends Channel> channel) {

  /// The transport that is asked for; `AUTO` is epoll where the platform has it, else the selector.
  ///
  /// @throws IllegalStateException if the one asked for is not available here; the message says why
  public static IoTransport of(Transport wanted) {
    return switch (wanted) {
      case AUTO -> Epoll.isAvailable() ? epoll() : nio();
      case EPOLL -> require(Epoll.isAvailable(), Epoll.unavailabilityCause(), epoll());
      case IO_URING -> require(IoUring.isAvailable(), IoUring.unavailabilityCause(), ioUring());
      case NIO -> nio();
    };
  }

  /// Event loops of this transport.
  EventLoopGroup eventLoops(int threads, ThreadFactory factory) {
    AtomicInteger made = new AtomicInteger();
    ThreadFactory named =
        work -> {
          Thread thread = factory.newThread(work);
          thread.setName("loop-" + made.getAndIncrement());
          return thread;
        };
    return new MultiThreadIoEventLoopGroup(threads, named, handlers);
  }

  private static IoTransport epoll() {
    return new IoTransport(
        "epoll",
        EpollIoHandler.newFactory(),
        EpollServerSocketChannel.class,
        EpollSocketChannel.class);
  }

  private static IoTransport ioUring() {
    return new IoTransport(
        "io_uring",
        IoUringIoHandler.newFactory(),
        IoUringServerSocketChannel.class,
        IoUringSocketChannel.class);
  }

  private static IoTransport nio() {
    return new IoTransport(
        "nio", NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
  }

  private static IoTransport require(
      boolean isAvailable, @Nullable Throwable cause, IoTransport transport) {
    if (!isAvailable) {
      throw new IllegalStateException("transport " + transport.name + " is not available", cause);
    }
    return transport;
  }
}
