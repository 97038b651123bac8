package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameDescriptor;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reading from wherever the frames are: the ring, round the ring, or the segments.
class LogReaderTest {

  private static final int FRAME = LogImage.FRAME_BYTES;

  private final SimDisk disk = new SimDisk(new SplittableRandom(1));
  private GroupLog log;
  private LogAppender appender;

  @BeforeEach
  void open() throws IOException {
    log = GroupLog.open(disk, LogImage.OPTIONS, 0, (s, e, w, a, n) -> {}, LogImage.DEAF);
    log.openEpoch(1);
    appender = log.appender();
  }

  @AfterEach
  void close() throws IOException {
    appender.close();
    log.close();
  }

  @Test
  void framesAreReadFromTheRingBeforeTheyAreWritten() throws IOException {
    append(5);
    try (LogReader reader = log.reader(0, 1 << 12)) {
      assertThat(reader.read(Long.MAX_VALUE)).isEqualTo(5 * FRAME);
      assertThat(reader.position()).isEqualTo(5L * FRAME);
      assertThat(FrameDescriptor.start(reader.address() + 4 * FRAME)).isEqualTo(4L * FRAME);
      assertThat(reader.read(Long.MAX_VALUE)).isZero();
      append(1);
      assertThat(reader.read(Long.MAX_VALUE)).isEqualTo(FRAME);
    }
    assertThat(log.writtenSequence()).isZero();
  }

  @Test
  void limitHoldsFramesBack() throws IOException {
    append(5);
    try (LogReader reader = log.reader(FRAME, 1 << 12)) {
      assertThat(reader.read(FRAME)).isZero();
      assertThat(reader.read(3L * FRAME - 1)).isEqualTo(FRAME);
      assertThat(reader.read(3L * FRAME)).isEqualTo(FRAME);
    }
  }

  @Test
  void bufferTakesSeveralFramesOrGrowsForOne() throws IOException {
    append(5);
    try (LogReader reader = log.reader(0, 2 * FRAME + 5);
        LogReader small = log.reader(0, 1)) {
      assertThat(reader.read(Long.MAX_VALUE)).isEqualTo(2 * FRAME);
      assertThat(small.read(Long.MAX_VALUE)).isEqualTo(FRAME);
      assertThat(small.read(Long.MAX_VALUE)).isEqualTo(FRAME);
    }
  }

  @Test
  void whatIsAtHandIsReadWithoutTheDisk() throws IOException {
    appendAndWrite(100);
    try (LogReader reader = log.reader(0, 2 * FRAME)) {
      assertThat(reader.readAtHand(Long.MAX_VALUE)).isEqualTo(LogReader.NOT_AT_HAND);
      assertThat(reader.read(FRAME)).isEqualTo(FRAME);
      while (reader.readAtHand(Long.MAX_VALUE) == LogReader.NOT_AT_HAND) {
        assertThat(reader.read(Long.MAX_VALUE)).isPositive();
      }
      disk.onCall((operation, name) -> {
        throw new AssertionError(operation + " of " + name);
      });
      while (reader.readAtHand(Long.MAX_VALUE) > 0) {
        assertThat(reader.position()).isGreaterThan(90L * FRAME / 2);
      }
      assertThat(reader.position()).isEqualTo(100L * FRAME);
    }
    disk.onCall((operation, name) -> {});
  }

  @Test
  void frameThatIsLargerThanTheBufferIsNotAtHand() throws IOException {
    append(1);
    try (LogReader reader = log.reader(0, FRAME - 1)) {
      assertThat(reader.readAtHand(Long.MAX_VALUE)).isEqualTo(LogReader.NOT_AT_HAND);
      assertThat(reader.read(Long.MAX_VALUE)).isEqualTo(FRAME);
      assertThat(reader.readAtHand(Long.MAX_VALUE)).isZero();
    }
  }

  @Test
  void olderFramesComeFromTheSegments() throws IOException {
    appendAndWrite(100);
    try (LogReader reader = log.reader(0, 1 << 12)) {
      assertThat(readAll(reader)).isEqualTo(100);
      appendAndWrite(60);
      assertThat(readAll(reader)).isEqualTo(60);
    }
  }

  @Test
  void growingSegmentIsReadOnWhereItEnded() throws IOException {
    appendAndWrite(40);
    try (LogReader slow = log.reader(0, FRAME)) {
      for (int i = 0; i < 39; i++) {
        assertThat(slow.read(Long.MAX_VALUE)).isEqualTo(FRAME);
        appendAndWrite(1);
      }
      assertThat(readAll(slow)).isEqualTo(40);
    }
  }

