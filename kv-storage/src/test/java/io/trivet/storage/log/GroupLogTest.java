package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.RealDisk;
import io.trivet.storage.frame.FrameWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log on the real file system.
class GroupLogTest {

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
    LogOptions options =
        LogOptions.defaults().withSegmentBytes(1 << 16).withSyncPolicy(SyncPolicy.ALWAYS);
    try (GroupLog log =
            GroupLog.open(RealDisk.at(directory), options, 0, (s, e, w, a, n) -> {}, listener);
        LogAppender appender = log.appender()) {
      log.openEpoch(log.lastEpoch() + 1);
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
}
