package io.trivet.server.failover;

import io.trivet.storage.log.GroupLog;

/// Whether a node's data path makes progress (I26): a disk that hangs, or event loops that do not
/// come round, must cost the primary its lease although its other threads go on.
///
/// Threads: any asks; [#beat] the event loops.
final class DataPathHealth {

  private final GroupLog log;
  private final long limitNs;
  private volatile long loopsBeatNs;

  /// @param limitNs for which one thing may take
  DataPathHealth(GroupLog log, long limitNs, long nowNs) {
    this.log = log;
    this.limitNs = limitNs;
    this.loopsBeatNs = nowNs;
  }

  /// All event loops came round.
  void beat(long nowNs) {
    loopsBeatNs = nowNs;
  }

  boolean isWellAt(long nowNs) {
    long syncingSinceNs = log.syncingSinceNs();
    return log.failure() == null
        && nowNs - loopsBeatNs < limitNs
        && (syncingSinceNs == GroupLog.NOT_SYNCING || nowNs - syncingSinceNs < limitNs);
  }
}
