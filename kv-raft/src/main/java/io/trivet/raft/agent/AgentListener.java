package io.trivet.raft.agent;

import io.trivet.raft.GroupConfig;

/// What the server does at the agent's word.
///
/// Called on the agent's thread; must not block, and may not call back into the agent but through
/// methods that hop to its thread. An epoch's calls come in this order: `appointed`, `serving`,
/// `ended`, any of the first two left out.
public interface AgentListener {

  /// Another node is primary of this epoch: connect to it, and follow it as [GroupAgent#greeted]
  /// says. Holds until the replica is told to detach or another call of this method names a newer
  /// epoch.
  void follow(GroupConfig config);

  /// This node is primary of this epoch, which has begun in its log: take sessions of standbys and
  /// feed them, but serve no client.
  void appointed(GroupConfig config);

  /// This node serves: execute, as far as [CommitPoint#takesWrites] goes, and release what is
  /// committed while the lease is valid.
  void serving(int epoch);

  /// The quorum has just confirmed this node's epoch: what was held for want of a lease, or of a
  /// confirmation, may leave. Comes at any time of a tenure, several times a second.
  void mayAnswer(int epoch);

  /// This node's tenure is over: held replies are dropped, their connections closed (I27); no frame
  /// of the epoch is appended any more.
  void ended(int epoch);

  /// A newer configuration is committed; comes after what it causes.
  void config(GroupConfig config);

  /// More is committed.
  ///
  /// Threads: whichever had it so; two of them may come out of order, the higher one counts.
  void committed(long sequence);
}
