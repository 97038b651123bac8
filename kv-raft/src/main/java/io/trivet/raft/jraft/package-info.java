/// The adapter to SOFAJRaft: the only package that imports it.
///
/// It never learns what a configuration means: it carries one through a Raft group of its own small
/// storage and its own RPC, and hands decisions to the pure state machines of `raft`. Nothing of
/// the library's defaults is used that listens, reads a file or decides how long a vote is kept.
///
/// Main types: `JRaftConfigQuorum` is the quorum of a group; `RaftDirectory` is what one member
/// keeps on disk (`RaftLogFile`, `SealedFile`); `PeerTransport`, `NettyRpcServer` and
/// `NettyRpcClient` are the peer port.
///
/// Threads: the library's own, one event loop of the peer port, and the threads named in
/// `PeerTransport`. No callback of this package blocks the loop or the library's apply thread.
@NullMarked
package io.trivet.raft.jraft;

import org.jspecify.annotations.NullMarked;
