package io.trivet.raft.group;

import io.trivet.raft.AckLevel;
import io.trivet.raft.Member;

/// What a primary knows its members to hold.
@FunctionalInterface
public interface Progress {

  /// Up to where this very incarnation said in this epoch, in a session of this primary, that it
  /// holds the log at that level; 0 if it said nothing. Of the primary itself: its own log.
  long heldSequence(Member member, AckLevel level);
}
