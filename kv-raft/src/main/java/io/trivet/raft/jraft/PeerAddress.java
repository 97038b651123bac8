package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import java.util.List;

/// One voting member of a Raft group.
///
/// @param host the address its peer port is bound to
/// @param port of the peer port
/// @param generation 0 of a member that formed the group; drawn at random each time a member comes
///   back without its directory, so that the group takes it for somebody new (I6)
/// @param priority in elections: the highest stands first, others after it has failed to
public record PeerAddress(String host, int port, int generation, int priority) {

  /// Of a node that keeps data and may become primary.
  public static final int DATA_PRIORITY = 100;

  /// Of the voter, which leads only if no data node can.
  public static final int VOTER_PRIORITY = 1;

  public PeerAddress {
    if (port < 1 || port > 0xFFFF || generation < 0 || priority < 1) {
      throw new IllegalArgumentException(
          "peer %s:%d generation %d priority %d".formatted(host, port, generation, priority));
    }
  }

  /// The same member under another generation.
  public PeerAddress withGeneration(int other) {
    return new PeerAddress(host, port, other, priority);
  }

  /// Whether both are bound to the same port.
  boolean isAt(PeerAddress other) {
    return host.equals(other.host) && port == other.port;
  }

  PeerId peerId() {
    return new PeerId(host, port, generation, priority);
  }

  static Configuration configuration(List<PeerAddress> members) {
    return new Configuration(members.stream().map(PeerAddress::peerId).toList());
  }
}
