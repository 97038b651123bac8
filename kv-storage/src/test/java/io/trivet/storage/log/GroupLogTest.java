package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.DirectoryLockedException;
import io.trivet.storage.disk.RealDisk;
import io.trivet.storage.frame.FrameWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log on the real file system.
class GroupLogTest {

  private static final LogOptions SMALL =
      LogOptions.defaults().withSegmentBytes(1 << 13).withRingBytes(1 << 14);
  private static final FrameVisitor IGNORE = (sequence, epoch, wallTimeMs, address, bytes) -> {};
  private static final LogListener DEAF = new LogListener() {};

  @TempDir Path directory;

  @Test
  void anAppendIsDurableWhenTheSyncerSaysSo() throws IOException, InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    LogListener listener =
        new LogListener() {
          @Override
          public void durable(long sequence) {
            if (sequence == 32 + 5) {
              done.countDown();
            }
          }
        };
    try (GroupLog log =
            GroupLog.open(disk(), SMALL.withSyncPolicy(SyncPolicy.ALWAYS), 0, IGNORE, listener);
        LogAppender appender = log.appender()) {
      log.openEpoch(1);
      log.start(Thread.ofPlatform().daemon().name("log-syncer").factory(), System::nanoTime);
      FrameWriter frame = appender.begin(16);
      frame.putInt(42);
      frame.putByte(7);
      assertThat(log.hasRoom(frame.frameBytes())).isTrue();
      assertThat(appender.append(1, 1_700_000_000_000L)).isEqualTo(32 + 5);
      log.endBatch();
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(log.durableSequence()).isEqualTo(37);
    }
  }

  /// As of a command that goes on after its node was demoted.
  @Test
  void anAppendInAnotherEpochFailsTheLog() throws IOException {
    List<LogFailedException> failures = new ArrayList<>();
    LogListener listener =
        new LogListener() {
          @Override
          public void failed(LogFailedException cause) {
            failures.add(cause);
          }
        };
    try (GroupLog log = GroupLog.open(disk(), SMALL, 0, IGNORE, listener);
        LogAppender appender = log.appender()) {
      log.openEpoch(2);
      appender.begin(16).putInt(42);
      assertThatThrownBy(() -> appender.append(1, 1_700_000_000_000L))
          .hasMessageContaining("append in another epoch: 1, 2");
      assertThat(failures).hasSize(1);
      assertThat(log.appendedSequence()).isZero();
    }
  }

  @Test
  void aReopenedLogGivesBackEveryFrameAndGoesOnBehindThem() throws IOException {
    List<Integer> read = new ArrayList<>();
    FrameVisitor visitor =
        (sequence, epoch, wallTimeMs, address, bytes) ->
            read.add(io.trivet.storage.memory.Native.getInt(address));
    for (int start = 1; start <= 4; start++) {
      read.clear();
      try (GroupLog log = GroupLog.open(disk(), SMALL, 0, visitor, DEAF);
          LogAppender appender = log.appender()) {
        assertThat(log.recovery().wasCleanStop()).isEqualTo(start > 1);
        assertThat(read).hasSize((start - 1) * 100);
        assertThat(log.appendedSequence()).isEqualTo((start - 1) * 100L * 132);
        log.openEpoch(log.lastEpoch() + 1);
        for (int i = 0; i < 100; i++) {
          appender.begin(100).putInt((start - 1) * 100 + i);
          appender.writer().putBytes(new byte[96], 0, 96);
          appender.append(start, 0);
          log.write();
          if (i % 50 == 0) {
            log.prepareSegment();
          }
        }
      }
    }
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i)).isEqualTo(i);
    }
  }

  @Test
  void aSecondLogInTheSameDirectoryIsRefused() throws IOException {
    try (GroupLog log = GroupLog.open(disk(), SMALL, 0, IGNORE, DEAF)) {
      assertThatThrownBy(() -> GroupLog.open(disk(), SMALL, 0, IGNORE, DEAF))
          .isInstanceOf(DirectoryLockedException.class)
          .hasMessageContaining(directory.toString());
      assertThat(log.failure()).isNull();
    }
    GroupLog.open(disk(), SMALL, 0, IGNORE, DEAF).close();
  }

  private RealDisk disk() throws IOException {
    return RealDisk.at(directory);
  }
}
