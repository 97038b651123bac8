package io.trivet.storage.log;

import java.util.concurrent.TimeUnit;

/// Writes and syncs, as the policy says.
///
/// One [#step] is all the work there is to do at a time: it takes no time from anywhere but its
/// argument, so that a simulation may make the steps instead of a thread.
///
/// Group commit: a step syncs once for everything that was published before it; what comes in
/// meanwhile waits for the next.
///
/// Threads: one at a time.
public final class LogSyncer {

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final GroupLog log;
  private final boolean isPreparing;
  private long lastSyncNs;

  /// @param isPreparing a step prepares segments as well: nobody else does
  LogSyncer(GroupLog log, long nowNs, boolean isPreparing) {
    this.log = log;
    this.isPreparing = isPreparing;
    this.lastSyncNs = nowNs;
  }

  /// Does what is to do at `nowNs` (monotonic); returns how long to wait at most for the next step.
  ///
  /// @throws LogFailedException if the log has failed, now or before
  public long step(long nowNs) throws LogFailedException {
    if (isPreparing) {
      log.prepareSegment();
    }
    boolean isSyncWanted = log.takeSyncRequest();
    log.write();
    if (isSyncWanted) {
      log.sync();
    }
    return switch (log.syncPolicy()) {
      case ALWAYS -> {
        log.sync();
        yield SECOND_NS; // whoever publishes more wakes us
      }
      case EVERYSEC -> {
        if (nowNs - lastSyncNs >= SECOND_NS) {
          log.sync();
          lastSyncNs = nowNs;
        }
        yield SECOND_NS - (nowNs - lastSyncNs);
      }
      case NO -> {
        log.syncSealed();
        yield SECOND_NS;
      }
    };
  }
}
