package io.trivet.server.failover;

import io.netty.channel.EventLoop;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.jraft.PeerIo;
import io.trivet.raft.jraft.PeerTls;
import io.trivet.server.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a member of a group is given by the node it is part of.
///
/// @param io how sockets are driven
/// @param tls between the members; null for plain text
/// @param home the event loop that executes commands and writes the log: a standby is fed from
///   there without a hand-over
/// @param clients the node's clients
/// @param credentials what this node says after AUTH to another member's client port; empty if
///   nothing
/// @param policyChanged told of the group's policy when this node learns of another one
/// @param clock both times
/// @param random for delays and for the name of a new copy
/// @param threads makes threads
/// @param restart stops the node and starts it again in this process, without waiting for it
/// @param onFailure told of what must end the process
public record NodeSurroundings(
    PeerIo io,
    @Nullable PeerTls tls,
    EventLoop home,
    GroupClients clients,
    Supplier<List<String>> credentials,
    Consumer<CommitPolicy> policyChanged,
    Clock clock,
    RandomGenerator random,
    ThreadFactory threads,
    Runnable restart,
    Consumer<Throwable> onFailure) {}
