package io.trivet.server.command;

import io.trivet.raft.agent.ForceOutcome;
import java.util.function.Consumer;

/// Makes this node primary at an operator's word, although nobody vouches for its copy and
/// acknowledged writes are lost by it: FAILOVER FORCE.
///
/// Threads: any. Nothing waits.
public interface ForceControl {

  /// What would be lost now.
  ExpectedLoss expectedLoss();

  /// Asks for it.
  ///
  /// @param epoch that the operator has seen in [#expectedLoss], as he has
  /// @param sequence the end of this node's log
  /// @param told once what came of it, on any thread; never if the node stops before
  void force(int epoch, long sequence, Consumer<ForceOutcome> told);
}
