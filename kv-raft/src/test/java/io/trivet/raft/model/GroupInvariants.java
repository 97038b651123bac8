package io.trivet.raft.model;

import io.trivet.raft.AckLevel;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Member;
import io.trivet.raft.group.PrimaryTenure;
import org.jspecify.annotations.Nullable;

/// What must hold in every state, named as in the list of invariants.
final class GroupInvariants {
  private final GroupModel model;
  private final Check check;

  GroupInvariants(GroupModel model, Check check) {
    this.model = model;
    this.check = check;
  }

  /// What is broken in a state; null if nothing is.
  @Nullable String brokenIn(ModelState state) {
    if (check == Check.FLOOR) {
      return floorIsServed(state);
    }
    String broken = seenByClients(state);
    if (broken == null && check == Check.EVERYTHING) {
      broken = state.broken != null ? state.broken : hidden(state);
    }
    return broken;
  }

  private @Nullable String seenByClients(ModelState state) {
    if (!state.nodes[0].log.agreesWith(state.nodes[1].log)) {
      return "I1: one name for two records";
    }
    for (ModelNode node : state.nodes) {
      if (node.isTainted && (node.session != 0 || node.tenure != null)) {
        return "I9: node " + node.id + " shows what was cut off its log";
      }
    }
    int answering = 0;
    for (int i = 0; i < 2; i++) {
      ModelNode node = state.nodes[i];
      if (node.tenure == null || !model.serves(state, i)) {
        continue;
      }
      answering += node.hasLeaseLapsed ? 0 : 1;
      boolean mayAnswer = !state.isGivenUp(node) && (!node.hasLeaseLapsed || isConfirmed(state, i));
      if (mayAnswer && !node.log.startsWith(state.acknowledged())) {
        return "I22, I23: node " + node.id + " serves without " + state.acknowledged();
      }
    }
    return answering == 2 ? "I22: two nodes hold a lease and serve" : null;
  }

  /// I23: whether every other acting member would confirm a read now. A set of one confirms
  /// nothing.
  private boolean isConfirmed(ModelState state, int primary) {
    ModelNode other = state.nodes[1 - primary];
    PrimaryTenure tenure = state.nodes[primary].tenure.value();
    return tenure.needed().contains(other.member())
        && other.session == tenure.epoch()
        && model.protocol.admits(other.fence.value(), other.session);
  }

  private @Nullable String hidden(ModelState state) {
    GroupConfig newest = state.newest();
    if (state.nodes[0].epoch() != 0 && state.nodes[0].epoch() == state.nodes[1].epoch()) {
      return "I2: two primaries of one epoch";
    }
    for (ModelNode node : state.nodes) {
      Member member = node.member();
      if (newest.vouchesFor(member)) {
        boolean isHeld = node.log.startsWith(state.committed);
        boolean isSynced = node.synced >= state.committed.length();
        if (!isHeld || (newest.ackLevel() == AckLevel.SYNCED && !isSynced)) {
          return "I4, I6, I7: vouched for, node " + node.id + " lacks " + state.committed;
        }
        if (!node.log.lineage().has(newest.floor())) {
          return "I20: node " + node.id + " lacks the floor " + newest.floor();
        }
      }
      if (node.tenure != null && !node.fence.value().admits(node.epoch())) {
        return "I5: node " + node.id + " reigns in an epoch that it has fenced";
      }
    }
    return null;
  }

  private @Nullable String floorIsServed(ModelState state) {
    for (int i = 0; i < 2; i++) {
      ModelNode node = state.nodes[i];
      if (node.tenure != null
          && model.serves(state, i)
          && !node.log.lineage().has(node.tenure.value().config().floor())) {
        return "I20: node " + node.id + " serves below " + node.tenure.value().config().floor();
      }
    }
    return null;
  }
}
