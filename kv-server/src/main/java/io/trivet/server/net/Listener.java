package io.trivet.server.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.trivet.server.commit.CommitWatermark;
import io.trivet.server.commit.ReplyGate;
import io.trivet.server.dispatch.Client;
import io.trivet.server.dispatch.Dispatcher;
import io.trivet.server.session.Outbox;
import io.trivet.server.session.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Accepts clients on the configured addresses and spreads them over the event loops.
///
/// Threads: opened and closed by the main thread.
public final class Listener implements AutoCloseable {

  private static final int WRITE_LOW_BYTES = 1 << 16;
  private static final int WRITE_HIGH_BYTES = 1 << 18;
  private static final int CLOSE_MS = 2_000;

  private final EventLoopGroup eventLoops;
  private final IoTransport transport;
  private final Map<EventLoop, CommandLoop> commandLoops = new ConcurrentHashMap<>();
  private final SessionFactory sessions;
  private final Supplier<ConnectionLimits> limits;
  private final List<Channel> channels = new ArrayList<>();
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /// Starts the event loops, each with a dispatcher of its own.
  public Listener(
      IoTransport transport,
      int threads,
      ThreadFactory threadFactory,
      Supplier<Dispatcher> dispatchers,
      CommitWatermark watermark,
      BatchEnd batchEnd,
      SessionFactory sessions,
      Supplier<ConnectionLimits> limits) {
    this.transport = transport;
    this.sessions = sessions;
    this.limits = limits;
    this.eventLoops = transport.eventLoops(threads, threadFactory);
    for (int i = 0; i < threads; i++) {
      EventLoop loop = eventLoops.next();
      ReplyGate gate = new ReplyGate(loop, watermark);
      commandLoops.put(loop, new CommandLoop(loop, dispatchers.get(), gate, batchEnd));
    }
  }

  /// Listens on one more address.
  ///
  /// @return false if the address is optional and the machine does not have it, or if it is served
  ///   already
  /// @throws IOException if it cannot be bound; the message names it and what to change
  public boolean bind(ListenAddress wanted, int backlog) throws IOException {
    InetSocketAddress address = wanted.address();
    if (address.getAddress().isAnyLocalAddress() && servesAll()) {
      return false; // all IPv6 addresses come with all IPv4 addresses
    }
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(eventLoops)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, backlog)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(WRITE_LOW_BYTES, WRITE_HIGH_BYTES))
            .childHandler(new Accept());
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (bound.isSuccess()) {
      channels.add(bound.channel());
      return true;
    }
    Throwable cause = bound.cause();
    if (wanted.isOptional() && isAbsent(cause)) {
      return false;
    }
    throw new IOException(
        "cannot listen on %s: %s; change port or bind"
            .formatted(AddressText.of(address), cause.getMessage()),
        cause);
  }

  private boolean servesAll() {
    return addresses().stream().anyMatch(bound -> bound.getAddress().isAnyLocalAddress());
  }

  /// Whether the machine does not have the address, or not even its family.
  private static boolean isAbsent(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("assign requested address")
        || message.contains("not supported by protocol")
        || cause instanceof UnsupportedAddressTypeException;
  }

  /// The addresses that are bound.
  public List<InetSocketAddress> addresses() {
    return channels.stream().map(channel -> (InetSocketAddress) channel.localAddress()).toList();
  }

  /// One of the event loops.
  public EventLoop eventLoop() {
    return eventLoops.next();
  }

  /// Closes all clients that are connected, with whatever they have not been answered yet; those
  /// that connect from now on are served. When the stage ends, no event loop is in the middle of a
  /// command that began before the call.
  public CompletionStage<?> closeClients() {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    clients.close().addListener(_ -> closed.complete(true));
    return closed.thenCompose(_ -> passLoops());
  }

  /// Ends when every event loop came round.
  public CompletableFuture<?> passLoops() {
    return CompletableFuture.allOf(
        commandLoops.keySet().stream()
            .map(loop -> CompletableFuture.runAsync(() -> {}, loop))
            .toArray(CompletableFuture[]::new));
  }

  /// Stops listening and closes all clients; the event loops go on.
  public void stopServing() {
    channels.forEach(channel -> channel.close().awaitUninterruptibly());
    clients.close().awaitUninterruptibly(CLOSE_MS);
  }

  /// Stops listening, closes all clients and ends the event loops.
  @Override
  public void close() {
    stopServing();
    eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /// Makes the session of a connection that was accepted.
  @FunctionalInterface
  public interface SessionFactory {
    Session open(Outbox outbox, Client client);
  }

  private final class Accept extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      clients.add(channel);
      CommandLoop loop = Objects.requireNonNull(commandLoops.get(channel.eventLoop()));
      ConnectionLimits now = limits.get();
      KeepAlive.set(channel, now.keepAliveSeconds());
      channel
          .pipeline()
          .addLast(
              new Connection(
                  channel,
                  loop,
                  limits,
                  connection -> sessions.open(connection.outbox(), connection)));
    }
  }
}
