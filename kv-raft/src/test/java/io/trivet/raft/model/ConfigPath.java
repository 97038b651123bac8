package io.trivet.raft.model;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.LogPosition;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.Outcome.Committed;
import io.trivet.raft.Proposal;
import io.trivet.raft.Proposal.Admit;
import io.trivet.raft.Proposal.Force;
import io.trivet.raft.Proposal.RaiseFloor;
import io.trivet.raft.Proposal.Release;
import io.trivet.raft.Proposal.Shrink;
import io.trivet.raft.group.GroupConfigMachine;
import io.trivet.raft.group.NominationRule;
import io.trivet.raft.group.NominationRule.Verdict;
import io.trivet.raft.group.PrimaryTenure;
import io.trivet.raft.group.Progress;
import io.trivet.raft.model.Interner.Ref;
import org.jspecify.annotations.Nullable;

/// The steps of the configuration: proposed, decided, learnt.
final class ConfigPath {
  private final GroupModel model;

  ConfigPath(GroupModel model) {
    this.model = model;
  }

  void next(ModelState state, int actor, Successors out) {
    proposeAsPrimary(state, actor, out);
    nominate(state, actor, out);
    giveUp(state, actor, out);
    learn(state, actor, out);
    lapse(state, actor, out);
  }

  /// The quorum commits any proposal that is on its way.
  void quorum(ModelState state, Successors out) {
    for (Ref<Proposal> proposal : state.pool) {
      ModelState next = state.copy();
      try {
        if (GroupConfigMachine.apply(state.newest(), proposal.value())
            instanceof Committed(GroupConfig config)) {
          next.commit(model.configs.of(config));
          if (proposal.value() instanceof Force force) {
            ModelLog log = state.node(force.proposer()).log;
            next.forced(log.first(Math.min(log.length(), (int) force.floor().sequence())));
          }
          out.add(next, Step.QUORUM_COMMITS, -1);
        }
      } catch (IllegalStateException e) {
        next.broken = e.getMessage();
        out.add(next, Step.QUORUM_COMMITS, -1);
      }
    }
  }

  private void proposeAsPrimary(ModelState state, int actor, Successors out) {
    ModelNode primary = state.nodes[actor];
    if (primary.tenure == null || primary.awaitsOutcome || !mayChange(primary)) {
      return;
    }
    GroupConfig config = primary.tenure.value().config();
    LogPosition floor = model.floorOf(primary, config);
    NodeId self = primary.id;
    NodeId peer = state.nodes[1 - actor].id;
    if (config.inSync().contains(peer)) {
      propose(state, actor, new Shrink(config.at(), self, peer, floor), Step.SHRINK, out);
    } else if (primary.peerStorage != 0) {
      Member joined = model.peerOf(primary);
      propose(state, actor, new Admit(config.at(), self, joined, floor), Step.ADMIT, out);
    }
    propose(state, actor, new Release(config.at(), self, floor), Step.RELEASE, out);
    if (!floor.equals(config.floor())) {
      propose(state, actor, new RaiseFloor(config.at(), self, floor), Step.RAISE_FLOOR, out);
    }
  }

  private boolean mayChange(ModelNode node) {
    return node.view.value().at().version() <= model.bounds.changes();
  }

  private void propose(ModelState state, int actor, Proposal proposal, Step step, Successors out) {
    ModelNode primary = state.nodes[actor];
    PrimaryTenure tenure = primary.tenure.value();
    boolean serves = model.serves(state, actor);
    Progress progress = (member, level) -> model.held(primary, member, level);
    if (!model.protocol.mayPropose(tenure, proposal, serves, primary.committed, progress)) {
      return;
    }
    ModelState next = state.copy();
    ModelNode proposer = next.nodes[actor];
    proposer.tenure = model.tenures.of(model.protocol.proposing(tenure, proposal));
    proposer.awaitsOutcome = true;
    next.send(model.proposals.of(proposal));
    out.add(next, step, actor);
  }

  private void nominate(ModelState state, int actor, Successors out) {
    ModelNode node = state.nodes[actor];
    GroupConfig seen = node.view.value();
    if (node.awaitsOutcome || seen.epoch() >= model.bounds.epochs() || !mayChange(node)) {
      return;
    }
    Member self = model.protocol.identity(seen, node);
    stand(state, actor, NominationRule.alone(self), Step.NOMINATE_ALONE, out);
    if (state.forces < model.bounds.forces()) {
      force(state, actor, seen, out);
    }
    if (seen.inSync().size() > 1) {
      InSyncSet all = NominationRule.keepingAll(seen, self);
      stand(state, actor, all, Step.NOMINATE_KEEPING_ALL, out);
    }
  }

