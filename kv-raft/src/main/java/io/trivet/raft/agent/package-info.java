/// One data node's part in its group, over the rules of `raft.group`: when it follows, asks to be
/// primary, leads, and stops.
///
/// Driven by events and by a clock that is given; no thread, no I/O, no chance of its own, so that
/// the same classes run in the server and, thousands of times, in a simulation from a seed. It must
/// never know sockets, frames, keys or clients. Main types: [GroupAgent] with its ports
/// [LocalReplica], [AgentListener] and [AgentScheduler]; [CommitPoint] and [Lease], which decide
/// whether a reply may leave. Threads: the agent's own, given by the scheduler; [CommitPoint] and
/// [Lease] are for any thread, as is what [GroupAgent] says so of.
@NullMarked
package io.trivet.raft.agent;

import org.jspecify.annotations.NullMarked;
