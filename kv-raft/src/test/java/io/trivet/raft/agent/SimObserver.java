package io.trivet.raft.agent;

import io.trivet.raft.AckLevel;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Proposal;
import io.trivet.raft.agent.SimDisk.SimRecord;
import io.trivet.raft.group.Loss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sees everything, and names what is broken by the invariant's number.
final class SimObserver {
  private final List<SimNode> nodes;
  private final List<SimRecord> committed = new ArrayList<>();
  private final Map<Long, SimRecord> names = new HashMap<>();
  private final Map<Integer, SimProcess> primaries = new HashMap<>();
  private final Map<Integer, Integer> released = new HashMap<>();
  private final ConfigVersion[] nominatedOn = new ConfigVersion[2];
  private final Loss[] reports = new Loss[2];
  private int forcedEpoch;
  private int forces;
  private int acknowledged;
  private long acknowledgements;

  SimObserver(List<SimNode> nodes) {
    this.nodes = nodes;
  }

  long acknowledgements() {
    return acknowledgements;
  }

  int committed() {
    return committed.size();
  }

  /// How many epochs were forced.
  int forces() {
    return forces;
  }

  /// What an operator was told before a node is forced.
  void reported(SimNode node, Loss loss) {
    reports[node.index] = loss;
  }

  /// An epoch was forced with what that node has: the rest of what was committed is given up, and
  /// must not be more than the operator was told.
  void forced(GroupConfig config) {
    for (SimNode node : nodes) {
      if (config.isPrimary(node.id)) {
        int common = commonWith(node.disk.log);
        boolean isAsItWas = config.vouchesFor(node.member());
        check(
            !isAsItWas || common >= Math.min(reports[node.index].keptSequence(), committed.size()),
            "a forced epoch lost more than " + reports[node.index] + " at " + common);
        committed.subList(common, committed.size()).clear();
        acknowledged = Math.min(acknowledged, common);
      }
    }
    for (SimNode node : nodes) {
      node.verified = Math.min(node.verified, committed.size());
    }
    forcedEpoch = config.forcedEpoch();
    forces++;
  }

  int forcedEpoch() {
    return forcedEpoch;
  }

  private int commonWith(List<SimRecord> log) {
    int common = 0;
    int end = Math.min(committed.size(), log.size());
    while (common < end && committed.get(common).equals(log.get(common))) {
      common++;
    }
    return common;
  }

  /// I9: a node is about to cut its log.
  void cutting(SimNode node, int size) {
    check(
        node.stored <= size,
        "I9: " + node + " cuts to " + size + ", its checkpoint shows " + node.stored);
  }

  /// Whether a process reigns in an epoch that an operator gave up: what it still commits is lost.
  private boolean isGivenUp(SimProcess process) {
    return process.begunEpoch() < forcedEpoch;
  }

  /// I1.
  void appended(SimRecord record, int sequence) {
    SimRecord before = names.put(((long) record.epoch() << 32) | sequence, record);
    check(before == null, "I1: " + record.epoch() + "/" + sequence + " names two records");
  }

  /// I2.
  void appointed(SimProcess process, int epoch) {
    SimProcess before = primaries.putIfAbsent(epoch, process);
    check(before == null, "I2: two primaries of epoch " + epoch);
  }

  /// I24: a primary begins to serve.
  void serving(SimProcess process, int tailSequence) {
    check(
        isGivenUp(process) || committed.size() >= tailSequence,
        "I24: " + process.node + " serves, its tail to " + tailSequence + " is not committed");
  }

  void sent(int node, Proposal proposal) {
    if (proposal.beginsEpoch()) {
      nominatedOn[node] = proposal.expected();
    } else if (proposal instanceof Proposal.Release) {
      released.put(proposal.expected().epoch(), node);
      check(!nodes.get(node).holdsLease(), "I25: node " + node + " releases with a lease");
    }
  }

