package io.trivet.raft.model;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.LogPosition;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.Proposal;
import io.trivet.raft.WritePolicy;
import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.PrimaryTenure;
import io.trivet.raft.model.Interner.Ref;
import java.util.List;

/// A group of two nodes with a copy and a voter, as a graph of states. The voter is a part of the
/// quorum and of nothing else: the quorum is one register that decides any proposal at any time
/// after it was sent, or never, and that nodes see with any delay.
///
/// Messages have no life of their own. Whatever a message may carry late, its sender may still
/// send: an old primary acts on its old view as long as nobody tells it otherwise; a frame or an
/// acknowledgement on its way when its sender crashes is one that arrived before, or never; what a
/// restarted node would still receive belongs to a session that it no longer has.
final class GroupModel {
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");

  final Protocol protocol;
  final Bounds bounds;
  final Interner<GroupConfig> configs = new Interner<>();
  final Interner<Proposal> proposals = new Interner<>();
  final Interner<PrimaryTenure> tenures = new Interner<>();
  final Interner<EpochFence> fences = new Interner<>();

  private final DataPath dataPath;
  private final ConfigPath configPath;
  private final FaultPath faultPath;

  GroupModel(Protocol protocol, Bounds bounds) {
    this.protocol = protocol;
    this.bounds = bounds;
    this.dataPath = new DataPath(this);
    this.configPath = new ConfigPath(this);
    this.faultPath = new FaultPath(this);
  }

  /// Node a is primary of epoch 1 with node b in sync, and nothing is written.
  ModelState initial() {
    CommitPolicy policy =
        new CommitPolicy(WritePolicy.IN_SYNC, bounds.ackLevel(), bounds.minInSync());
    InSyncSet both = InSyncSet.of(ModelNode.memberOf(A, 1, 1), ModelNode.memberOf(B, 1, 1));
    Ref<GroupConfig> first =
        configs.of(
            new GroupConfig(new ConfigVersion(1, 1), A, false, both, policy, LogPosition.START, 0));
    Ref<EpochFence> fence = fences.of(new EpochFence(1, null));
    ModelNode primary = new ModelNode(A, fence, first);
    primary.tenure = tenures.of(PrimaryTenure.begin(first.value(), true, 0));
    primary.peerStorage = 1;
    primary.peerBoot = 1;
    ModelNode standby = new ModelNode(B, fence, first);
    standby.session = 1;
    return new ModelState(new ModelNode[] {primary, standby}, List.of(first));
  }

  void forEachNext(ModelState state, Successors out) {
    Successors settled =
        (next, step, actor) -> {
          acknowledge(next);
          if (bounds.forces() > 0) {
            checkpoint(next, 0);
            checkpoint(next, 1);
          }
          next.forget();
          out.add(next, step, actor);
        };
    for (int actor = 0; actor < 2; actor++) {
      dataPath.next(state, actor, settled);
      configPath.next(state, actor, settled);
      faultPath.next(state, actor, settled);
    }
    configPath.quorum(state, settled);
  }

  /// A primary that serves answers for all that it knows to be committed; one that does not answers
  /// nothing.
  private void acknowledge(ModelState state) {
    for (int i = 0; i < 2; i++) {
      int known = state.nodes[i].committed;
      if (known > state.acknowledged && serves(state, i) && !state.isGivenUp(state.nodes[i])) {
        ModelLog prefix = state.nodes[i].log.first(known);
        if (state.committed.startsWith(prefix)) {
          state.acknowledged = known;
        }
      }
    }
  }

  /// A checkpoint shows all that its node knows to be committed and has synced (I9): at once, which
  /// is the worst.
  private static void checkpoint(ModelState state, int node) {
    ModelNode own = state.nodes[node];
    ModelNode other = state.nodes[1 - node];
    boolean isFed = other.tenure != null && own.session == other.epoch();
    int known = isFed ? Math.min(other.committed, own.log.length()) : own.committed;
    own.stored = Math.max(own.stored, Math.min(known, own.synced));
  }

  /// Whether a node answers clients, whatever its lease says.
  boolean serves(ModelState state, int node) {
    Ref<PrimaryTenure> tenure = state.nodes[node].tenure;
    return tenure != null
        && protocol.serves(
            tenure.value(), haveOldLeasesLapsed(state, node), state.nodes[node].committed);
  }

  /// A sound clock: a new primary has waited longer than any lease of an older epoch. One of its
  /// own node ended with its process.
  private static boolean haveOldLeasesLapsed(ModelState state, int node) {
    ModelNode other = state.nodes[1 - node];
    Ref<PrimaryTenure> old = other.tenure;
    return old == null
        || other.hasLeaseLapsed
        || old.value().isStopped()
        || old.value().epoch() > state.nodes[node].epoch();
  }

  /// What a primary knows to be held, by itself and by the standby that joined it.
  long held(ModelNode primary, Member member, AckLevel level) {
    if (member.node().equals(primary.id)) {
      return protocol.ownHeld(primary, level);
    }
    boolean isKnown = primary.peerStorage != 0 && member.equals(peerOf(primary));
    return isKnown && level == bounds.ackLevel() ? primary.peerHeld : 0;
  }

  Member peerOf(ModelNode primary) {
    return ModelNode.memberOf(primary.id.equals(A) ? B : A, primary.peerStorage, primary.peerBoot);
  }

  /// A standby tells its primary what it holds, if its promises allow it.
  void acknowledge(ModelState state, int standby) {
    ModelNode from = state.nodes[standby];
    ModelNode to = state.nodes[1 - standby];
    if (to.tenure != null
        && from.session == to.epoch()
        && protocol.admits(from.fence.value(), from.session)) {
      to.peerHeld = (int) protocol.acknowledges(from, bounds.ackLevel());
    }
  }

  /// The committed position as a primary writes it into its proposals.
  LogPosition floorOf(ModelNode primary, GroupConfig config) {
    if (!bounds.hasFloors() || primary.committed <= config.floor().sequence()) {
      return config.floor();
    }
    return new LogPosition(primary.log.lineage().epochOf(primary.committed), primary.committed);
  }
}
