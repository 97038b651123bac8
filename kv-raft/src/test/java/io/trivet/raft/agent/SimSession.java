package io.trivet.raft.agent;

import java.util.function.Consumer;

/// A session of a standby with a primary: two directions, each in order.
final class SimSession {
  final SimProcess primary;
  final SimProcess standby;
  final int epoch;
  int fedSequence;
  int ackedSequence;
  long heardNs;
  private final SimGroup group;
  private long toStandbyNs;
  private long toPrimaryNs;

  SimSession(SimGroup group, SimProcess primary, SimProcess standby, int epoch, int sequence) {
    this.group = group;
    this.primary = primary;
    this.standby = standby;
    this.epoch = epoch;
    this.fedSequence = sequence;
    this.heardNs = group.world.nowNs();
  }

  void toStandby(Consumer<SimProcess> message) {
    toStandbyNs = Math.max(toStandbyNs, group.arrivalNs(primary.node));
    deliver(standby, toStandbyNs, message);
  }

  void toPrimary(Consumer<SimProcess> message) {
    toPrimaryNs = Math.max(toPrimaryNs, group.arrivalNs(standby.node));
    deliver(primary, toPrimaryNs, message);
  }

  private void deliver(SimProcess to, long atNs, Consumer<SimProcess> message) {
    to.later(atNs - group.world.nowNs(), () -> message.accept(to));
  }
}
