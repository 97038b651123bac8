package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// What a start does with bytes that are not what was written: cut what never was promised, refuse
/// where something promised is gone (I17, I35, H17).
class LogDamageTest {

  private static final LogOptions FORCED = LogImage.OPTIONS.withForceTruncate(true);

  @Test
  void tornLastFrameIsCut() throws IOException {
    LogImage image = LogImage.killed(10, 1);
    tear(image, 9, 100);
    LogImage.Found found = image.start();
    assertThat(found.frames()).isEqualTo(upTo(9));
    assertThat(found.report().wasCleanStop()).isFalse();
    assertThat(found.report().cutBytes()).isPositive();
    assertThat(found.report().lostFiles()).isEmpty();
  }

  @Test
  void nothingStaleFollowsAfterACut() throws IOException {
    LogImage image = LogImage.killed(10, 5);
    image.disk.rot(LogImage.segment(5), LogImage.offset(5) + 40, 1);
    assertThat(image.start().frames()).isEqualTo(upTo(5));
    byte[] bytes = image.disk.bytes(LogImage.segment(5));
    for (int i = LogImage.offset(5); i < bytes.length; i++) {
      assertThat(bytes[i]).isZero();
    }
  }

  @Test
  void validFramesBehindATearAreKeptInAFile() throws IOException {
    LogImage image = LogImage.killed(10, 5);
    byte[] before = image.disk.bytes(LogImage.segment(5));
    image.disk.rot(LogImage.segment(5), LogImage.offset(5), 1);
    LogImage.Found found = image.start();
    assertThat(found.frames()).isEqualTo(upTo(5));
    assertThat(found.report().lostFiles()).containsExactly("lost-00000000000000001160.wal");
    byte[] lost = image.disk.bytes("lost-00000000000000001160.wal");
    assertThat(lost).hasSize(5 * LogImage.FRAME_BYTES);
    assertThat(lost).endsWith(Arrays.copyOfRange(before, LogImage.offset(6), LogImage.offset(10)));
  }

  @Test
  void damageBelowAnythingSyncedIsRefusedWithItsPlace() throws IOException {
    LogImage image = LogImage.killed(10, 1);
    image.disk.rot(LogImage.segment(4), LogImage.offset(4) + 50, 8);
    CorruptFrameException refusal = catchThrowableOfType(CorruptFrameException.class, image::start);
    assertThat(refusal.file()).isEqualTo("/sim/" + LogImage.segment(4));
    assertThat(refusal.offset()).isEqualTo(LogImage.offset(4));
    assertThat(refusal.sequence()).isEqualTo(4L * LogImage.FRAME_BYTES);
    assertThat(refusal)
        .hasMessageContaining("wrong CRC")
        .hasMessageContaining("force-truncate-log")
        .hasMessageContaining("standby");
  }

  @Test
  void refusalChangesNothing() throws IOException {
    LogImage image = LogImage.killed(40, 1);
    image.disk.rot(LogImage.segment(4), LogImage.offset(4) + 50, 8);
    assertThatThrownBy(image::start).isInstanceOf(CorruptFrameException.class);
    image.disk.rot(LogImage.segment(4), LogImage.offset(4) + 50, 8);
    assertThat(image.start().frames()).isEqualTo(upTo(40));
  }

