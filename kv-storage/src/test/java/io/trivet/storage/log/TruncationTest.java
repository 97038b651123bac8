package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.DiskFullException;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A log whose newest frames are cut off: what is left, what is kept beside it, how it goes on.
class TruncationTest {

  private static final int FRAME = LogImage.FRAME_BYTES;

  private final SimDisk disk = new SimDisk(new SplittableRandom(1));
  private GroupLog log;
  private LogAppender appender;

  /// 60 frames in four segments: epoch 1 from 0 on, epoch 4 from 30 on, epoch 6 from 50 on.
  @BeforeEach
  void fill() throws IOException {
    log = open();
    appender = log.appender();
    log.openEpoch(1);
    append(0, 30);
    log.openEpoch(4);
    append(30, 50);
    log.openEpoch(6);
    append(50, 60);
    log.flush();
  }

  @AfterEach
  void close() throws IOException {
    appender.close();
    log.close();
  }

  @Test
  void theLogEndsAtTheCutAndTheRestIsInAFile() throws IOException {
    byte[] cut = bytes(40);
    assertThat(log.truncateAfter(40L * FRAME)).isEqualTo("diverged-4.wal");
    assertThat(log.appendedSequence()).isEqualTo(40L * FRAME);
    assertThat(log.publishedSequence()).isEqualTo(40L * FRAME);
    assertThat(log.writtenSequence()).isEqualTo(40L * FRAME);
    assertThat(log.durableSequence()).isEqualTo(40L * FRAME);
    assertThat(log.epochs().entries())
        .containsExactly(new EpochTable.Entry(1, 0), new EpochTable.Entry(4, 30L * FRAME));
    byte[] kept = disk.bytes("diverged-4.wal");
    assertThat(Arrays.copyOfRange(kept, 4096, kept.length)).isEqualTo(cut);
    disk.losePower();
    assertThat(restart()).isEqualTo(upTo(40));
    assertThat(disk.list()).contains("diverged-4.wal").doesNotContain(LogFiles.TRUNCATION);
  }

  @Test
  void framesAreKeptAsideAndTheLogStaysAsItIs() throws IOException {
    byte[] behind = bytes(40);
    assertThat(log.exportAfter(40L * FRAME)).isEqualTo("diverged-4.wal");
    assertThat(log.appendedSequence()).isEqualTo(60L * FRAME);
    byte[] kept = disk.bytes("diverged-4.wal");
    assertThat(Arrays.copyOfRange(kept, 4096, kept.length)).isEqualTo(behind);
    assertThat(log.exportAfter(60L * FRAME)).isNull();
    disk.losePower();
    assertThat(restart()).isEqualTo(upTo(60));
    assertThat(disk.list()).contains("diverged-4.wal");
  }

  @Test
  void framesThatWereNotEvenWrittenAreCutAndKept() throws IOException {
    log.openEpoch(7);
    append(60, 64);
    assertThat(log.writtenSequence()).isLessThan(log.appendedSequence());
    log.truncateAfter(60L * FRAME);
    assertThat(disk.bytes("diverged-7.wal")).hasSize(4096 + 4 * FRAME);
    assertThat(restart()).isEqualTo(upTo(60));
  }

  @Test
  void anotherCutInTheSameEpochGetsAnotherFile() throws IOException {
    assertThat(log.truncateAfter(45L * FRAME)).isEqualTo("diverged-4.wal");
    assertThat(log.truncateAfter(40L * FRAME)).isEqualTo("diverged-4-1.wal");
    assertThat(log.truncateAfter(35L * FRAME)).isEqualTo("diverged-4-2.wal");
    assertThat(disk.bytes("diverged-4-1.wal")).hasSize(4096 + 5 * FRAME);
  }

  @Test
  void everythingCanBeCut() throws IOException {
    assertThat(log.truncateAfter(0)).isEqualTo("diverged-1.wal");
    assertThat(disk.bytes("diverged-1.wal")).hasSize(4096 + 60 * FRAME);
    assertThat(log.epochs()).isEqualTo(EpochTable.empty());
    assertThat(restart()).isEmpty();
    log.openEpoch(9);
    append(0, 3);
    log.flush();
    assertThat(restart()).isEqualTo(upTo(3));
  }

  @Test
  void aCutWhereTheOldestSegmentBeginsLeavesTheLogThere() throws IOException {
    long first = 2L * LogImage.SEGMENT_FRAMES * FRAME;
    log.pruneBefore(first);
    assertThat(log.firstSequence()).isEqualTo(first);
    log.truncateAfter(first);
    appender.close();
    log.close();
    log = GroupLog.open(disk, LogImage.OPTIONS, first, (s, e, w, a, n) -> {}, LogImage.DEAF);
    appender = log.appender();
    assertThat(log.appendedSequence()).isEqualTo(first);
    assertThat(log.firstSequence()).isEqualTo(first);
  }

