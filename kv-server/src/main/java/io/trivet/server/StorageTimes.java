package io.trivet.server;

import io.trivet.server.metrics.LatencyHistogram;
import io.trivet.server.metrics.MetricSpecs;
import io.trivet.server.metrics.Metrics;
import io.trivet.storage.checkpoint.CheckpointReport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Counts what storage tells of its work with the disk: syncs, checkpoints, cold reads, failures.
///
/// Threads: any; cold reads come from several threads, and take a lock for it.
final class StorageTimes {

  private final LatencyHistogram syncs;
  private final LatencyHistogram checkpoints;
  private final LatencyHistogram coldReads;
  private final LongAdder checkpointBytes = new LongAdder();
  private final LongAdder checkpointFailures = new LongAdder();
  private final LongAdder logFailures = new LongAdder();

  StorageTimes(Metrics metrics) {
    syncs = metrics.histogram(MetricSpecs.LOG_SYNC_DURATION);
    checkpoints = metrics.histogram(MetricSpecs.CHECKPOINT_DURATION);
    coldReads = metrics.histogram(MetricSpecs.COLD_READ_DURATION);
    metrics.bind(MetricSpecs.CHECKPOINT_WRITTEN, checkpointBytes::sum);
    metrics.bind(MetricSpecs.CHECKPOINT_FAILURES, checkpointFailures::sum);
    metrics.bind(MetricSpecs.LOG_FAILURES, logFailures::sum);
  }

  void synced(long durationNs) {
    syncs.record(durationNs);
  }

  void coldRead(long durationNs) {
    synchronized (coldReads) {
      coldReads.record(durationNs);
    }
  }

  void checkpointed(CheckpointReport report) {
    checkpoints.record(TimeUnit.MILLISECONDS.toNanos(report.durationMs()));
    checkpointBytes.add(report.bytes());
  }

  void logFailed() {
    logFailures.increment();
  }

  void storageFailed() {
    checkpointFailures.increment();
  }
}
