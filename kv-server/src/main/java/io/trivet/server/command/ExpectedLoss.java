package io.trivet.server.command;

import io.trivet.raft.NodeId;
import io.trivet.raft.group.Loss;
import org.jspecify.annotations.Nullable;

/// What would be lost if this node became primary as it is, as far as it knows.
///
/// @param epoch of the newest configuration known here
/// @param known what the configuration and this node's log say
/// @param primary of that epoch; null if there is none
/// @param silenceMs since a primary was last heard here; -1 if none was since the process began
/// @param toldCommittedSequence up to where the primary that was followed last said that its log is
///   committed; -1 if it said nothing
/// @param toldEndSequence the end of its log, as it said last; likewise
/// @param isWhole whether this node's data is complete: false while an image of it is not
public record ExpectedLoss(
    int epoch,
    Loss known,
    @Nullable NodeId primary,
    long silenceMs,
    long toldCommittedSequence,
    long toldEndSequence,
    boolean isWhole) {

  /// The position that an operator accepts the loss behind.
  public long sequence() {
    return known.end().sequence();
  }

  /// The highest sequence that is known to have been acknowledged.
  public long acknowledgedSequence() {
    return Math.max(known.floor().sequence(), toldCommittedSequence);
  }
}
