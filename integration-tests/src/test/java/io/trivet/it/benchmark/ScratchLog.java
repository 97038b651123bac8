package io.trivet.it.benchmark;

import io.trivet.storage.disk.RealDisk;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.log.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A log on the real file system, in a folder of its own that goes with it; it never syncs.
///
/// Threads: any.
final class ScratchLog implements AutoCloseable {

  private static final int BATCH = 64;
  private static final int FRAME_BYTES = 512;

  private final Path directory;
  private final GroupLog log;

  ScratchLog() throws IOException {
    directory = Files.createTempDirectory(Path.of("target"), "log");
    LogOptions options = LogOptions.defaults().withRetainedBytes(0).withSyncPolicy(SyncPolicy.NO);
    log =
        GroupLog.open(
            RealDisk.at(directory), options, 0, (s, e, w, a, n) -> {}, new LogListener() {});
    log.openEpoch(1);
    log.start(Thread.ofPlatform().daemon().factory(), System::nanoTime);
  }

  GroupLog log() {
    return log;
  }

  void awaitRoom() {
    while (!log.hasRoom(FRAME_BYTES)) {
      Thread.onSpinWait();
    }
  }

  /// What an event loop does at the end of a turn, and the checkpoint now and then.
  ///
  /// @param appended frames by this thread so far
  void appended(int appended) throws IOException {
    if (appended % BATCH == 0) {
      log.endBatch();
    }
    if (appended % (1 << 20) == 0) {
      log.pruneBefore(Long.MAX_VALUE);
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
