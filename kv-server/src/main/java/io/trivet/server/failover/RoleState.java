package io.trivet.server.failover;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.NodeId;
import io.trivet.server.command.ServingState;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.config.NodeAddress;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What this node may answer now, for each command to look at.
///
/// Threads: changed by the group's thread; read by any.
final class RoleState {

  private final GroupSettings settings;
  private volatile LongSupplier stalenessMs = () -> Long.MAX_VALUE;
  private volatile GroupConfig config = GroupConfig.NONE;
  private boolean isServing;
  private boolean hasLease;
  private volatile ServingState serving;

  RoleState(GroupSettings settings) {
    this.settings = settings;
    this.serving = derived();
  }

  ServingState serving() {
    return serving;
  }

  /// Has a standby's answers judged by this: how old they may be.
  void staleness(LongSupplier ageMs) {
    stalenessMs = ageMs;
  }

  /// The newest configuration known.
  void config(GroupConfig newest) {
    config = newest;
    serving = derived();
  }

  /// Whether this node serves as primary, and whether its lease was there of late.
  void primary(boolean serves, boolean isLeased) {
    if (serves != isServing || isLeased != hasLease) {
      isServing = serves;
      hasLease = isLeased;
      serving = derived();
    }
  }

  private ServingState derived() {
    if (settings.self().isVoter()) {
      return new ServingState.Voter(primaryAddress());
    }
    if (isServing && hasLease) {
      return config.inSync().size() >= config.policy().minInSync()
          ? ServingState.SERVING
          : new ServingState.TooFewCopies();
    }
    return isServing || primaryAddress() == null || config.isPrimary(settings.self().id())
        ? new ServingState.Unsettled()
        : new ServingState.Standby(primaryAddress(), stalenessMs);
  }

  /// Where clients reach the primary; null while none is known.
  @Nullable NodeAddress primaryAddress() {
    NodeId id = config.primary();
    GroupMember primary = id == null ? null : settings.member(id);
    return primary == null ? null : primary.client();
  }
}