  /// I5: an acknowledgement leaves a standby.
  void acknowledging(SimProcess standby, int epoch) {
    ConfigVersion nomination = nominatedOn[standby.node.index];
    boolean isDecided =
        nomination == null || standby.agent().status().config().at().isAfter(nomination);
    check(
        isDecided || epoch > nomination.epoch(),
        "I5: " + standby.node + " acknowledges in " + epoch + " after it stood on " + nomination);
  }

  /// A primary knows its log to be committed up to there (I3, I4, I7).
  void committed(SimProcess primary, int sequence) {
    List<SimRecord> log = primary.node.disk.log;
    check(sequence <= log.size(), "committed " + sequence + " of " + log.size());
    if (isGivenUp(primary)) {
      return;
    }
    for (int i = primary.node.verified; i < sequence; i++) {
      if (i < committed.size()) {
        check(
            committed.get(i).equals(log.get(i)),
            "I4: "
                + primary.node
                + " commits "
                + log.get(i)
                + " at "
                + i
                + " over "
                + committed.get(i));
      } else {
        committed.add(log.get(i));
      }
      primary.node.verified = i + 1;
    }
  }

  /// Up to where records were acknowledged to anybody.
  int acknowledged() {
    return acknowledged;
  }

  /// A reply leaves: a write at that sequence, or a read of everything up to it.
  ///
  /// @param known acknowledged when it was asked for at the latest, or, if it rests on a lease, now
  void answered(SimProcess primary, int sequence, int known) {
    int epoch = primary.reignEpoch();
    check(!released.containsKey(epoch), "I25: an answer in epoch " + epoch + " after its release");
    if (isGivenUp(primary)) {
      return;
    }
    check(sequence <= committed.size(), "I21: an answer above what is committed");
    requireCommitted(primary, Math.max(known, sequence), "answers");
    acknowledged = Math.max(acknowledged, sequence);
    acknowledgements++;
  }

  /// Looks at all nodes.
  ///
  /// @param isThorough whether at more than who answers
  void look(GroupConfig newest, boolean isThorough) {
    int answering = 0;
    for (SimNode node : nodes) {
      SimProcess process = node.process();
      if (process != null && process.isServing() && node.holdsLease()) {
        answering++;
        if (isGivenUp(process)) {
          continue;
        }
        requireCommitted(process, acknowledged, "serves");
        GroupConfig config = process.agent().status().config();
        check(node.disk.lineage().has(config.floor()), "I20: " + node + " serves below the floor");
      }
    }
    check(answering < 2, "I22: two nodes hold a lease and serve");
    if (isThorough && !committed.isEmpty()) {
      nodes.forEach(node -> vouched(newest, node));
    }
  }

  /// I4, I6, I7: who is vouched for has everything.
  private void vouched(GroupConfig newest, SimNode node) {
    if (newest.vouchesFor(node.member())) {
      boolean isHeld = holds(node, committed.size());
      boolean isSynced =
          newest.ackLevel() == AckLevel.WRITTEN || node.disk.synced >= committed.size();
      check(isHeld && isSynced, "I4: vouched for, " + node + " lacks what is committed");
      check(
          node.disk.lineage().has(newest.floor()),
          "I20: vouched for, " + node + " lacks the floor");
    }
  }

  /// An empty disk has promised nothing, and is nobody that a nomination names (I6).
  void wiped(SimNode node) {
    nominatedOn[node.index] = null;
  }

  /// I22, I23, I24: whoever answers has all that was answered.
  private void requireCommitted(SimProcess primary, int size, String does) {
    check(
        holds(primary.node, size),
        "I22, I23, I24: " + primary.node + " " + does + " without what was acknowledged");
  }

  private boolean holds(SimNode node, int size) {
    List<SimRecord> log = node.disk.log;
    int end = Math.min(size, log.size());
    while (node.verified < end && committed.get(node.verified).equals(log.get(node.verified))) {
      node.verified++;
    }
    return node.verified >= size;
  }

  static void check(boolean holds, String broken) {
    if (!holds) {
      throw new AssertionError(broken);
    }
  }
}