  @Test
  void forcedStartCutsAtTheDamageAndKeepsTheRest() throws IOException {
    LogImage image = LogImage.killed(40, 1);
    image.disk.rot(LogImage.segment(4), LogImage.offset(4) + 50, 8);
    LogImage.Found found = image.start(FORCED);
    assertThat(found.frames()).isEqualTo(upTo(4));
    assertThat(found.report().lostFiles())
        .containsExactlyInAnyOrder(
            "lost-00000000000000000928.wal",
            "lost-" + LogImage.segment(17),
            "lost-" + LogImage.segment(34));
    assertThat(image.disk.bytes("lost-00000000000000000928.wal"))
        .hasSize((LogImage.SEGMENT_FRAMES - 4) * LogImage.FRAME_BYTES);
    image.live(3, 1, true);
    assertThat(image.start().frames()).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void lengthOfTwoGibibytesIsRefusedAndTakesNoMemory() throws IOException {
    LogImage image = LogImage.killed(10, 1);
    image.disk.rot(LogImage.segment(4), LogImage.offset(4) + FrameDescriptor.LENGTH_AT + 3, 0x80);
    assertThatThrownBy(image::start)
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("impossible length");
  }

  @Test
  void lengthBeyondTheSegmentInTheLastFrameIsATornTail() throws IOException {
    LogImage image = LogImage.killed(10, 1);
    image.disk.rot(LogImage.segment(9), LogImage.offset(9) + FrameDescriptor.LENGTH_AT + 2, 0x40);
    assertThat(image.start().frames()).isEqualTo(upTo(9));
  }

  @Test
  void damagedSegmentHeaderIsRefused() throws IOException {
    LogImage image = LogImage.killed(40, 1);
    image.disk.rot(LogImage.segment(17), 17, 1);
    assertThatThrownBy(image::start)
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("damaged segment header")
        .hasMessageContaining("offset 0");
  }

  @Test
  void missingSegmentIsRefused() throws IOException {
    LogImage image = LogImage.killed(60, 1);
    image.disk.delete(LogImage.segment(17));
    assertThatThrownBy(image::start).isInstanceOf(CorruptFrameException.class);
    LogImage first = LogImage.killed(60, 1);
    first.disk.delete(LogImage.segment(0));
    assertThatThrownBy(first::start)
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("segment is missing");
  }

  @Test
  void missingOrDamagedEpochTableIsRefusedUnlessForced() throws IOException {
    LogImage image = LogImage.killed(10, 1);
    image.live(5, 1, false);
    LogImage other = LogImage.killed(10, 1);
    image.disk.delete(LogFiles.EPOCHS);
    other.disk.rot(LogFiles.EPOCHS, 20, 4);
    assertThatThrownBy(image::start)
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("epoch table is missing");
    assertThatThrownBy(other::start).isInstanceOf(CorruptFrameException.class);
    LogImage.Found found = image.start(FORCED);
    assertThat(found.frames()).isEqualTo(upTo(15));
    assertThat(found.epochs().entries())
        .containsExactly(
            new EpochTable.Entry(1, 0), new EpochTable.Entry(2, 10L * LogImage.FRAME_BYTES));
  }

  @Test
  void markOfACleanStopProvesTheLastFrame() throws IOException {
    LogImage image = LogImage.closed(10, 10);
    assertThat(image.start().report().wasCleanStop()).isTrue();
    image.disk.rot(LogImage.segment(9), LogImage.offset(9) + 33, 2);
    assertThatThrownBy(image::start).isInstanceOf(CorruptFrameException.class);
  }

  @Test
  void checkpointBehindTheEndOfTheLogIsRefused() throws IOException {
    LogImage image = LogImage.killed(10, 1);
    long behind = 12L * LogImage.FRAME_BYTES;
    assertThatThrownBy(() ->
            GroupLog.open(
                image.disk, LogImage.OPTIONS, behind, (s, e, w, a, n) -> {}, LogImage.DEAF))
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("synced up to sequence " + behind);
    LogImage empty = new LogImage();
    assertThatThrownBy(() ->
            GroupLog.open(
                empty.disk, LogImage.OPTIONS, behind, (s, e, w, a, n) -> {}, LogImage.DEAF))
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("segment is missing");
  }

  @Test
  void damageBelowTheCheckpointDoesNotHinder() throws IOException {
    LogImage image = LogImage.killed(10, 1);
    image.disk.rot(LogImage.segment(2), LogImage.offset(2) + 50, 8);
    try (GroupLog log =
        GroupLog.open(
            image.disk,
            LogImage.OPTIONS,
            5L * LogImage.FRAME_BYTES,
            (s, e, w, a, n) -> {},
            LogImage.DEAF)) {
      assertThat(log.recovery().frames()).isEqualTo(5);
    }
  }

  @Test
  void framesOfAnotherPlaceOrEpochAreNoFrames() throws IOException {
    LogImage image = LogImage.killed(10, 1);
    byte[] bytes = image.disk.bytes(LogImage.segment(0));
    // As a recycled file would have it: the bytes of frame 3 where frame 10 would begin.
    System.arraycopy(bytes, LogImage.offset(3), bytes, LogImage.offset(10), LogImage.FRAME_BYTES);
    image.disk.put(LogImage.segment(0), bytes);
    assertThat(image.start().frames()).isEqualTo(upTo(10));

    // As a cut-off tail would have it: a frame of epoch 1 behind the start of epoch 2.
    LogImage old = LogImage.killed(12, 12);
    byte[] stale = old.disk.bytes(LogImage.segment(0));
    LogImage young = LogImage.killed(10, 10);
    young.live(1, 1, false);
    byte[] mixed = young.disk.bytes(LogImage.segment(0));
    System.arraycopy(stale, LogImage.offset(11), mixed, LogImage.offset(11), LogImage.FRAME_BYTES);
    young.disk.put(LogImage.segment(0), mixed);
    LogImage.Found found = young.start();
    assertThat(found.frames()).isEqualTo(upTo(11));
    assertThat(found.report().lostFiles()).isEmpty();
  }

  @Test
  void formatOfAnotherVersionIsRefusedEvenAtTheEnd() throws IOException {
    LogImage image = LogImage.killed(10, 10);
    byte[] bytes = image.disk.bytes(LogImage.segment(9));
    int at = LogImage.offset(9);
    bytes[at + FrameDescriptor.FORMAT_AT] = 2;
    CRC32C crc = new CRC32C();
    crc.update(bytes, at + FrameDescriptor.HEADER_BYTES, LogImage.PAYLOAD_BYTES);
    crc.update(bytes, at, FrameDescriptor.CRC_AT);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(at + FrameDescriptor.CRC_AT, (int) crc.getValue());
    image.disk.put(LogImage.segment(9), bytes);
    assertThatThrownBy(image::start)
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("format");
  }

  /// Every byte of every file, one after the other: all is found, or the start is refused, or, if
  /// nobody closed the log, the last batch is cut, which nothing on disk proves to have been
  /// synced.
  @Test
  void noFlippedByteIsEverASilentLoss() throws IOException {
    sweep(LogImage.killed(21, 3), 18);
    sweep(LogImage.closed(21, 3), 21);
  }

  private static void sweep(LogImage image, int proven) throws IOException {
    int refused = 0;
    int cut = 0;
    for (String name : image.disk.list()) {
      if (name.startsWith(SegmentSupply.SPARE_PREFIX)) {
        continue;
      }
      int size = image.disk.bytes(name).length;
      for (int position = 0; position < size; position++) {
        boolean isZeroHeader = position >= 64 && position < 4096;
        if (name.endsWith(".wal") && isZeroHeader && position % 64 != 0) {
          continue; // 4 KiB in which nothing is ever read: a sample will do
        }
        LogImage damaged = image.copy();
        damaged.disk.rot(name, position, 1 << (position % 8));
        try {
          List<Integer> frames = damaged.start().frames();
          assertThat(frames).as(name + " at " + position).isEqualTo(upTo(frames.size()));
          assertThat(frames.size()).as(name + " at " + position).isBetween(proven, 21);
          cut += frames.size() < 21 ? 1 : 0;
        } catch (CorruptFrameException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(proven * LogImage.PAYLOAD_BYTES);
    assertThat(cut).isEqualTo((21 - proven) * LogImage.FRAME_BYTES);
  }

  private static void tear(LogImage image, int frame, int bytesLeft) {
    byte[] bytes = image.disk.bytes(LogImage.segment(frame));
    Arrays.fill(bytes, LogImage.offset(frame) + bytesLeft, bytes.length, (byte) 0);
    image.disk.put(LogImage.segment(frame), bytes);
  }

  private static List<Integer> upTo(int frames) {
    return IntStream.range(0, frames).boxed().toList();
  }
}
