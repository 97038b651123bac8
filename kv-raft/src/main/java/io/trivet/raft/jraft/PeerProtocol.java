package io.trivet.raft.jraft;

import io.netty.channel.Channel;
import java.util.function.Consumer;

/// A second protocol on the peer port: connections that begin with its magic number are not for the
/// Raft library.
///
/// @param magic the first four bytes of such a connection, big-endian; no length of an `RpcFrame`,
///   so below 0 or above 2^24
/// @param acceptor given each such connection, on its event loop. It adds its handlers to the end
///   of the pipeline before it returns; they then read all bytes, those of the magic first. What
///   stands before them is TLS, where the port has it. The connection counts against the limit of
///   the port until it is closed; its silence is the acceptor's affair
public record PeerProtocol(int magic, Consumer<Channel> acceptor) {

  public PeerProtocol {
    if (magic >= 0 && magic <= 1 << 24) {
      throw new IllegalArgumentException("magic " + magic + " may be a length");
    }
  }
}
