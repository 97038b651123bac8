package io.trivet.raft.model;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.NodeId;
import io.trivet.raft.Proposal;
import io.trivet.raft.model.Interner.Ref;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One state of the group: both nodes with a copy, the quorum, and what the observer has seen
/// acknowledged.
final class ModelState {
  final ModelNode[] nodes;

  /// Committed configurations, from the oldest that a node has still to see.
  List<Ref<GroupConfig>> history;

  /// Proposals on top of the newest configuration that may still be committed.
  List<Ref<Proposal>> pool = List.of();

  /// Every record that was ever committed.
  ModelLog committed = ModelLog.EMPTY;

  /// How many of them a serving primary may have acknowledged, or shown to a reader.
  int acknowledged;

  int writes;
  int crashes;
  int unknowns;
  int wipes;
  int rollbacks;
  int forces;

  /// What a rule of the protocol itself found broken in the step that led here.
  @Nullable String broken;

  ModelState(ModelNode[] nodes, List<Ref<GroupConfig>> history) {
    this.nodes = nodes;
    this.history = history;
  }

  ModelState copy() {
    ModelState copy = new ModelState(new ModelNode[] {nodes[0].copy(), nodes[1].copy()}, history);
    copy.pool = pool;
    copy.committed = committed;
    copy.acknowledged = acknowledged;
    copy.writes = writes;
    copy.crashes = crashes;
    copy.unknowns = unknowns;
    copy.wipes = wipes;
    copy.rollbacks = rollbacks;
    copy.forces = forces;
    return copy;
  }

  /// What clients know of.
  ModelLog acknowledged() {
    return committed.first(acknowledged);
  }

  ModelNode node(NodeId id) {
    return nodes[0].id.equals(id) ? nodes[0] : nodes[1];
  }

  GroupConfig newest() {
    return history.getLast().value();
  }

  /// The configuration after the one that the node has seen; null if there is none.
  @Nullable Ref<GroupConfig> nextFor(ModelNode node) {
    int seen = history.indexOf(node.view);
    return seen + 1 < history.size() ? history.get(seen + 1) : null;
  }

  /// Takes a newly committed configuration; all proposals on top of the one before are dead.
  void commit(Ref<GroupConfig> config) {
    List<Ref<GroupConfig>> longer = new ArrayList<>(history);
    longer.add(config);
    history = longer;
    pool = List.of();
  }

  /// An epoch was forced with this log: what was committed beyond it is lost, as the operator was
  /// told, and history goes on from there.
  void forced(ModelLog kept) {
    int common = Math.min(committed.length(), kept.length());
    while (!kept.startsWith(committed.first(common))) {
      common--;
    }
    committed = committed.first(common);
    acknowledged = Math.min(acknowledged, common);
  }

  /// Whether what a node does as primary is of a history that an operator gave up.
  boolean isGivenUp(ModelNode node) {
    return node.epoch() < newest().forcedEpoch();
  }

  void send(Ref<Proposal> proposal) {
    if (proposal.value().expected().equals(newest().at())) {
      List<Ref<Proposal>> more = new ArrayList<>(pool);
      more.add(proposal);
      more.sort(Comparator.comparingInt(Ref::id));
      pool = more.stream().distinct().toList();
    }
  }

  /// Forgets what can have no consequence any more: configurations that both have seen, and
  /// sessions whose primary reigns no more.
  void forget() {
    int first = Math.min(history.indexOf(nodes[0].view), history.indexOf(nodes[1].view));
    if (first > 0) {
      history = List.copyOf(history.subList(first, history.size()));
    }
    for (int i = 0; i < 2; i++) {
      if (nodes[i].session != nodes[1 - i].epoch()) {
        nodes[i].session = 0;
      }
    }
  }

  /// Equal for equal states, and almost surely different for others; never 0.
  long fingerprint() {
    long hash = nodes[1].fingerprint(nodes[0].fingerprint(17));
    for (Ref<GroupConfig> config : history) {
      hash = ModelNode.mix(hash, config.id());
    }
    for (Ref<Proposal> proposal : pool) {
      hash = ModelNode.mix(hash, -proposal.id());
    }
    hash =
        ModelNode.mix(
            hash,
            committed.code() | ((long) committed.length() << 32) | ((long) acknowledged << 40));
    hash =
        ModelNode.mix(
            hash,
            writes
                | (crashes << 4)
                | (unknowns << 8)
                | (wipes << 12)
                | (rollbacks << 16)
                | (forces << 20));
    if (broken != null) {
      hash = ~hash;
    }
    return hash == 0 ? 1 : hash;
  }

  @Override
  public String toString() {
    GroupConfig config = newest();
    return config.at()
        + (config.isReleased() ? " released " : " ")
        + config.primary()
        + " of "
        + config.inSync()
        + ", acknowledged "
        + acknowledged()
        + ", "
        + nodes[0]
        + ", "
        + nodes[1];
  }
}
