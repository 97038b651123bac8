package io.trivet.raft.jraft;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.Incarnation;
import io.trivet.raft.LogPosition;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.Proposal;
import java.util.UUID;

/// Proposals of two data nodes.
final class Proposals {

  static final Member A = member("a", 1);
  static final Member B = member("b", 2);

  private Proposals() {}

  /// The first appointment of a group.
  static Proposal first(Member primary) {
    return appoint(GroupConfig.NONE.at(), primary);
  }

  static Proposal appoint(ConfigVersion expected, Member primary) {
    return new Proposal.Appoint(expected, primary, InSyncSet.of(primary));
  }

  static Proposal raiseFloor(GroupConfig config, Member primary, long sequence) {
    LogPosition floor = new LogPosition(config.epoch(), sequence);
    return new Proposal.RaiseFloor(config.at(), primary.node(), floor);
  }

  private static Member member(String name, int id) {
    return new Member(new NodeId(name), new Incarnation(new UUID(0, id), new UUID(1, id)));
  }
}
