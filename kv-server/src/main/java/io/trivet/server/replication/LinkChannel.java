package io.trivet.server.replication;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.trivet.server.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One end's way to the other: sends messages, and knows when it last sent, heard, and could send.
///
/// What it is given while the channel is not writable waits in memory, so whoever has much to say
/// asks [#isWritable] before each message.
///
/// Threads: the event loop of the channel.
final class LinkChannel {

  private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 18, 1 << 19);

  private final Channel channel;
  private final LinkSettings settings;
  private final Clock clock;
  private final LinkCodec codec;
  private long sentNs;
  private long heardNs;
  private long writableNs;

  LinkChannel(Channel channel, LinkSettings settings, Clock clock, LinkCodec codec) {
    this.channel = channel;
    this.settings = settings;
    this.clock = clock;
    this.codec = codec;
    long nowNs = clock.monoNs();
    this.sentNs = nowNs;
    this.heardNs = nowNs;
    this.writableNs = nowNs;
    channel.config().setWriteBufferWaterMark(WATER_MARK);
  }

  Channel channel() {
    return channel;
  }

  /// The present one: a channel may move once, before its session begins.
  EventLoop loop() {
    return channel.eventLoop();
  }

  Clock clock() {
    return clock;
  }

  /// Gives a message to the channel, which sends it with the next flush.
  void write(LinkMessage message) {
    sentNs = clock.monoNs();
    var _ = channel.write(codec.encode(channel.alloc(), message), channel.voidPromise());
  }

  /// Like [#write(LinkMessage)], with a payload that lies in native memory and is copied.
  void write(LinkMessage message, long address, int bytes) {
    sentNs = clock.monoNs();
    ByteBuf encoded = codec.encode(channel.alloc(), message, address, bytes);
    var _ = channel.write(encoded, channel.voidPromise());
  }

  void flush() {
    channel.flush();
  }

  void send(LinkMessage message) {
    write(message);
    channel.flush();
  }

  /// Closes the channel once the message is on its way.
  void sendLast(LinkMessage message) {
    write(message);
    var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  /// Something came.
  void heard() {
    heardNs = clock.monoNs();
  }

  /// Milliseconds until this end has to say that it is there; 0 if now.
  long beatDueMs() {
    long silentMs = TimeUnit.NANOSECONDS.toMillis(clock.monoNs() - sentNs);
    return Math.max(0, settings.beatMs() - silentMs);
  }

  /// What is wrong with the other end; null if nothing is.
  @Nullable Silence silence() {
    long nowNs = clock.monoNs();
    if (channel.isWritable()) {
      writableNs = nowNs;
    }
    if (nowNs - heardNs > TimeUnit.MILLISECONDS.toNanos(settings.silenceMs())) {
      return Silence.SAYS_NOTHING;
    }
    return nowNs - writableNs > TimeUnit.MILLISECONDS.toNanos(settings.stallMs())
        ? Silence.TAKES_NOTHING
        : null;
  }

  /// Why the other end counts as gone.
  enum Silence {
    SAYS_NOTHING,
    TAKES_NOTHING
  }
}
