package io.trivet.server.replication;

import io.trivet.raft.NodeId;
import java.net.InetSocketAddress;

/// Whom a standby follows.
///
/// @param node the primary
/// @param address its peer address; a name is looked up for each attempt to connect
/// @param epoch of its tenure: in no other is it followed
public record PrimaryTarget(NodeId node, InetSocketAddress address, int epoch) {}