  private void stand(ModelState state, int actor, InSyncSet kept, Step step, Successors out) {
    GroupConfig seen = state.nodes[actor].view.value();
    if (model.protocol.judge(seen, state.nodes[actor], kept) != Verdict.MAY_STAND) {
      return;
    }
    ModelNode node = state.nodes[actor];
    Member self = model.protocol.identity(seen, node);
    Proposal nomination =
        NominationRule.nomination(seen, self, node.log.lineage(), kept, seen.policy());
    out.add(standing(state, actor, nomination), step, actor);
  }

  private void force(ModelState state, int actor, GroupConfig seen, Successors out) {
    ModelNode node = state.nodes[actor];
    if (model.protocol.judgeForced(seen, node) == Verdict.MAY_STAND) {
      Proposal force = NominationRule.forced(seen, node.member(), node.log.lineage());
      ModelState next = standing(state, actor, force);
      next.forces++;
      out.add(next, Step.FORCE, actor);
    }
  }

  private ModelState standing(ModelState state, int actor, Proposal nomination) {
    ModelState next = state.copy();
    ModelNode node = next.nodes[actor];
    GroupConfig seen = node.view.value();
    node.fence = model.fences.of(node.fence.value().nominating(seen.at()));
    node.nominated = seen.epoch() + 1;
    node.isNominatedOnReleased = seen.isReleased();
    node.awaitsOutcome = true;
    node.endTenure();
    next.send(model.proposals.of(nomination));
    return next;
  }

  /// The outcome is unknown: the node may propose something else.
  private void giveUp(ModelState state, int actor, Successors out) {
    if (state.nodes[actor].awaitsOutcome && state.unknowns < model.bounds.unknowns()) {
      ModelState next = state.copy();
      next.unknowns++;
      ModelNode node = next.nodes[actor];
      node.awaitsOutcome = false;
      if (node.tenure != null) {
        node.tenure = model.tenures.of(model.protocol.givingUp(node.tenure.value()));
      }
      out.add(next, Step.GIVE_UP_ON_OUTCOME, actor);
    }
  }

  private void learn(ModelState state, int actor, Successors out) {
    Ref<GroupConfig> seen = state.nextFor(state.nodes[actor]);
    if (seen != null) {
      ModelState next = state.copy();
      observe(next, next.nodes[actor], seen);
      out.add(next, Step.LEARN, actor);
    }
  }

  private void observe(ModelState next, ModelNode node, Ref<GroupConfig> seen) {
    GroupConfig config = seen.value();
    node.view = seen;
    node.fence = model.fences.of(node.fence.value().observing(config));
    node.awaitsOutcome = false;
    @Nullable Ref<PrimaryTenure> tenure = node.tenure;
    if (tenure != null) {
      if (tenure.value().isEndedBy(config)) {
        node.endTenure();
      } else {
        node.tenure = model.tenures.of(tenure.value().observing(config));
      }
    } else if (PrimaryTenure.isAppointed(
        config, model.protocol.identity(config, node), node.nominated, node.fence.value())) {
      begin(next, node, config);
    }
    node.nominated = 0;
    node.isNominatedOnReleased = false;
  }

  private void begin(ModelState next, ModelNode node, GroupConfig appointed) {
    node.tenure =
        model.tenures.of(
            PrimaryTenure.begin(appointed, node.isNominatedOnReleased, node.log.length()));
    node.session = 0;
    node.hasLeaseLapsed = next.newest().epoch() > appointed.epoch();
  }

  /// The lease of an old primary runs out. That of a primary which the quorum still confirms can be
  /// renewed at any time, so it counts as valid.
  private void lapse(ModelState state, int actor, Successors out) {
    ModelNode old = state.nodes[actor];
    if (old.tenure != null && !old.hasLeaseLapsed && old.epoch() < state.newest().epoch()) {
      ModelState next = state.copy();
      next.nodes[actor].hasLeaseLapsed = true;
      out.add(next, Step.LEASE_LAPSES, actor);
    }
  }
}
