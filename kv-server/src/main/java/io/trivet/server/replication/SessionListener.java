package io.trivet.server.replication;

import io.trivet.raft.Member;
import io.trivet.storage.checkpoint.SlotDifference;

/// Hears of the standbys of one primary.
///
/// The epoch is that of the session: a call may come late, when the tenure is over or the next has
/// begun, and must not count there (I5).
///
/// Threads: the event loop of the session. For one node joined, acked and left come in order, also
/// from one session to the next. They must not block.
public interface SessionListener {

  /// The member follows: its log is the primary's up to some place, and ends there.
  void joined(int epoch, Member member, long session);

  /// What the member holds, of this primary's log; none of the three falls within a session.
  ///
  /// @param writtenSequence what a killed process keeps
  /// @param durableSequence what a power loss keeps
  /// @param appliedSequence what is visible in its keyspace
  void acked(
      int epoch, Member member, long writtenSequence, long durableSequence, long appliedSequence);

  /// A slot of the member's copy is not what this primary's is. It does not follow, and wants an
  /// image. Told each time that it comes.
  default void differs(int epoch, Member member, SlotDifference difference) {}

  /// The session of a member that had joined is over.
  void left(int epoch, Member member, long session);
}
