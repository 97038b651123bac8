package io.trivet.server.failover;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// One end of a connection of the [SimNetwork].
public final class SimChannel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);
  private static final SocketAddress SOMEWHERE = InetSocketAddress.createUnresolved("sim", 1);

  private final ChannelConfig config = new DefaultChannelConfig(this);
  private SimNetwork.@Nullable End end;
  private boolean isOpen = true;

  /// For the bootstrap of a link, by reflection.
  public SimChannel() {
    super(null);
    config.setAllocator(new UnpooledByteBufAllocator(true, true));
  }

  /// It is connected.
  void connected(SimNetwork.End connected) {
    end = connected;
  }

  /// Bytes came from the other end.
  void receive(byte[] bytes) {
    if (isOpen) {
      ByteBuf buffer = config.getAllocator().directBuffer(bytes.length);
      pipeline().fireChannelRead(buffer.writeBytes(bytes));
      pipeline().fireChannelReadComplete();
    }
  }

  /// The other end is closed.
  void receiveEnd() {
    if (isOpen) {
      unsafe().close(unsafe().voidPromise());
    }
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new Unsafe();
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return loop instanceof SimLoop;
  }

  @Override
  protected SocketAddress localAddress0() {
    return SOMEWHERE;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return SOMEWHERE;
  }

  @Override
  protected void doBind(SocketAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doClose() {
    isOpen = false;
    SimNetwork.End connected = end;
    if (connected != null) {
      connected.close();
    }
  }

  @Override
  protected void doBeginRead() {}

  @Override
  protected void doWrite(ChannelOutboundBuffer out) throws ClosedChannelException {
    SimNetwork.End connected = end;
    if (connected == null) {
      throw new ClosedChannelException();
    }
    while (out.current() instanceof ByteBuf bytes) {
      byte[] copy = new byte[bytes.readableBytes()];
      bytes.getBytes(bytes.readerIndex(), copy);
      connected.send(copy);
      out.remove();
    }
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  @Override
  public boolean isActive() {
    return isOpen && end != null;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  /// Connects by way of the network that the loop belongs to.
  private final class Unsafe extends AbstractUnsafe {
    @Override
    public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
      SimServer server = ((SimLoop) eventLoop()).server();
      server.group().network.connect(server, SimChannel.this, (InetSocketAddress) remote, promise);
    }

    @Override
    protected void flush0() {
      if (isActive()) {
        super.flush0();
      }
    }
  }
}
