package io.trivet.raft.group;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.Outcome.Committed;
import io.trivet.raft.Proposal;
import io.trivet.raft.Proposal.Release;
import io.trivet.raft.WritePolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One node's reign over a group, from its appointment to the end of the epoch: when it may serve,
/// whose acknowledgements it needs, and what it may propose. Immutable.
///
/// The acting configurations are the newest committed one that the primary has applied, and all
/// that it has proposed on top of it and whose outcome it does not know. A frame is committed when
/// every acting configuration alone would have it so (I3, I4); that is the union of their in-sync
/// sets, each at the level that it asks for. The other way round a configuration may be proposed
/// only if all that is or may be committed satisfies it already. The two rules together say that a
/// member is caught up before it is admitted (I4), that the last copy has synced everything before
/// it is alone and syncs while it is, and that a policy may be tightened.
///
/// @param self the primary
/// @param config the newest committed configuration applied, of this epoch
/// @param proposed what it would become by each proposal that is pending or of unknown outcome
/// @param wasReleased whether the epoch before was released, so that no lease of it is left
/// @param tailSequence the end of the log at the appointment: all before it may have been
///   acknowledged
/// @param isStopped whether this primary has given its epoch up; it never takes it back (I25)
public record PrimaryTenure(
    NodeId self,
    GroupConfig config,
    List<GroupConfig> proposed,
    boolean wasReleased,
    long tailSequence,
    boolean isStopped) {

  public PrimaryTenure {
    proposed = List.copyOf(proposed);
    if (!config.isPrimary(self)) {
      throw new IllegalArgumentException(self + " reigns by " + config);
    }
  }

  /// Whether a committed configuration, the next that is applied, makes this process the primary:
  /// it names the node, for the epoch that the process has nominated itself for since it started
  /// (I1), as the incarnation that it is (I6), and no newer one was promised in the meantime (I5).
  /// A nomination of before a reboot may be committed in the place of one that was forced after it:
  /// found by the model check.
  ///
  /// @param nominatedEpoch 0 if it has not nominated itself
  /// @param fence what was promised, the configuration observed
  public static boolean isAppointed(
      GroupConfig committed, Member self, int nominatedEpoch, EpochFence fence) {
    return committed.isPrimary(self.node())
        && self.equals(committed.inSync().find(self.node()))
        && committed.epoch() == nominatedEpoch
        && fence.admits(committed.epoch());
  }

  /// Begins with the configuration by which this process [#isAppointed].
  ///
  /// @param wasReleased whether the configuration that the nomination expected was released
  /// @param tailSequence the end of the log now
  public static PrimaryTenure begin(GroupConfig appointed, boolean wasReleased, long tailSequence) {
    NodeId self = appointed.primary();
    if (self == null) {
      throw new IllegalArgumentException("no primary in " + appointed);
    }
    return new PrimaryTenure(self, appointed, List.of(), wasReleased, tailSequence, false);
  }

  public int epoch() {
    return config.epoch();
  }

  /// The members whose acknowledgements are needed now.
  public Set<Member> needed() {
    Set<Member> members = new LinkedHashSet<>(config.inSync().members());
    proposed.forEach(next -> members.addAll(next.inSync().members()));
    return members;
  }

  /// Up to where the log is committed by what the members hold; what was committed before stays so.
  /// 0 while a set smaller than min-in-sync is acting.
  public long committedSequence(Progress progress) {
    long sequence = hasEnough(config) ? held(config, progress) : 0;
    // By index, here and below: called at each acknowledgement, so without garbage.
    for (int i = 0; i < proposed.size(); i++) {
      GroupConfig next = proposed.get(i);
      sequence = hasEnough(next) ? Math.min(sequence, held(next, progress)) : 0;
    }
    return sequence;
  }

  /// Whether a write may be executed; if not, it is refused before anything is changed (H22).
  public boolean takesWrites() {
    return !isStopped && hasEnough(config);
  }

  /// Whether this primary may serve at all (I24).
  ///
  /// @param haveOldLeasesLapsed whether the longest lease that an older epoch may have has passed
  ///   since the appointment was seen
  /// @param committedSequence up to where this primary knows its log to be committed
  public boolean serves(boolean haveOldLeasesLapsed, long committedSequence) {
    return !isStopped && (wasReleased || haveOldLeasesLapsed) && committedSequence >= tailSequence;
  }

  /// Whether this may be proposed now. A release is for a primary that serves: before that, leases
  /// older than its own may be left, and its successor would not wait for them.
  ///
  /// @param serves what [#serves] says
  public boolean mayPropose(
      Proposal proposal, boolean serves, long committedSequence, Progress progress) {
    if (isStopped || proposal.beginsEpoch() || (proposal instanceof Release && !serves)) {
      return false;
    }
    return GroupConfigMachine.apply(config, proposal) instanceof Committed(GroupConfig next)
        && held(next, progress) >= Math.max(committedSequence, tailSequence);
  }

  /// Before a proposal leaves that [#mayPropose] allows. A release stops this primary, whatever
  /// comes of it.
  public PrimaryTenure proposing(Proposal proposal) {
    if (!(GroupConfigMachine.apply(config, proposal) instanceof Committed(GroupConfig next))) {
      throw new IllegalStateException("invariant broken: " + proposal + " on " + config);
    }
    List<GroupConfig> more = new ArrayList<>(proposed);
    if (!more.contains(next)) {
      more.add(next);
    }
    return acting(config, more, isStopped || proposal instanceof Release);
  }

  /// Whether this committed configuration ends the tenure: its epoch is a newer one.
  public boolean isEndedBy(GroupConfig committed) {
    return committed.epoch() > epoch();
  }

  /// After a committed configuration of this epoch was applied. What was proposed on top of an
  /// older one can no longer come into force; nothing else settles a proposal. (The quorum rejects
  /// one that [#mayPropose] allowed only because it was overtaken, and then there is a newer
  /// configuration.)
  public PrimaryTenure observing(GroupConfig committed) {
    if (!committed.at().isAfter(config.at())) {
      return this;
    }
    List<GroupConfig> open =
        proposed.stream().filter(next -> next.at().isAfter(committed.at())).toList();
    return acting(committed, open, isStopped || committed.isReleased());
  }

  private PrimaryTenure acting(GroupConfig committed, List<GroupConfig> next, boolean stopped) {
    return new PrimaryTenure(self, committed, next, wasReleased, tailSequence, stopped);
  }

  private static boolean hasEnough(GroupConfig acting) {
    return acting.inSync().size() >= acting.policy().minInSync();
  }

  private long held(GroupConfig acting, Progress progress) {
    long sequence = Long.MAX_VALUE;
    List<Member> members = acting.inSync().members();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      if (acting.policy().writePolicy() == WritePolicy.IN_SYNC || member.node().equals(self)) {
        sequence = Math.min(sequence, progress.heldSequence(member, acting.ackLevel()));
      }
    }
    return sequence;
  }
}
