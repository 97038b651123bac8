package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.DiskFullException;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What happens at the bounds: a full ring, a full disk, a disk that hangs (I36).
@Timeout(60)
class LogRoomTest {

  private static final LogOptions OPTIONS =
      LogOptions.defaults()
          .withRingBytes(1 << 12)
          .withSegmentBytes(1 << 13)
          .withBypassBytes(10_000)
          .withSyncPolicy(SyncPolicy.NO);

  private final SimDisk disk = new SimDisk(new SplittableRandom(1));
  private int roomsTold;
  private GroupLog log;
  private LogAppender appender;
  private LogSyncer syncer;

  @BeforeEach
  void open() throws IOException {
    LogListener listener =
        new LogListener() {
          @Override
          public void roomAvailable() {
            roomsTold++;
          }
        };
    log = GroupLog.open(disk, OPTIONS, 0, (s, e, w, a, n) -> {}, listener);
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
  void fullRingSaysNoAndTellsWhenThereIsRoomAgain() throws IOException {
    assertThat(log.hasRoom(1000)).isTrue();
    fillRing();
    assertThat(roomsTold).isZero();
    assertThat(log.hasRoom(1000)).isFalse();
    log.write();
    assertThat(roomsTold).isEqualTo(1);
    assertThat(log.hasRoom(1000)).isTrue();
    log.write();
    assertThat(roomsTold).as("told once").isEqualTo(1);
  }

  @Test
  void appendWithoutRoomStillSucceeds() throws IOException {
    fillRing();
    for (int i = 0; i < 10; i++) {
      append(500);
    }
    settle();
    assertThat(log.durableSequence()).isEqualTo(log.appendedSequence());
  }

  @Test
  void frameLargerThanTheRingGoesRoundIt() throws IOException {
    assertThat(log.hasRoom(9000)).isTrue();
    append(9000);
    assertThat(log.hasRoom(100)).as("the ring waits behind the large frame").isFalse();
    append(100);
    settle();
    assertThat(roomsTold).isEqualTo(1);
    assertThat(disk.list()).contains(SegmentName.of(0), SegmentName.of(9032));
    assertThat(disk.bytes(SegmentName.of(0))).hasSize(4096 + 9032);
  }

  @Test
  void frameBeyondTheBypassBoundIsTakenAlone() throws IOException {
    assertThat(log.hasRoom(20_000)).isTrue();
    append(20_000);
    assertThat(log.hasRoom(20_000)).isFalse();
    settle();
    assertThat(log.hasRoom(20_000)).isTrue();
  }

  @Test
  void fullDiskRefusesBeforeAnythingIsExecutedAndRecovers() throws IOException {
    disk.limitTo(disk.bytes(LogFiles.EPOCHS).length + 2 * 8192);
    append(500);
    log.write(); // takes the spare
    syncer.step(0); // finds no space for the next but one
    append(500);
    settleUntilStuck();
    assertThat(log.isDiskFull()).isFalse();
    for (int i = 0; i < 20 && !log.isDiskFull(); i++) {
      append(900);
      syncer.step(0);
    }
    assertThat(log.isDiskFull()).isTrue();
    assertThat(log.hasRoom(32)).isFalse();
    assertThat(log.failure()).as("a full disk is no failure").isNull();
    disk.limitTo(1 << 20);
    syncer.step(0);
    assertThat(roomsTold).isEqualTo(1);
    assertThat(log.isDiskFull()).isFalse();
    assertThat(log.hasRoom(32)).isTrue();
    settle();
  }

  @Test
  void closingOnAFullDiskSaysThatBytesAreNotStored() throws IOException {
    disk.limitTo(disk.usedBytes());
    for (int i = 0; i < 10; i++) {
      append(900);
    }
    assertThatThrownBy(log::close).isInstanceOf(DiskFullException.class);
    disk.limitTo(1 << 20);
    long written = log.writtenSequence();
    log = GroupLog.open(disk, OPTIONS, 0, (s, e, w, a, n) -> {}, LogImage.DEAF);
    assertThat(log.appendedSequence()).isEqualTo(written);
    assertThat(log.recovery().wasCleanStop()).isFalse();
  }

  @Test
  void hangingDiskBlocksNoProducer() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    disk.onCall((operation, name) -> {
      if (operation.equals("write")) {
        hangs.countDown();
        awaitQuietly(released);
      }
    });
    append(100);
    Thread writer = Thread.ofPlatform().start(this::writeQuietly);
    assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
    int appended = 0;
    while (log.hasRoom(132)) {
      append(100);
      log.write(); // somebody else is at it: returns at once
      appended++;
    }
    assertThat(appended).isGreaterThan(20);
    assertThat(log.writtenSequence()).isZero();
    released.countDown();
    writer.join();
    assertThat(log.writtenSequence())
        .as("the writer looked again")
        .isEqualTo(132L * (appended + 1));
  }

  @Test
  void closingGivesAllNativeMemoryBack() throws IOException {
    appender.close();
    log.close();
    long before = Native.allocatedBytes();
    log = GroupLog.open(disk, OPTIONS, 0, (s, e, w, a, n) -> {}, LogImage.DEAF);
    log.openEpoch(2);
    try (LogAppender other = log.appender();
        LogReader reader = log.reader(0, 1 << 12)) {
      other.begin(0).putBytes(new byte[3_000_000], 0, 3_000_000);
      other.append(2, 0);
      assertThat(Native.allocatedBytes()).isGreaterThan(before + 3_000_000);
      log.flush();
      assertThat(reader.read(Long.MAX_VALUE)).isEqualTo(3_000_032);
      other.begin(0).putBytes(new byte[3_000_000], 0, 3_000_000);
      other.append(2, 0);
    }
    log.close();
    assertThat(Native.allocatedBytes()).isEqualTo(before);
    log = GroupLog.open(disk, OPTIONS, 0, (s, e, w, a, n) -> {}, LogImage.DEAF);
  }

  private void fillRing() {
    while (log.hasRoom(532)) {
      append(500);
    }
  }

  private void append(int payloadBytes) {
    appender.begin(payloadBytes).putBytes(new byte[payloadBytes], 0, payloadBytes);
    appender.append(1, 0);
  }

  private void settle() throws IOException {
    log.flush();
  }

  private void settleUntilStuck() throws IOException {
    log.write();
    log.sync();
  }

  private void writeQuietly() {
    try {
      log.write();
    } catch (LogFailedException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("nobody released the disk");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
