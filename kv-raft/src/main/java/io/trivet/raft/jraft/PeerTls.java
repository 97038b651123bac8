package io.trivet.raft.jraft;

import io.netty.channel.Channel;
import io.trivet.raft.NodeId;
import java.net.InetSocketAddress;

/// TLS on the peer port, with a certificate on each side.
///
/// Both methods add handlers to the end of a new connection's pipeline, a SslHandler first. Whoever
/// does not show the certificate of a member is cut off in the handshake: the handlers behind see
/// nothing of it but the end of the connection.
///
/// Threads: any.
public interface PeerTls {

  /// Secures a connection that was accepted: any member may be at the other end.
  void accepting(Channel channel);

  /// Secures a connection to a member: nobody else may be at the other end.
  ///
  /// @param peer the member's address, with the host as it is configured
  void connecting(Channel channel, InetSocketAddress peer);

  /// Whether the other end of a connection whose handshake is over may speak as this member.
  boolean isOf(Channel channel, NodeId member);
}
