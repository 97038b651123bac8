package io.trivet.server.node;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.agent.PolicyOutcome;
import io.trivet.server.command.PolicyControl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A group that answers wishes for another policy as the test says.
public final class FakePolicies implements PolicyControl {
  private final List<CommitPolicy> wishes = new ArrayList<>();
  private PolicyOutcome outcome = PolicyOutcome.COMMITTED;

  /// What came in.
  public List<CommitPolicy> wishes() {
    return wishes;
  }

  /// What is answered from now on.
  public void answer(PolicyOutcome toAll) {
    outcome = toAll;
  }

  @Override
  public CommitPolicy policy() {
    return CommitPolicy.DEFAULT;
  }

  @Override
  public void change(CommitPolicy policy, Consumer<PolicyOutcome> told) {
    wishes.add(policy);
    told.accept(outcome);
  }
}
