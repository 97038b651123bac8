package io.trivet.server.commit;

import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.SyncPolicy;
import java.util.function.Supplier;

/// Commits what this node's own log holds: under `always` what is synced, else what reached the
/// operating system, so that a killed process loses nothing acknowledged.
///
/// Threads: any.
public final class LocalCommit implements LogListener {

  private final CommitWatermark watermark;
  private final Supplier<SyncPolicy> policy;

  public LocalCommit(CommitWatermark watermark, Supplier<SyncPolicy> policy) {
    this.watermark = watermark;
    this.policy = policy;
  }

  @Override
  public void written(long sequence) {
    if (policy.get() != SyncPolicy.ALWAYS) {
      watermark.advance(sequence);
    }
  }

  @Override
  public void durable(long sequence) {
    watermark.advance(sequence);
  }
}
