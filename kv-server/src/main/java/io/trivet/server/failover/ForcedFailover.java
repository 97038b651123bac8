package io.trivet.server.failover;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.agent.ForceOutcome;
import io.trivet.raft.agent.GroupAgent;
import io.trivet.raft.group.Loss;
import io.trivet.server.command.ExpectedLoss;
import io.trivet.server.command.ForceControl;
import io.trivet.storage.log.GroupLog;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Makes this node primary at an operator's word, and says before what that loses.
///
/// Threads: any.
record ForcedFailover(GroupLog log, GroupAgent agent, Following following, LongSupplier clockNs)
    implements ForceControl {

  @Override
  public ExpectedLoss expectedLoss() {
    GroupConfig config = agent.status().config();
    long heardNs = following.heardNs();
    boolean isHeard = heardNs != Following.NEVER;
    return new ExpectedLoss(
        config.epoch(),
        Loss.of(config, Lineages.of(log)),
        config.primary(),
        isHeard ? TimeUnit.NANOSECONDS.toMillis(clockNs.getAsLong() - heardNs) : -1,
        isHeard ? following.toldCommittedSequence() : -1,
        isHeard ? following.toldEndSequence() : -1,
        following.isWhole());
  }

  @Override
  public void force(int epoch, long sequence, Consumer<ForceOutcome> told) {
    if (following.isOfNoGroup()) {
      told.accept(ForceOutcome.OF_ANOTHER_GROUP);
    } else {
      agent.force(epoch, sequence, told);
    }
  }
}
