package io.trivet.raft.model;

import io.trivet.raft.AckLevel;
import io.trivet.raft.group.EpochFence;

/// The steps that nobody wants. A node is back at once: while it is away others act and it does
/// not, which it may also do when it is there. It starts with a linearizable read of the
/// configuration.
final class FaultPath {
  private final GroupModel model;

  FaultPath(GroupModel model) {
    this.model = model;
  }

  void next(ModelState state, int actor, Successors out) {
    ModelNode node = state.nodes[actor];
    if (state.crashes < model.bounds.crashes()) {
      crash(state, actor, out);
    }
    if (state.wipes < model.bounds.wipes()) {
      wipe(state, actor, out);
    }
    if (state.rollbacks < model.bounds.rollbacks()) {
      for (int kept = 0; kept < node.synced; kept++) {
        rollBack(state, actor, kept, out);
      }
    }
  }

  /// What was not synced survives the process but not the machine. Where all acknowledgements are
  /// synced the two differ in nothing else.
  private void crash(ModelState state, int actor, Successors out) {
    ModelNode node = state.nodes[actor];
    boolean isWritten = model.bounds.ackLevel() == AckLevel.WRITTEN;
    if (isWritten) {
      restart(state, actor, node.log.length(), node.boot, Step.CRASH, out);
    }
    for (int kept = node.synced; kept <= node.log.length(); kept++) {
      int boot = isWritten ? node.boot + 1 : node.boot;
      restart(state, actor, kept, boot, isWritten ? Step.REBOOT : Step.CRASH, out);
    }
  }

  private void restart(ModelState state, int actor, int kept, int boot, Step step, Successors out) {
    ModelState next = state.copy();
    next.crashes++;
    ModelNode node = next.nodes[actor];
    boolean isProcessOnly = step == Step.CRASH && boot == node.boot && kept == node.log.length();
    int left = model.protocol.logAfterRestart(kept, node.committed);
    node.log = node.log.first(left);
    node.synced = isProcessOnly ? Math.min(node.synced, left) : left;
    node.boot = boot;
    if (!model.protocol.resumesTenure()) {
      node.forget();
      start(next, node, model.protocol.fenceAfterRestart(node.fence.value()));
    }
    out.add(next, step, actor);
  }

  private void wipe(ModelState state, int actor, Successors out) {
    ModelState next = state.copy();
    next.wipes++;
    ModelNode node = next.nodes[actor];
    node.log = ModelLog.EMPTY;
    node.synced = 0;
    node.stored = 0;
    node.isTainted = false;
    if (model.protocol.wipeChangesStorage()) {
      node.storage++;
    }
    node.forget();
    start(next, node, EpochFence.OPEN);
    out.add(next, Step.WIPE, actor);
  }

  private void rollBack(ModelState state, int actor, int kept, Successors out) {
    ModelState next = state.copy();
    next.rollbacks++;
    ModelNode node = next.nodes[actor];
    node.log = node.log.first(kept);
    node.synced = kept;
    node.stored = Math.min(node.stored, kept);
    node.forget();
    start(next, node, EpochFence.OPEN);
    out.add(next, Step.ROLL_BACK, actor);
  }

  private void start(ModelState next, ModelNode node, EpochFence found) {
    node.view = next.history.getLast();
    node.fence = model.fences.of(found.observing(node.view.value()));
  }
}
