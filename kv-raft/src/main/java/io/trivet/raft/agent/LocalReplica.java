package io.trivet.raft.agent;

import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.Lineage;

/// This node's copy of the group's data, as the agent sees it.
///
/// What takes time is asked for and told when done; each `done` runs once, on the agent's thread,
/// never within the call. If something cannot be done, ever, the node stops (I19): `done` is then
/// not run.
public interface LocalReplica {

  /// The epochs of the log and its end.
  Lineage lineage();

  /// Up to where the log is handed to the operating system.
  long writtenSequence();

  /// Up to where the log is synced.
  long durableSequence();

  /// Up to where the log is visible in the keyspace.
  long appliedSequence();

  /// Whether the data path made progress of late, or had nothing to do (I26). Any thread.
  boolean isHealthyAt(long nowNs);

  /// What was promised when it was last saved; [EpochFence#OPEN] on an empty disk. Asked once, at
  /// the start.
  EpochFence fence();

  /// Makes the promise durable.
  void saveFence(EpochFence fence, Runnable done);

  /// Stops following: done when no frame of any primary can enter the log any more, and no
  /// acknowledgement can leave for one, before [AgentListener#follow] asks for it again.
  void detach(Runnable done);

  /// Syncs the log: done when all is durable that was written at the call.
  void sync(Runnable done);

  /// Begins an epoch of this node's own: done when its start is durable and frames of it may be
  /// appended. Called detached; the log's end does not move meanwhile.
  void beginEpoch(int epoch, Runnable done);
}
