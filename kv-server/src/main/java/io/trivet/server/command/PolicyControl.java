package io.trivet.server.command;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.agent.PolicyOutcome;
import java.util.function.Consumer;

/// What it takes to acknowledge a write in this node's group: one policy for all members, decided
/// by the group's quorum and not by anybody's configuration file.
///
/// Threads: any. Nothing waits.
public interface PolicyControl {

  /// The group's policy, as far as this node knows.
  CommitPolicy policy();

  /// Asks for another one; only the primary can.
  ///
  /// @param told once what came of it, on any thread; never if the node stops before
  void change(CommitPolicy policy, Consumer<PolicyOutcome> told);
}
