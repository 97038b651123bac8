package io.trivet.storage.checkpoint;

/// Measures one checkpoint after another. Threads: the checkpoint's.
final class CheckpointMeter {

  private final StorageClock clock;
  private long startedNs;
  private long awaitedNs;
  private long awaitingSinceNs;
  private boolean isAwaiting;
  private long entries;
  private long rows;
  private long bytes;

  CheckpointMeter(StorageClock clock) {
    this.clock = clock;
  }

  void start() {
    startedNs = clock.monotonicNs();
    awaitedNs = 0;
    isAwaiting = false;
    entries = 0;
    rows = 0;
    bytes = 0;
  }

  void count(DirtyBatch batch) {
    entries += batch.entries();
    rows += batch.rows().count();
    bytes += batch.rows().isEmpty() ? 0 : batch.rows().size();
  }

  /// Tells whether the checkpoint waits now.
  void await(boolean waits) {
    if (waits == isAwaiting) {
      return;
    }
    long nowNs = clock.monotonicNs();
    awaitedNs += isAwaiting ? nowNs - awaitingSinceNs : 0;
    awaitingSinceNs = nowNs;
    isAwaiting = waits;
  }

  CheckpointReport report(long redoSequence) {
    long durationNs = clock.monotonicNs() - startedNs;
    return new CheckpointReport(
        redoSequence,
        entries,
        rows,
        bytes,
        durationNs / StorageClock.NS_PER_MS,
        awaitedNs / StorageClock.NS_PER_MS);
  }
}
