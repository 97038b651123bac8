package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameBuffer;
import io.trivet.storage.frame.FrameDescriptor;
import io.trivet.storage.frame.FrameFault;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  /// The reader keeps to the oldest bytes of the ring, those that the producer overwrites next.
  @Test
  @Timeout(60)
  void readerThatIsOvertakenNeverSeesAMixture() throws Exception {
    int ringBytes = 1 << 16;
    SimDisk other = new SimDisk(new SplittableRandom(1));
    LogOptions options =
        LogOptions.defaults()
            .withRingBytes(ringBytes)
            .withSegmentBytes(1 << 20)
            .withRetainedBytes(0)
            .withSyncPolicy(SyncPolicy.NO);
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicLong needed = new AtomicLong();
    try (GroupLog racing = GroupLog.open(other, options, 0, (s, e, w, a, n) -> {}, LogImage.DEAF);
        LogAppender producer = racing.appender();
        LogReader reader = racing.reader(0, ringBytes);
        FrameBuffer check = new FrameBuffer(ringBytes)) {
      racing.openEpoch(1);
      Thread thread = Thread.ofPlatform().start(() -> produce(racing, producer, needed, isOver));
      for (int round = 0; round < 400; round++) {
        while (racing.appendedSequence() - reader.position() < ringBytes - 2000) {
          Thread.onSpinWait();
        }
        long from = reader.position();
        int bytes = reader.read(Long.MAX_VALUE);
        Native.copy(reader.address(), check.address(), bytes);
        for (int at = 0; at < bytes; at += FrameDescriptor.length(check.address() + at)) {
          assertThat(check.checkHeader(at, from + at, bytes - at)).isEqualTo(FrameFault.NONE);
          assertThat(check.checkBody(at)).isEqualTo(FrameFault.NONE);
        }
        needed.set(reader.position());
      }
      isOver.set(true);
      thread.join();
    }
  }

  private static void produce(
      GroupLog log, LogAppender appender, AtomicLong needed, AtomicBoolean isOver) {
    byte[] payload = new byte[100];
    try {
      for (int i = 0; !isOver.get(); i++) {
        payload[i % 100]++;
        appender.begin(100).putBytes(payload, 0, 100);
        appender.append(1, i);
        if (i % 16 == 0) {
          log.prepareSegment();
          log.write();
        }
        if (i % 4096 == 0) {
          log.sync();
          log.pruneBefore(needed.get());
        }
      }
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
