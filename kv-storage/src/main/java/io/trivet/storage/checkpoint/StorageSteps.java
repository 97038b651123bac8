package io.trivet.storage.checkpoint;

import io.trivet.storage.log.LogFailedException;
import io.trivet.storage.log.LogSyncer;
import java.io.IOException;

/// The background work of a storage, step by step, for a caller who wants to say when: what
/// [Storage#start] leaves to threads.
///
/// Threads: one at a time.
public final class StorageSteps {

  private final LogSyncer syncer;
  private final Checkpointer checkpointer;
  private final Housekeeping housekeeping;

  StorageSteps(LogSyncer syncer, Checkpointer checkpointer, Housekeeping housekeeping) {
    this.syncer = syncer;
    this.checkpointer = checkpointer;
    this.housekeeping = housekeeping;
  }

  /// Writes, syncs and prepares segments, as is due at `nowNs` (monotonic).
  ///
  /// @throws LogFailedException if the log has failed, now or before
  public void sync(long nowNs) throws LogFailedException {
    syncer.step(nowNs);
  }

  /// Makes a step of the checkpoint.
  ///
  /// @return whether there is more at once
  public boolean checkpoint() throws IOException {
    return checkpointer.step() == Checkpointer.Step.WORKED;
  }

  /// Makes a turn of eviction and expiry.
  ///
  /// @return whether there is certainly more
  public boolean keepHouse() throws IOException {
    return housekeeping.turn();
  }
}
