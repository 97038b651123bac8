package io.trivet.server.replication;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.trivet.raft.jraft.PeerTls;
import io.trivet.server.replication.LinkListener.Loss;
import io.trivet.server.time.Clock;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The standby's end of the link: follows the primary that it is told, and connects again when the
/// connection is lost.
///
/// Threads: any; the connection, and the calls to the copy and the listener, are on the event loop.
public final class PrimaryLink {

  private static final Logger LOG = LoggerFactory.getLogger(PrimaryLink.class);

  private final LinkSettings settings;
  private final EventLoop loop;
  private final Class<? extends Channel> channelType;
  private final @Nullable PeerTls tls;
  private final StandbyCopy copy;
  private final LinkListener listener;
  private final Executor blocking;
  private final Clock clock;
  private final Backoff backoff;
  private @Nullable PrimaryTarget target; // the event loop's, as the next
  private int attempt;
  private volatile @Nullable PrimaryConnection connection;

  /// @param loop of the connections
  /// @param channelType of the loop's kind
  /// @param tls for connections to the primary; null for plain text
  /// @param blocking where names are looked up and images written; in order
  public PrimaryLink(
      LinkSettings settings,
      EventLoop loop,
      Class<? extends Channel> channelType,
      @Nullable PeerTls tls,
      StandbyCopy copy,
      LinkListener listener,
      Executor blocking,
      Clock clock,
      RandomGenerator random) {
    this.settings = settings;
    this.loop = loop;
    this.channelType = channelType;
    this.tls = tls;
    this.copy = copy;
    this.listener = listener;
    this.blocking = blocking;
    this.clock = clock;
    this.backoff = new Backoff(random);
  }

  /// Follows this primary, and no other any more. Nothing changes if it does already.
  public void follow(PrimaryTarget primary) {
    loop.execute(() -> {
      if (!primary.equals(target)) {
        drop();
        target = primary;
        backoff.reset();
        resolve(attempt);
      }
    });
  }

  /// Follows nobody.
  ///
  /// @param stopped run on the event loop once nothing more will be taken or acknowledged in the
  ///   epoch that was followed: what a nomination waits for (I5)
  public void stop(Runnable stopped) {
    loop.execute(() -> {
      drop();
      target = null;
      stopped.run();
    });
  }

  /// The copy has more written or durable.
  public void advanced() {
    PrimaryConnection open = connection;
    if (open != null) {
      open.advanced();
    }
  }

  /// The copy has more applied.
  public void applied() {
    PrimaryConnection open = connection;
    if (open != null) {
      open.applied();
    }
  }

  /// The copy has room, after it took less than it was given.
  public void roomAvailable() {
    loop.execute(() -> {
      PrimaryConnection open = connection;
      if (open != null) {
        open.roomAvailable();
      }
    });
  }

  /// How far the copy is on its way to the primary, for people.
  public CatchUpProgress progress() {
    PrimaryConnection open = connection;
    return open == null ? CatchUpProgress.NONE : open.progress();
  }

  private void drop() {
    attempt++;
    PrimaryConnection open = connection;
    connection = null;
    if (open != null) {
      open.stop();
    }
  }

  private void resolve(int mine) {
    PrimaryTarget wanted = target;
    if (wanted == null || mine != attempt) {
      return;
    }
    InetSocketAddress address = wanted.address();
    if (!address.isUnresolved()) {
      connect(mine, wanted, address);
      return;
    }
    blocking.execute(() -> {
      var found = new InetSocketAddress(address.getHostString(), address.getPort());
      loop.execute(() -> connect(mine, wanted, found));
    });
  }

  private void connect(int mine, PrimaryTarget wanted, InetSocketAddress address) {
    if (mine != attempt) {
      return;
    }
    if (address.isUnresolved()) {
      lost(mine, wanted, Loss.SILENT, false);
      return;
    }
    new Bootstrap()
        .group(loop)
        .channel(channelType)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.helloMs())
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                if (tls != null) {
                  tls.connecting(channel, address);
                }
              }
            })
        .connect(address)
        .addListener((ChannelFuture connected) -> connected(mine, wanted, connected));
  }

  private void connected(int mine, PrimaryTarget wanted, ChannelFuture connected) {
    if (!connected.isSuccess()) {
      Loss loss = isRefused(connected.cause()) ? Loss.REFUSED : Loss.SILENT;
      LOG.debug("primary not reached node={}", wanted.node(), connected.cause());
      lost(mine, wanted, loss, false);
    } else if (mine != attempt) {
      var _ = connected.channel().close();
    } else {
      secure(mine, wanted, connected.channel());
    }
  }

  /// A handshake that fails says nothing about the primary: this node may be at fault.
  private void secure(int mine, PrimaryTarget wanted, Channel channel) {
    SslHandler handshake = channel.pipeline().get(SslHandler.class);
    if (handshake == null) {
      open(mine, wanted, channel);
      return;
    }
    handshake
        .handshakeFuture()
        .addListener(shaken -> {
          if (shaken.isSuccess() && mine == attempt) {
            open(mine, wanted, channel);
          } else {
            var _ = channel.close();
            lost(mine, wanted, Loss.CLOSED, false);
          }
        });
  }

  private void open(int mine, PrimaryTarget wanted, Channel channel) {
    LinkCodec codec = new LinkCodec();
    PrimaryConnection opened =
        new PrimaryConnection(
            wanted,
            new LinkChannel(channel, settings, clock, codec),
            settings,
            copy,
            listener,
            blocking,
            (loss, wasStable) -> lost(mine, wanted, loss, wasStable));
    connection = opened;
    channel.pipeline().addLast(new LinkDecoder(codec, false, LinkCodec.MAX_MESSAGE_BYTES), opened);
    opened.greet();
  }

  private void lost(int mine, PrimaryTarget wanted, Loss loss, boolean wasStable) {
    if (mine != attempt) {
      return;
    }
    connection = null;
    int next = ++attempt;
    if (wasStable) {
      backoff.reset();
    }
    int waitMs = backoff.nextMs();
    var _ = loop.schedule(() -> resolve(next), waitMs, TimeUnit.MILLISECONDS);
    listener.lost(wanted.epoch(), loss);
  }

  /// Whether the machine is there and says that nobody listens; the only word that an operating
  /// system has for it is this text.
  private static boolean isRefused(Throwable cause) {
    return cause instanceof ConnectException
        && String.valueOf(cause.getMessage()).contains("Connection refused");
  }
}
