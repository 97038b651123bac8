package io.trivet.server.command;

import io.trivet.raft.NodeId;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node knows of its replication group at one moment.
///
/// @param settings the members, and which of them this node is
/// @param role what this node does now
/// @param epoch of the newest configuration known here; 0 before the first appointment
/// @param primary the node that was appointed for that epoch; null in epoch 0
/// @param isPrimaryHeard whether the primary serves, as far as this node can tell
/// @param inSync the members whose copies count for commit, in the order of their names
/// @param leaseRemainingMs for which the primary may still answer; 0 on other nodes
/// @param log how far this node's log has come
/// @param standbys those that follow this node; none unless it is primary
/// @param link the way to the primary; what a node shows that is none or has none is [Link#NONE]
/// @param failover the planned failover that is going on
/// @param lastChange the last change of the primary that this node saw; null if it saw none
public record GroupFacts(
    GroupSettings settings,
    Role role,
    int epoch,
    @Nullable NodeId primary,
    boolean isPrimaryHeard,
    List<NodeId> inSync,
    long leaseRemainingMs,
    LogEnds log,
    List<Standby> standbys,
    Link link,
    Failover failover,
    @Nullable PrimaryChange lastChange) {

  /// What a member does.
  public enum Role {
    PRIMARY,
    STANDBY,
    VOTER
  }

  /// Positions in a log; all 0 on the voter.
  ///
  /// @param keptFrom the oldest that a standby could be fed from
  /// @param durable what is on the disk
  /// @param committed what every copy in sync holds
  /// @param applied what is in the keyspace
  public record LogEnds(long keptFrom, long appended, long durable, long committed, long applied) {
    public static final LogEnds NONE = new LogEnds(0, 0, 0, 0, 0);
  }

  /// A standby as its primary sees it.
  ///
  /// @param written up to where it acknowledged to have the log written
  /// @param durable up to where it acknowledged to have it on its disk
  /// @param applied up to where it acknowledged to have it in its keyspace
  /// @param silenceMs since its last acknowledgement
  /// @param lagMs how long ago the primary appended the first that the standby has not
  ///   acknowledged; 0 if there is nothing
  public record Standby(
      NodeId id,
      StandbyState state,
      long written,
      long durable,
      long applied,
      long silenceMs,
      long lagMs) {}

  /// How far a standby is with joining.
  public enum StandbyState {
    /// It has come, and its place in the log is being looked for.
    JOINING,
    /// It gets the image of a checkpoint.
    COPYING,
    /// It gets the log.
    ONLINE
  }

  /// A standby's way to its primary.
  ///
  /// @param silenceMs since anything came over it, -1 if nothing ever did
  /// @param downMs since it is not connected; 0 if it is
  /// @param copyBytes of the image that is being fetched; 0 if none is
  /// @param copiedBytes of these that have come
  /// @param lag of what is shown behind the primary
  public record Link(
      LinkState state, long silenceMs, long downMs, long copyBytes, long copiedBytes, Lag lag) {
    public static final Link NONE = new Link(LinkState.NONE, -1, 0, 0, 0, Lag.UNKNOWN);
  }

  /// How far a standby's keyspace is behind its primary.
  ///
  /// @param bytes of the log that the primary has told of and that are not applied
  /// @param ms the age of what is shown; -1 if no primary was heard
  public record Lag(long bytes, long ms) {
    public static final Lag UNKNOWN = new Lag(0, -1);
  }

  /// State of a [Link].
  public enum LinkState {
    /// There is no primary to connect to, or the node is itself the primary, or the voter.
    NONE,
    /// It is being set up.
    CONNECTING,
    /// The image of a checkpoint comes over it.
    COPYING,
    /// The log comes over it.
    CONNECTED
  }

  /// State of a planned failover.
  public enum Failover {
    NONE,
    /// Writes pause until the standby has applied all.
    WAITING_FOR_STANDBY,
    /// The standby is being appointed.
    HANDING_OVER
  }

  /// A change of the primary.
  ///
  /// @param epoch that it began
  /// @param from the primary before; null if there was none
  /// @param to the primary after
  /// @param atMs when this node learned of it, on the wall clock
  /// @param isPlanned whether the primary before had released its epoch
  /// @param isForced whether an operator had it begun although acknowledged writes may be lost
  public record PrimaryChange(
      int epoch,
      @Nullable NodeId from,
      NodeId to,
      long atMs,
      boolean isPlanned,
      boolean isForced) {}

  public GroupFacts {
    inSync = List.copyOf(inSync);
    standbys = List.copyOf(standbys);
  }

  /// The member that is primary; null if none is known.
  public @Nullable GroupMember primaryMember() {
    return primary == null ? null : settings.member(primary);
  }
}
