package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.disk.SimFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When bytes are synced, and what a sync that fails means (I7, I19).
class LogSyncerTest {

  private final SimDisk disk = new SimDisk(new SplittableRandom(1));
  private final List<String> events = new ArrayList<>();
  private final LogListener listener =
      new LogListener() {
        @Override
        public void written(long sequence) {
          events.add("written " + sequence);
        }

        @Override
        public void durable(long sequence) {
          events.add("durable " + sequence);
        }

        @Override
        public void failed(LogFailedException cause) {
          events.add("failed");
        }
      };

  private GroupLog log;
  private LogAppender appender;
  private LogSyncer syncer;

  @BeforeEach
  void open() throws IOException {
    log = GroupLog.open(disk, LogImage.OPTIONS, 0, (s, e, w, a, n) -> {}, listener);
    log.openEpoch(1);
    appender = log.appender();
    syncer = log.newSyncer(0);
  }

  @AfterEach
  void close() throws IOException {
    appender.close();
    log.close();
  }

  @Test
  void alwaysSyncsOnceForAllThatWait() throws IOException {
    log.setSyncPolicy(SyncPolicy.ALWAYS);
    append(3);
    long syncs = countSyncs(() -> syncer.step(0));
    assertThat(events).containsExactly("written 696", "durable 696");
    assertThat(syncs).as("the segment and the directory that got its name").isEqualTo(2);
    log.prepareSegment();
    append(2);
    assertThat(countSyncs(() -> syncer.step(0))).isEqualTo(1);
    assertThat(countSyncs(() -> syncer.step(0))).isZero();
  }

  @Test
  void alwaysLeavesTheWriteToTheSyncer() throws IOException {
    log.setSyncPolicy(SyncPolicy.ALWAYS);
    append(1);
    log.endBatch();
    assertThat(events).isEmpty();
  }

  @Test
  void everysecSyncsOnceASecond() throws IOException {
    log.setSyncPolicy(SyncPolicy.EVERYSEC);
    append(1);
    log.endBatch();
    assertThat(events).containsExactly("written 232");
    assertThat(syncer.step(ms(400))).isEqualTo(ms(600));
    assertThat(log.durableSequence()).isZero();
    assertThat(syncer.step(ms(1000))).isEqualTo(ms(1000));
    assertThat(events).containsExactly("written 232", "durable 232");
    append(1);
    syncer.step(ms(1999));
    assertThat(log.durableSequence()).isEqualTo(232);
    syncer.step(ms(2000));
    assertThat(log.durableSequence()).isEqualTo(464);
  }

  @Test
  void noSyncsWhenASegmentIsFull() throws IOException {
    log.setSyncPolicy(SyncPolicy.NO);
    append(LogImage.SEGMENT_FRAMES);
    syncer.step(ms(5000));
    assertThat(log.durableSequence()).isZero();
    append(1);
    syncer.step(ms(6000));
    assertThat(log.durableSequence()).isEqualTo(17L * 232);
    assertThat(log.writtenSequence()).isEqualTo(18L * 232);
  }

  @Test
  void policyChangesWhileTheLogRuns() throws IOException {
    log.setSyncPolicy(SyncPolicy.NO);
    append(1);
    syncer.step(0);
    log.setSyncPolicy(SyncPolicy.ALWAYS);
    assertThat(log.syncPolicy()).isEqualTo(SyncPolicy.ALWAYS);
    syncer.step(0);
    assertThat(log.durableSequence()).isEqualTo(232);
  }

  @Test
  void failedSyncIsFinal() throws IOException {
    log.setSyncPolicy(SyncPolicy.ALWAYS);
    append(1);
    log.write();
    log.prepareSegment();
    disk.failAt(disk.calls(), SimFault.EIO);
    assertThatThrownBy(() -> syncer.step(0))
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining(SegmentName.of(0))
        .hasMessageContaining("sync failed")
        .hasMessageContaining("EIO");
    long calls = disk.calls();
    append(5);
    assertThatThrownBy(() -> syncer.step(ms(9000))).isInstanceOf(LogFailedException.class);
    assertThatThrownBy(() -> log.write()).isInstanceOf(LogFailedException.class);
    assertThatThrownBy(() -> log.endBatch()).isInstanceOf(LogFailedException.class);
    assertThatThrownBy(() -> log.openEpoch(2)).isInstanceOf(LogFailedException.class);
    assertThat(log.hasRoom(32)).isFalse();
    assertThat(log.failure()).isNotNull();
    assertThat(events).containsExactly("written 232", "failed");
    assertThat(disk.calls()).isEqualTo(calls);
  }

  @Test
  void failedLogLeavesNoMarkOfACleanStop() throws IOException {
    log.setSyncPolicy(SyncPolicy.ALWAYS);
    append(1);
    disk.failAt(disk.calls(), SimFault.EIO);
    assertThatThrownBy(() -> log.write())
        .isInstanceOf(LogFailedException.class)
        .hasMessageContaining("write failed");
    log.close();
    assertThat(disk.list()).doesNotContain(LogFiles.CLEAN_STOP);
  }

  private void append(int frames) {
    for (int i = 0; i < frames; i++) {
      LogImage.append(log, appender, i);
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private long countSyncs(Action action) throws IOException {
    List<String> calls = new ArrayList<>();
    disk.onCall((operation, name) -> calls.add(operation));
    action.run();
    disk.onCall((operation, name) -> {});
    return calls.stream().filter(call -> call.startsWith("sync")).count();
  }

  private static long ms(long ms) {
    return TimeUnit.MILLISECONDS.toNanos(ms);
  }
}
