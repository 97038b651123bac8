package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is pinned is not pruned, within its bound (I36, H32).
class LogPinTest {

  private static final int FRAMES = 10 * LogImage.SEGMENT_FRAMES;
  private static final long SEGMENT_BYTES = (long) LogImage.SEGMENT_FRAMES * LogImage.FRAME_BYTES;

  private final LogImage image = new LogImage();
  private GroupLog log;

  @BeforeEach
  void fill() throws IOException {
    log = open();
    log.openEpoch(1);
    try (LogAppender appender = log.appender()) {
      for (int i = 0; i < FRAMES; i++) {
        LogImage.append(log, appender, i);
        log.flush();
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  @Test
  void nothingBehindAPinIsPruned() throws IOException {
    LogPin pin = log.pin(3 * SEGMENT_BYTES, Long.MAX_VALUE);
    log.pruneBefore(log.durableSequence());
    assertThat(log.firstSequence()).isEqualTo(3 * SEGMENT_BYTES);
    try (LogReader reader = log.reader(pin.sequence(), 1 << 12)) {
      assertThat(reader.read(Long.MAX_VALUE)).isPositive();
    }
    assertThat(pin.isExpired()).isFalse();
  }

  @Test
  void theLowestPinCounts() throws IOException {
    log.pin(5 * SEGMENT_BYTES, Long.MAX_VALUE);
    LogPin low = log.pin(2 * SEGMENT_BYTES, Long.MAX_VALUE);
    log.pruneBefore(log.durableSequence());
    assertThat(log.firstSequence()).isEqualTo(2 * SEGMENT_BYTES);
    low.close();
    log.pruneBefore(log.durableSequence());
    assertThat(log.firstSequence()).isEqualTo(5 * SEGMENT_BYTES);
  }

  @Test
  void aPinThatMovesGivesUpWhatIsBelow() throws IOException {
    LogPin pin = log.pin(2 * SEGMENT_BYTES, Long.MAX_VALUE);
    pin.moveTo(4 * SEGMENT_BYTES);
    pin.moveTo(SEGMENT_BYTES);
    log.pruneBefore(log.durableSequence());
    assertThat(log.firstSequence()).isEqualTo(4 * SEGMENT_BYTES);
  }

  @Test
  void aPinExpiresWhenItWouldKeepMoreThanItMay() throws IOException {
    LogPin pin = log.pin(SEGMENT_BYTES, 6 * SEGMENT_BYTES);
    log.pruneBefore(log.durableSequence());
    assertThat(pin.isExpired()).isTrue();
    assertThat(log.firstSequence()).isGreaterThan(6 * SEGMENT_BYTES);
  }

  @Test
  void whatIsPrunedCannotBePinned() throws IOException {
    log.pruneBefore(5 * SEGMENT_BYTES);
    assertThatThrownBy(() -> log.pin(4 * SEGMENT_BYTES, Long.MAX_VALUE))
        .isInstanceOf(PrunedException.class);
  }

  private GroupLog open() throws IOException {
    return GroupLog.open(
        image.disk,
        LogImage.OPTIONS,
        0,
        (sequence, epoch, wallTimeMs, address, bytes) -> {},
        LogImage.DEAF);
  }
}
