package io.trivet.raft.model;

import io.trivet.raft.group.JoinRule.Fenced;
import io.trivet.raft.group.JoinRule.FollowFrom;
import io.trivet.raft.group.JoinRule.NotKnownYet;
import io.trivet.raft.group.JoinRule.TakeImage;

/// The steps of records: written, shipped, synced, committed; and of a standby that meets its
/// primary.
final class DataPath {
  private final GroupModel model;

  DataPath(GroupModel model) {
    this.model = model;
  }

  void next(ModelState state, int actor, Successors out) {
    write(state, actor, out);
    sync(state, actor, out);
    join(state, actor, out);
    replicate(state, actor, out);
    commit(state, actor, out);
  }

  private void write(ModelState state, int actor, Successors out) {
    ModelNode primary = state.nodes[actor];
    if (primary.tenure != null
        && state.writes < model.bounds.writes()
        && model.serves(state, actor)
        && primary.tenure.value().takesWrites()) {
      ModelState next = state.copy();
      ModelNode writer = next.nodes[actor];
      next.writes++;
      writer.log = writer.log.with(writer.epoch(), next.writes);
      out.add(next, Step.WRITE, actor);
    }
  }

  private void sync(ModelState state, int actor, Successors out) {
    if (state.nodes[actor].synced < state.nodes[actor].log.length()) {
      ModelState next = state.copy();
      next.nodes[actor].synced = next.nodes[actor].log.length();
      model.acknowledge(next, actor);
      out.add(next, Step.SYNC, actor);
    }
  }

  /// The actor greets the other as its primary.
  private void join(ModelState state, int actor, Successors out) {
    ModelNode primary = state.nodes[actor];
    ModelNode other = state.nodes[1 - actor];
    if (primary.tenure == null
        || primary.tenure.value().isStopped()
        || other.session == primary.epoch()
        || !model.protocol.admits(other.fence.value(), primary.epoch())) {
      return;
    }
    ModelState next = state.copy();
    try {
      switch (model.protocol.meet(other, primary.epoch(), primary.log)) {
        case FollowFrom(long sequence) -> cut(next, 1 - actor, (int) sequence);
        case TakeImage _ -> copy(next, 1 - actor);
        case Fenced _, NotKnownYet _ -> {
          return;
        }
      }
    } catch (IllegalStateException e) {
      next.broken = e.getMessage();
    }
    out.add(next, Step.JOIN, actor);
  }

  /// An effect has no inverse: a checkpoint that shows what is cut goes on showing it.
  private void cut(ModelState next, int standby, int sequence) {
    ModelNode follower = next.nodes[standby];
    follower.isTainted |= follower.stored > sequence;
    follower.stored = Math.min(follower.stored, sequence);
    follower.log = follower.log.first(sequence);
    follower.synced = Math.min(follower.synced, sequence);
    follow(next, standby);
  }

  /// An image is the primary's checkpoint.
  private void copy(ModelState next, int standby) {
    ModelNode follower = next.nodes[standby];
    ModelNode primary = next.nodes[1 - standby];
    follower.isTainted = primary.isTainted;
    follower.stored = primary.stored;
    follower.log = primary.log.first(primary.stored);
    follower.synced = primary.stored;
    follow(next, standby);
  }

  private void follow(ModelState next, int standby) {
    ModelNode follower = next.nodes[standby];
    ModelNode primary = next.nodes[1 - standby];
    follower.session = primary.epoch();
    follower.fence = model.fences.of(follower.fence.value().following(primary.epoch()));
    follower.nominated = 0;
    follower.endTenure();
    primary.peerStorage = follower.storage;
    primary.peerBoot = follower.boot;
    primary.peerHeld = 0;
    model.acknowledge(next, standby);
  }

  private void replicate(ModelState state, int actor, Successors out) {
    ModelNode primary = state.nodes[actor];
    ModelNode standby = state.nodes[1 - actor];
    if (primary.tenure != null
        && standby.session == primary.epoch()
        && model.protocol.admits(standby.fence.value(), standby.session)
        && standby.log.length() < primary.log.length()) {
      ModelState next = state.copy();
      ModelNode receiver = next.nodes[1 - actor];
      if (!primary.log.startsWith(standby.log)) {
        next.broken = "I8: a follower has " + standby.log + " of its primary's " + primary.log;
      }
      receiver.log = standby.log.withNextOf(primary.log);
      model.acknowledge(next, 1 - actor);
      out.add(next, Step.REPLICATE, actor);
    }
  }

  /// One record more is committed: its reply may leave, and it may be read.
  private void commit(ModelState state, int actor, Successors out) {
    ModelNode primary = state.nodes[actor];
    if (primary.tenure == null || primary.committed == primary.log.length()) {
      return;
    }
    long limit =
        model.protocol.committedSequence(
            primary.tenure.value(), (member, level) -> model.held(primary, member, level));
    if (primary.committed < limit) {
      ModelState next = state.copy();
      next.nodes[actor].committed++;
      if (!state.isGivenUp(primary)) {
        witness(next, primary.log.first(primary.committed + 1));
      }
      out.add(next, Step.COMMIT, actor);
    }
  }

  private void witness(ModelState next, ModelLog prefix) {
    if (prefix.startsWith(next.committed)) {
      next.committed = prefix;
    } else if (!next.committed.startsWith(prefix)) {
      next.broken = "committed " + prefix + " after " + next.committed;
    }
    if (model.bounds.minInSync() == 2
        && (!next.nodes[0].log.startsWith(prefix) || !next.nodes[1].log.startsWith(prefix))) {
      next.broken = "H22: committed " + prefix + " on one copy";
    }
  }
}
