package io.trivet.raft.group;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.InSyncSet;
import io.trivet.raft.NodeId;
import java.util.Objects;

/// Whether one committed configuration may follow another: the second opinion on what the consensus
/// library delivers (H35).
///
/// It looks at the two configurations and at nothing else, and shares no code with
/// [GroupConfigMachine]; every member checks every step that it applies. A step that is not legal
/// is a bug below or beside us: the node must stop.
public final class LegalStep {

  private LegalStep() {}

  /// Fails unless `after` may directly follow `before`.
  ///
  /// @throws IllegalStateException if it may not
  public static void check(GroupConfig before, GroupConfig after) {
    if (!isLegal(before, after)) {
      throw new IllegalStateException(
          "invariant broken: illegal step of the configuration: " + before + " -> " + after);
    }
  }

  /// Whether `after` may directly follow `before`.
  public static boolean isLegal(GroupConfig before, GroupConfig after) {
    if (after.at().version() != before.at().version() + 1) {
      return false;
    }
    if (after.forcedEpoch() != before.forcedEpoch()) {
      return isForced(before, after);
    }
    if (after.floor().compareTo(before.floor()) < 0) {
      return false;
    }
    return after.epoch() == before.epoch()
        ? staysInEpoch(before, after)
        : beginsEpoch(before, after);
  }

  /// I1, I2, I6: one epoch more, and nobody in its set who was not vouched for.
  private static boolean beginsEpoch(GroupConfig before, GroupConfig after) {
    boolean isFirst = before.epoch() == 0;
    boolean isVouched = after.inSync().members().stream().allMatch(before::vouchesFor);
    return (isFirst ? after.epoch() > 0 : after.epoch() == before.epoch() + 1)
        && !after.isReleased()
        && (isFirst ? after.inSync().size() == 1 : isVouched)
        && (isFirst || after.policy().equals(before.policy()))
        && after.floor().equals(before.floor());
  }

  /// The one step by which the floor may fall and a member may come in that nobody vouched for: it
  /// says of itself that it is forced.
  private static boolean isForced(GroupConfig before, GroupConfig after) {
    return before.epoch() > 0
        && after.epoch() == before.epoch() + 1
        && after.isForced()
        && !after.isReleased()
        && after.inSync().size() == 1
        && after.policy().equals(before.policy())
        && after.floor().epoch() <= before.epoch();
  }

  /// I2, I3, I25: the primary stays as it is, a released epoch is over, and one thing changes.
  private static boolean staysInEpoch(GroupConfig before, GroupConfig after) {
    NodeId primary = before.primary();
    if (primary == null || before.isReleased() || !after.isPrimary(primary)) {
      return false;
    }
    int changes =
        entriesThatDiffer(before.inSync(), after.inSync())
            + (after.isReleased() ? 1 : 0)
            + (after.policy().equals(before.policy()) ? 0 : 1);
    return changes <= 1
        && Objects.equals(before.inSync().find(primary), after.inSync().find(primary))
        && after.floor().epoch() <= after.epoch();
  }

  private static int entriesThatDiffer(InSyncSet before, InSyncSet after) {
    long lost = before.members().stream().filter(m -> !after.members().contains(m)).count();
    long won = after.members().stream().filter(m -> !before.members().contains(m)).count();
    return (int) (lost + won);
  }
}
