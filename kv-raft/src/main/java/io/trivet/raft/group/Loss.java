package io.trivet.raft.group;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.LogPosition;

/// What would be lost if a copy that nobody vouches for became primary as it is: what is known of
/// it without the copies that are gone.
///
/// @param end of its log
/// @param keptSequence up to where everything that was ever acknowledged is in its log
/// @param floor up to where the configuration says that there were acknowledged writes; the last of
///   them may be much later
public record Loss(LogPosition end, long keptSequence, LogPosition floor) {

  /// Of the log of this node, under the newest configuration.
  ///
  /// A log whose last epoch is the group's is a beginning of the primary's. Of an older one nobody
  /// here knows where the primary's parted from it; but the floor is common, if the log has it.
  public static Loss of(GroupConfig committed, Lineage log) {
    long end = log.endSequence();
    long kept =
        log.lastEpoch() == committed.epoch()
            ? end
            : log.has(committed.floor()) ? committed.floor().sequence() : 0;
    return new Loss(new LogPosition(log.epochOf(end), end), kept, committed.floor());
  }

  /// Whether writes are known to be lost, and not only possibly.
  public boolean isCertain() {
    return floor.sequence() > keptSequence;
  }
}
