package io.trivet.raft.agent;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.group.EpochFence;

/// What this node knows to be committed, and what it has promised on top of that (I5).
///
/// Threads: the agent's; the fence is read by any.
final class Promises {
  private GroupConfig known = GroupConfig.NONE;
  private volatile EpochFence fence;

  /// @param found what was durable at the start
  Promises(EpochFence found) {
    this.fence = found;
  }

  GroupConfig known() {
    return known;
  }

  EpochFence fence() {
    return fence;
  }

  /// Takes a committed configuration; whether it is a newer one.
  boolean observe(GroupConfig config) {
    if (!config.at().isAfter(known.at())) {
      return false;
    }
    known = config;
    fence = fence.observing(config);
    return true;
  }

  /// Promises to take nothing of the known epoch any more, before a nomination.
  void nominate() {
    fence = fence.nominating(known.at());
  }

  /// Takes back a promise of [#nominate] from which nothing has followed.
  void takeBack(EpochFence before) {
    fence = before.observing(known);
  }

  void follow(int epoch) {
    fence = fence.following(epoch);
  }
}
