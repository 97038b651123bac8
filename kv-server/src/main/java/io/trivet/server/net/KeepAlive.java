package io.trivet.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringSocketChannel;
import jdk.net.ExtendedSocketOptions;

/// Has the kernel ask whether a silent client is still there: after so many seconds, then three
/// times, a third of that apart, as Redis does.
final class KeepAlive {

  private static final int PROBES = 3;

  private KeepAlive() {}

  /// Sets it for a connection; 0 seconds ask never.
  static void set(Channel channel, int seconds) {
    if (seconds == 0) {
      return;
    }
    int apart = Math.max(1, seconds / PROBES);
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    switch (channel) {
      case EpollSocketChannel _ ->
          set(
              channel,
              EpollChannelOption.TCP_KEEPIDLE,
              seconds,
              EpollChannelOption.TCP_KEEPINTVL,
              apart,
              EpollChannelOption.TCP_KEEPCNT);
      case IoUringSocketChannel _ ->
          set(
              channel,
              IoUringChannelOption.TCP_KEEPIDLE,
              seconds,
              IoUringChannelOption.TCP_KEEPINTVL,
              apart,
              IoUringChannelOption.TCP_KEEPCNT);
      case NioSocketChannel _ ->
          set(
              channel,
              NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
              seconds,
              NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
              apart,
              NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT));
      default -> throw new IllegalStateException("unknown socket " + channel);
    }
  }

  private static void set(
      Channel channel,
      ChannelOption<Integer> idle,
      int seconds,
      ChannelOption<Integer> interval,
      int apart,
      ChannelOption<Integer> count) {
    channel.config().setOption(idle, seconds);
    channel.config().setOption(interval, apart);
    channel.config().setOption(count, PROBES);
  }
}
