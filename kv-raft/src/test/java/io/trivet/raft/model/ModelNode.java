package io.trivet.raft.model;

import io.trivet.raft.AckLevel;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Incarnation;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.PrimaryTenure;
import io.trivet.raft.model.Interner.Ref;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One node with a copy: what is on its disk, and what the running process knows. Copied for every
/// step.
final class ModelNode {
  private static final Member[][][] MEMBERS = new Member[2][8][8];

  static {
    for (int node = 0; node < 2; node++) {
      for (int storage = 0; storage < 8; storage++) {
        for (int boot = 0; boot < 8; boot++) {
          Incarnation incarnation = new Incarnation(new UUID(node, storage), new UUID(node, boot));
          MEMBERS[node][storage][boot] =
              new Member(new NodeId("" + (char) ('a' + node)), incarnation);
        }
      }
    }
  }

  final NodeId id;

  // On the disk.
  int storage = 1;
  int synced;
  ModelLog log = ModelLog.EMPTY;
  Ref<EpochFence> fence;

  /// Up to where its checkpoint shows the log; followed only where epochs are forced.
  int stored;

  /// Whether its checkpoint shows records that were cut off its log.
  boolean isTainted;

  // Of the machine's start.
  int boot = 1;

  // Of the process.
  Ref<GroupConfig> view;

  /// The epoch this process has nominated itself for; 0 if none is undecided.
  int nominated;

  boolean isNominatedOnReleased;
  @Nullable Ref<PrimaryTenure> tenure;
  boolean hasLeaseLapsed;
  boolean awaitsOutcome;
  int committed;

  /// Epoch of the primary that it follows; 0 if none.
  int session;

  /// Who follows, as a primary knows it: the incarnation that joined, and what it acknowledged.
  int peerStorage;

  int peerBoot;
  int peerHeld;

  ModelNode(NodeId id, Ref<EpochFence> fence, Ref<GroupConfig> view) {
    this.id = id;
    this.fence = fence;
    this.view = view;
  }

  ModelNode copy() {
    ModelNode copy = new ModelNode(id, fence, view);
    copy.storage = storage;
    copy.boot = boot;
    copy.log = log;
    copy.synced = synced;
    copy.stored = stored;
    copy.isTainted = isTainted;
    copy.nominated = nominated;
    copy.isNominatedOnReleased = isNominatedOnReleased;
    copy.tenure = tenure;
    copy.hasLeaseLapsed = hasLeaseLapsed;
    copy.awaitsOutcome = awaitsOutcome;
    copy.committed = committed;
    copy.session = session;
    copy.peerStorage = peerStorage;
    copy.peerBoot = peerBoot;
    copy.peerHeld = peerHeld;
    return copy;
  }

  /// What a restart forgets.
  void forget() {
    nominated = 0;
    isNominatedOnReleased = false;
    awaitsOutcome = false;
    session = 0;
    endTenure();
  }

  void endTenure() {
    tenure = null;
    hasLeaseLapsed = false;
    committed = 0;
    peerStorage = 0;
    peerBoot = 0;
    peerHeld = 0;
  }

  Member member() {
    return memberOf(id, storage, boot);
  }

  int epoch() {
    return tenure == null ? 0 : tenure.value().epoch();
  }

  long held(AckLevel level) {
    return level == AckLevel.SYNCED ? synced : log.length();
  }

  static Member memberOf(NodeId id, int storage, int boot) {
    return MEMBERS[id.text().charAt(0) - 'a'][storage][boot];
  }

  @Override
  public String toString() {
    return id
        + " "
        + log
        + (synced < log.length() ? " synced " + synced : "")
        + (tenure == null ? "" : " primary of " + epoch())
        + (session == 0 ? "" : " follows " + session)
        + (nominated == 0 ? "" : " stands for " + nominated);
  }

  long fingerprint(long seed) {
    long hash = mix(seed, storage | (boot << 8) | (synced << 16) | (log.length() << 24));
    hash = mix(hash, log.code() | ((long) stored << 32) | (isTainted ? 1L << 40 : 0));
    hash = mix(hash, fence.id() | ((long) view.id() << 32));
    hash =
        mix(
            hash,
            nominated
                | (isNominatedOnReleased ? 16 : 0)
                | (hasLeaseLapsed ? 32 : 0)
                | (awaitsOutcome ? 64 : 0)
                | (committed << 8)
                | (session << 16));
    hash = mix(hash, tenure == null ? 0 : tenure.id());
    return mix(hash, peerStorage | (peerBoot << 8) | (peerHeld << 16));
  }

  static long mix(long hash, long value) {
    long h = (hash ^ value) * 0x9E3779B97F4A7C15L;
    h = (h ^ (h >>> 32)) * 0xD6E8FEB86659FD93L;
    return h ^ (h >>> 29);
  }
}
