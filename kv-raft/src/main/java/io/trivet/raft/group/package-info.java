/// A group's configuration as pure state machines and rules: what the quorum may decide, and what a
/// member may do on it.
///
/// No clock, no I/O, no thread, no chance: time comes in as a fact ("that lease has lapsed"), so
/// that the same classes run in the server, in the simulator and in the model check that exhausts
/// their states. It must never know keys, sockets or the consensus library. Main types:
/// [GroupConfigMachine] and [LegalStep] for the quorum; [PrimaryTenure] for the primary;
/// [NominationRule], [EpochFence] and [JoinRule] for the member that follows. Threads: all are
/// immutable.
@NullMarked
package io.trivet.raft.group;

import org.jspecify.annotations.NullMarked;
