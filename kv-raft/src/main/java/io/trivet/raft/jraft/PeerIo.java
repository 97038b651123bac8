package io.trivet.raft.jraft;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/// How the sockets of the peer port are driven. An accepted connection can move to another event
/// loop of the same kind only.
///
/// @param handlers of the event loop
/// @param serverChannel that listens
/// @param channel of a connection to a peer
public record PeerIo(
    IoHandlerFactory handlers,
    Class<? extends ServerChannel> serverChannel,
    Class<? extends Channel> channel) {

  /// The selector of the JDK.
  public static PeerIo nio() {
    return new PeerIo(
        NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
  }
}
