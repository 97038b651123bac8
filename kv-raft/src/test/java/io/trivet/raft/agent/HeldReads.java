package io.trivet.raft.agent;

import io.trivet.raft.ConfigQuorum;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/// A quorum that is only read, and answers when a test says so, in order.
final class HeldReads implements ConfigQuorum {
  final Queue<Consumer<Reading>> open = new ArrayDeque<>();

  void confirm(GroupConfig config) {
    open.remove().accept(new Reading.Confirmed(config));
  }

  @Override
  public void read(Consumer<Reading> answered) {
    open.add(answered);
  }

  @Override
  public void propose(Proposal proposal, Consumer<Outcome> decided) {
    throw new AssertionError("it proposes nothing");
  }

  @Override
  public void watch(Consumer<GroupConfig> watcher) {
    throw new AssertionError("it watches nothing");
  }

  @Override
  public void close() {}
}