  @Test
  void nothingIsCutAtTheEndButAnEpochWithoutFrames() throws IOException {
    log.openEpoch(8);
    assertThat(log.truncateAfter(60L * FRAME)).isNull();
    assertThat(log.lastEpoch()).isEqualTo(6);
    assertThat(disk.list()).noneMatch(name -> name.startsWith("diverged"));
    assertThat(restart()).isEqualTo(upTo(60));
    assertThat(log.lastEpoch()).isEqualTo(6);
  }

  @Test
  void aPlaceThatIsNoEndOfAFrameIsRefused() throws IOException {
    assertThatThrownBy(() -> log.truncateAfter(40L * FRAME + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in the middle of the frame that ends at " + 41 * FRAME);
    assertThatThrownBy(() -> log.truncateAfter(61L * FRAME))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("behind the end");
    log.pruneBefore(30L * FRAME);
    assertThatThrownBy(() -> log.truncateAfter(3L * FRAME)).isInstanceOf(PrunedException.class);
    assertThat(restartPruned()).isEqualTo(60L * FRAME);
  }

  @Test
  void damageBehindTheCutIsKeptAsItIsAndDamageBeforeItRefused() throws IOException {
    disk.rot(LogImage.segment(55), LogImage.offset(55) + 40, 1);
    disk.rot(LogImage.segment(36), LogImage.offset(36) + 40, 1);
    assertThatThrownBy(() -> log.truncateAfter(40L * FRAME))
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("offset " + LogImage.offset(36));
    disk.rot(LogImage.segment(36), LogImage.offset(36) + 40, 1);
    log.truncateAfter(40L * FRAME);
    assertThat(restart()).isEqualTo(upTo(40));
  }

  @Test
  void aFollowingGoesOnAtTheCut() throws IOException {
    try (GroupLog primary = primaryWithCut(40, 55)) {
      log.truncateAfter(40L * FRAME);
      try (LogReceiver receiver = log.receiver();
          LogReader early = log.reader(10L * FRAME, 1 << 12);
          Relay relay = new Relay(primary, log, receiver, 1 << 10)) {
        relay.run();
        assertThat(numbers(early))
            .isEqualTo(IntStream.range(10, 55).map(this::after40).boxed().toList());
      }
    }
    log.flush();
    disk.losePower();
    assertThat(restart()).isEqualTo(IntStream.range(0, 55).map(this::after40).boxed().toList());
  }

  @Test
  void aReignGoesOnAtTheCut() throws IOException {
    log.truncateAfter(35L * FRAME);
    log.openEpoch(5); // lower than the epochs that were cut: the quorum gave it to somebody else
    append(35, 37);
    log.flush();
    assertThat(restart()).isEqualTo(upTo(37));
  }

  @Test
  void aCutLogTakesNothingBeforeAnEpochBegins() throws IOException {
    log.truncateAfter(35L * FRAME);
    assertThatThrownBy(() -> append(35, 36)).hasMessageContaining("another epoch");
    assertThat(restart()).isEqualTo(upTo(35));
  }

  @Test
  void theRingAnswersForNothingThatTheCutFramesOverwrote() throws IOException {
    // Frames 25 to 59 are in the ring; a ring that only went back to 40 would offer 5 to 40.
    log.truncateAfter(40L * FRAME);
    try (LogReader reader = log.reader(5L * FRAME, 1 << 12)) {
      assertThat(numbers(reader)).isEqualTo(IntStream.range(5, 40).boxed().toList());
      log.openEpoch(9);
      append(40, 50); // not written: from the ring
      assertThat(numbers(reader)).isEqualTo(IntStream.range(40, 50).boxed().toList());
    }
  }

  @Test
  void aReaderAtTheCutGoesOnAndOneBehindItFails() throws IOException {
    long boundary = 3L * LogImage.SEGMENT_FRAMES * FRAME; // where a segment begins
    try (LogReader at = log.reader(boundary - FRAME, 1 << 12);
        LogReader behind = log.reader(0, 1 << 12)) {
      at.read(boundary);
      assertThat(at.read(boundary + 1)).isZero();
      numbers(behind);
      log.truncateAfter(boundary);
      log.openEpoch(9);
      append(70, 75);
      log.flush();
      assertThat(numbers(at)).containsExactly(70, 71, 72, 73, 74);
      assertThatThrownBy(() -> behind.read(Long.MAX_VALUE)).hasMessageContaining("behind a cut");
    }
  }

  @Test
  void aFullDiskLeavesTheLogAsItWasAndTheCutCanBeDoneAgain() throws IOException {
    disk.limitTo(disk.usedBytes() + 5000);
    assertThatThrownBy(() -> log.truncateAfter(20L * FRAME)).isInstanceOf(DiskFullException.class);
    assertThat(log.failure()).isNull();
    assertThat(log.appendedSequence()).isEqualTo(60L * FRAME);
    assertThat(disk.list()).noneMatch(name -> name.startsWith("diverged"));
    disk.limitTo(Long.MAX_VALUE);
    assertThat(log.truncateAfter(20L * FRAME)).isEqualTo("diverged-1.wal");
  }

  @Test
  void theThreadsOfTheLogDoNotMindACut() throws IOException {
    log.start(Thread.ofPlatform().daemon().factory(), System::nanoTime);
    for (int epoch = 10; epoch < 40; epoch++) {
      log.setSyncPolicy(SyncPolicy.values()[epoch % 3]);
      log.openEpoch(epoch);
      append(60, 75);
      log.endBatch();
      log.truncateAfter((50L + epoch % 7) * FRAME);
      log.openEpoch(epoch + 100);
      append(50 + epoch % 7, 60);
      log.flush();
      log.truncateAfter(60L * FRAME); // nothing
      log.truncateAfter(50L * FRAME);
      log.openEpoch(epoch);
      append(50, 60);
    }
    log.flush();
    assertThat(log.failure()).isNull();
    assertThat(restart()).isEqualTo(upTo(60));
  }

  private int after40(int frame) {
    return frame < 40 ? frame : frame + 60;
  }

  /// A log with the same frames up to `cut`, and then up to `end` others of epoch 9, numbered on
  /// from 100.
  private GroupLog primaryWithCut(int cut, int end) throws IOException {
    GroupLog primary =
        GroupLog.open(
            new SimDisk(new SplittableRandom(2)),
            LogImage.OPTIONS,
            0,
            (s, e, w, a, n) -> {},
            LogImage.DEAF);
    try (LogReceiver receiver = primary.receiver();
        Relay relay = new Relay(log, primary, receiver, FRAME)) {
      while (receiver.position() < (long) cut * FRAME) {
        relay.step();
        primary.flush();
      }
    }
    primary.openEpoch(9);
    try (LogAppender other = primary.appender()) {
      for (int i = cut; i < end; i++) {
        LogImage.append(primary, other, 60 + i);
      }
    }
    return primary;
  }

  private void append(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      LogImage.append(log, appender, i);
      if (i % 8 == 0) {
        log.flush();
      }
    }
  }

  private byte[] bytes(int fromFrame) throws IOException {
    try (LogReader reader = log.reader((long) fromFrame * FRAME, 1 << 20)) {
      byte[] bytes = new byte[(int) (log.appendedSequence() - reader.position())];
      for (int at = 0; at < bytes.length; ) {
        int more = reader.read(Long.MAX_VALUE);
        Native.copyOut(reader.address(), bytes, at, more);
        at += more;
      }
      return bytes;
    }
  }

  private static List<Integer> numbers(LogReader reader) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    int bytes = reader.read(Long.MAX_VALUE);
    while (bytes > 0) {
      for (int at = 0; at < bytes; at += FRAME) {
        numbers.add((int) Native.getByte(reader.address() + at + FrameDescriptor.HEADER_BYTES));
      }
      bytes = reader.read(Long.MAX_VALUE);
    }
    return numbers;
  }

  private List<Integer> restart() throws IOException {
    appender.close();
    log.abandon();
    disk.crashProcess();
    List<Integer> numbers = new ArrayList<>();
    log =
        GroupLog.open(
            disk,
            LogImage.OPTIONS,
            0,
            (s, e, w, address, n) -> numbers.add((int) Native.getByte(address)),
            LogImage.DEAF);
    appender = log.appender();
    return numbers;
  }

  private long restartPruned() throws IOException {
    appender.close();
    long first = log.firstSequence();
    log.close();
    log = GroupLog.open(disk, LogImage.OPTIONS, first, (s, e, w, a, n) -> {}, LogImage.DEAF);
    appender = log.appender();
    return log.appendedSequence();
  }

  private GroupLog open() throws IOException {
    return GroupLog.open(disk, LogImage.OPTIONS, 0, (s, e, w, a, n) -> {}, LogImage.DEAF);
  }

  private static List<Integer> upTo(int frames) {
    return IntStream.range(0, frames).boxed().toList();
  }
}
