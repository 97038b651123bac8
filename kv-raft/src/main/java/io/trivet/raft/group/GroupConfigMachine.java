package io.trivet.raft.group;

import io.trivet.raft.CommitPolicy;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.LogPosition;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.Outcome;
import io.trivet.raft.Outcome.Committed;
import io.trivet.raft.Outcome.Rejected;
import io.trivet.raft.Proposal;
import io.trivet.raft.Proposal.Admit;
import io.trivet.raft.Proposal.Appoint;
import io.trivet.raft.Proposal.ChangePolicy;
import io.trivet.raft.Proposal.Force;
import io.trivet.raft.Proposal.Found;
import io.trivet.raft.Proposal.RaiseFloor;
import io.trivet.raft.Proposal.Release;
import io.trivet.raft.Proposal.Shrink;
import io.trivet.raft.Refusal;
import org.jspecify.annotations.Nullable;

/// What a proposal that the quorum has committed to its log makes of the configuration: the next
/// one, or a refusal. A function of its arguments alone, so every member comes to the same result.
///
/// | proposal | from | makes | rule |
/// |---|---|---|---|
/// | appoint | any; epoch 0: a set of the candidate alone | epoch + 1, a set of vouched members | I1, I2, I6 |
/// | found | any; epoch 0 | the epoch and the policy that it names, a set of the candidate alone | I1 |
/// | force | any, at the operator's word; not in epoch 0 | epoch + 1, forced, a set of the candidate alone, its floor | I1, I2, I20 |
/// | shrink | the primary, unreleased | the set without one that is not the primary | I3 |
/// | admit | the primary, unreleased | the set with one more node | I4 |
/// | release | the primary, unreleased | released | I25 |
/// | policy, floor | the primary, unreleased | the other policy; a floor that does not fall | I20 |
///
/// Each must expect the current epoch and version, and adds one to the version.
public final class GroupConfigMachine {

  private GroupConfigMachine() {}

  /// Decides a proposal: [Committed] or [Rejected], never unknown.
  public static Outcome apply(GroupConfig current, Proposal proposal) {
    Refusal refusal = refusal(current, proposal);
    if (refusal != null) {
      return new Rejected(current, refusal);
    }
    return switch (proposal) {
      case Appoint appoint -> appoint(current, appoint);
      case Found found -> found(current, found);
      case Force force -> force(current, force);
      case Shrink shrink -> shrink(current, shrink);
      case Admit admit -> admit(current, admit);
      case Release release ->
          sameEpoch(current, true, current.inSync(), current.policy(), release.floor());
      case ChangePolicy change ->
          sameEpoch(current, false, current.inSync(), change.policy(), change.floor());
      case RaiseFloor raise ->
          sameEpoch(current, false, current.inSync(), current.policy(), raise.floor());
    };
  }

  /// I2: what every proposal must fulfil; null if this one does.
  private static @Nullable Refusal refusal(GroupConfig current, Proposal proposal) {
    if (!proposal.expected().equals(current.at())) {
      return Refusal.OVERTAKEN;
    }
    if (proposal.beginsEpoch()) {
      return null;
    }
    if (!current.isPrimary(proposal.proposer())) {
      return Refusal.NOT_PRIMARY;
    }
    return current.isReleased() ? Refusal.RELEASED : null;
  }

  private static Outcome appoint(GroupConfig current, Appoint appoint) {
    InSyncSet kept = appoint.inSync();
    NodeId primary = appoint.primary().node();
    if (!appoint.primary().equals(kept.find(primary))) {
      return new Rejected(current, Refusal.PRIMARY_MISSING);
    }
    if (!mayKeep(current, kept)) {
      return new Rejected(current, Refusal.NOT_VOUCHED);
    }
    ConfigVersion next = new ConfigVersion(current.epoch() + 1, current.at().version() + 1);
    return committed(
        current,
        new GroupConfig(
            next, primary, false, kept, current.policy(), current.floor(), current.forcedEpoch()));
  }

  /// Only epoch 0 is expected by it.
  private static Outcome found(GroupConfig current, Found found) {
    ConfigVersion next = new ConfigVersion(found.epoch(), current.at().version() + 1);
    return committed(current, begun(next, found.primary(), found.policy(), current.floor(), 0));
  }

  /// The copy is not judged: who may be forced is for its node to say, and for the operator. A log
  /// of epochs that have not begun here is that of another group.
  private static Outcome force(GroupConfig current, Force force) {
    if (current.epoch() == 0) {
      return new Rejected(current, Refusal.NO_CHANGE);
    }
    if (force.floor().epoch() > current.epoch()) {
      return new Rejected(current, Refusal.BAD_FLOOR);
    }
    ConfigVersion next = new ConfigVersion(current.epoch() + 1, current.at().version() + 1);
    return committed(
        current, begun(next, force.primary(), current.policy(), force.floor(), next.epoch()));
  }

  private static GroupConfig begun(
      ConfigVersion next, Member primary, CommitPolicy policy, LogPosition floor, int forcedEpoch) {
    return new GroupConfig(
        next, primary.node(), false, InSyncSet.of(primary), policy, floor, forcedEpoch);
  }

  private static boolean mayKeep(GroupConfig current, InSyncSet kept) {
    return current.epoch() == 0
        ? kept.size() == 1
        : kept.members().stream().allMatch(current::vouchesFor);
  }

  private static Outcome shrink(GroupConfig current, Shrink shrink) {
    if (current.isPrimary(shrink.removed())) {
      return new Rejected(current, Refusal.PRIMARY_MISSING);
    }
    if (!current.inSync().contains(shrink.removed())) {
      return new Rejected(current, Refusal.NO_CHANGE);
    }
    InSyncSet smaller = current.inSync().without(shrink.removed());
    return sameEpoch(current, false, smaller, current.policy(), shrink.floor());
  }

  private static Outcome admit(GroupConfig current, Admit admit) {
    Member admitted = admit.admitted();
    if (current.inSync().contains(admitted.node())
        || current.inSync().size() == InSyncSet.MAX_MEMBERS) {
      return new Rejected(current, Refusal.NO_CHANGE);
    }
    InSyncSet larger = current.inSync().with(admitted);
    return sameEpoch(current, false, larger, current.policy(), admit.floor());
  }

  private static Outcome sameEpoch(
      GroupConfig current,
      boolean isReleased,
      InSyncSet inSync,
      CommitPolicy policy,
      LogPosition floor) {
    if (floor.compareTo(current.floor()) < 0 || floor.epoch() > current.epoch()) {
      return new Rejected(current, Refusal.BAD_FLOOR);
    }
    ConfigVersion next = new ConfigVersion(current.epoch(), current.at().version() + 1);
    return committed(
        current,
        new GroupConfig(
            next, current.primary(), isReleased, inSync, policy, floor, current.forcedEpoch()));
  }

  private static Outcome committed(GroupConfig before, GroupConfig after) {
    LegalStep.check(before, after);
    return new Committed(after);
  }
}
