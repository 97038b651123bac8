package io.trivet.storage.log;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The two threads of a log: one syncs, one prepares segments, so that neither waits for the other.
///
/// Threads: any.
final class LogThreads {

  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final LogWorker syncing;
  private final LogWorker preparing;
  private final Thread syncThread;
  private final Thread prepareThread;

  /// Starts both.
  LogThreads(GroupLog log, LogFailure failure, ThreadFactory threads, LongSupplier clockNs) {
    syncing = new LogWorker(failure, clockNs, new LogSyncer(log, clockNs.getAsLong(), false)::step);
    preparing = new LogWorker(failure, clockNs, nowNs -> prepare(log));
    syncThread = threads.newThread(syncing);
    prepareThread = threads.newThread(preparing);
    syncThread.setName("log-sync");
    prepareThread.setName("log-prepare");
    syncThread.start();
    prepareThread.start();
  }

  void wakeSyncer() {
    syncing.wake();
  }

  void wakePreparer() {
    preparing.wake();
  }

  /// Ends both and waits for it.
  void stop() {
    syncing.stop();
    preparing.stop();
    try {
      syncThread.join();
      prepareThread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// After a preparation the syncer may have something to write; a full disk is asked again later.
  private long prepare(GroupLog log) throws LogFailedException {
    log.prepareSegment();
    syncing.wake();
    return SECOND_NS;
  }
}