  @Test
  void framesThatWentRoundTheRingAreReadBeforeAndAfterTheyAreWritten() throws IOException {
    append(2);
    appender.begin(0).putBytes(new byte[5000], 0, 5000);
    appender.append(1, 0);
    append(2);
    try (LogReader early = log.reader(0, 1 << 10);
        LogReader late = log.reader(0, 1 << 10)) {
      long end = 4L * FRAME + 5032;
      // What lies in the ring before a frame that went round it is read once it is written.
      assertThat(early.read(Long.MAX_VALUE)).isZero();
      settle();
      while (early.position() < end) {
        assertThat(early.read(Long.MAX_VALUE)).isPositive();
      }
      while (late.position() < end) {
        assertThat(late.read(Long.MAX_VALUE)).isPositive();
      }
      assertThat(early.read(Long.MAX_VALUE)).isZero();
    }
    appender.begin(0).putBytes(new byte[6000], 0, 6000);
    long sequence = appender.append(1, 0);
    try (LogReader reader = log.reader(sequence - 6032, 1 << 10)) {
      assertThat(reader.read(Long.MAX_VALUE)).as("still in its own memory").isEqualTo(6032);
    }
  }

  @Test
  void prunedFramesAreSaidToBeGone() throws IOException {
    appendAndWrite(100);
    log.pruneBefore(50L * FRAME);
    assertThat(log.firstSequence()).isEqualTo(34L * FRAME);
    try (LogReader reader = log.reader(0, 1 << 12);
        LogReader first = log.reader(log.firstSequence(), 1 << 12)) {
      assertThatThrownBy(() -> reader.read(Long.MAX_VALUE))
          .isInstanceOf(PrunedException.class)
          .hasMessage("sequence 0 is pruned: the log begins at 7888");
      assertThat(readAll(first)).isEqualTo(66);
    }
    log.pruneBefore(Long.MAX_VALUE);
    assertThat(log.firstSequence()).as("the newest segment stays").isEqualTo(85L * FRAME);
  }

  @Test
  void damageIsReportedNotSkipped() throws IOException {
    appendAndWrite(100);
    disk.rot(LogImage.segment(20), LogImage.offset(20) + 99, 1);
    try (LogReader reader = log.reader(19L * FRAME, 1 << 12)) {
      assertThat(reader.read(Long.MAX_VALUE)).isEqualTo(FRAME);
      assertThatThrownBy(() -> reader.read(Long.MAX_VALUE))
          .isInstanceOf(CorruptFrameException.class)
          .hasMessageContaining("sequence " + 20 * FRAME);
    }
  }

  /// The frames divide the ring, so that what overtakes the reader looks like what it wants.
  @Test
  void readerThatIsOvertakenWhileItCopiesTurnsToTheSegments() throws IOException {
    int frameBytes = 256;
    for (int i = 0; i < 20; i++) {
      appendAligned(frameBytes);
    }
    int[] calls = {0};
    Runnable overtake =
        () -> {
          for (int i = 0; calls[0] == 0 && i < LogImage.OPTIONS.ringBytes() / frameBytes; i++) {
            appendAligned(frameBytes);
          }
          calls[0]++;
        };
    try (LogReader reader = new LogReader(log, 0, 3 * frameBytes, overtake)) {
      assertThat(reader.read(Long.MAX_VALUE)).isEqualTo(3 * frameBytes);
      for (int frame = 0; frame < 3; frame++) {
        long at = reader.address() + frame * (long) frameBytes;
        assertThat(FrameDescriptor.start(at)).isEqualTo(frame * (long) frameBytes);
      }
    }
    assertThat(calls[0]).as("the ring was tried").isEqualTo(1);
  }

  private void appendAligned(int frameBytes) {
    int payloadBytes = frameBytes - FrameDescriptor.HEADER_BYTES;
    appender.begin(payloadBytes).putBytes(new byte[payloadBytes], 0, payloadBytes);
    appender.append(1, 0);
    try {
      log.flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int readAll(LogReader reader) throws IOException {
    int frames = 0;
    for (int bytes = reader.read(Long.MAX_VALUE); bytes > 0; ) {
      frames += bytes / FRAME;
      bytes = reader.read(Long.MAX_VALUE);
    }
    return frames;
  }

  private void append(int frames) {
    for (int i = 0; i < frames; i++) {
      LogImage.append(log, appender, i);
    }
  }

  private void appendAndWrite(int frames) throws IOException {
    for (int i = 0; i < frames; i++) {
      append(1);
      settle();
    }
  }

  private void settle() throws IOException {
    log.flush();
  }
}
