package io.trivet.server.command;

import io.trivet.raft.NodeId;
import org.jspecify.annotations.Nullable;

/// Changes who is primary of the group, as FAILOVER and SENTINEL FAILOVER ask for it.
///
/// Threads: any. Nothing waits: what comes of it is in [GroupFacts#failover].
public interface FailoverControl {
  /// What came of a request.
  enum Answer {
    /// It has begun.
    BEGUN,
    /// Another one is going on.
    BUSY,
    /// This node is not the primary that serves.
    NOT_PRIMARY,
    /// No standby, or not the one that was named, could take over.
    NO_STANDBY
  }

  /// A hand-over from this node, the primary, to a standby.
  ///
  /// @param target the standby; null for any that is in sync
  /// @param timeoutMs after which it is given up, or forced; 0 is never
  /// @param isForced whether the target takes over at the timeout although it lacks writes, which
  ///   are lost then
  record Request(@Nullable NodeId target, long timeoutMs, boolean isForced) {}

  /// Begins a hand-over.
  Answer begin(Request request);

  /// Asks the group, from whichever member, to move its primary to the standby: the primary hands
  /// over if it can be reached; nothing is lost in any case.
  Answer beginFromAnywhere();

  /// Gives up the hand-over that is going on.
  ///
  /// @return false if there is none
  boolean abort();
}
