package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.FrameDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/// Any bytes as a segment: the start gives back frames that follow each other, or refuses; and what
/// it has given back it gives back again.
///
/// As a plain test it runs its corpus; `JAZZER_FUZZ=1 mvn test -pl kv-storage -am
/// -Dtest=WalReaderFuzzTest -Djazzer.hooks=true -Dsurefire.failIfNoSpecifiedTests=false` searches
/// for a minute.
///
/// The first byte of the input chooses: bit 0, the header is made valid; bit 1, the CRCs of the
/// frames are made right, as far as lengths lead from one to the next; bit 2, the log was closed.
final class WalReaderFuzzTest {

  private static final int SEGMENT_BYTES = 1 << 13;

  @FuzzTest(maxDuration = "60s")
  void givesBackFramesOrRefuses(byte[] input) throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    int choice = input.length == 0 ? 0 : input[0];
    byte[] segment = segment(input, choice);
    disk.put(SegmentName.of(0), segment);
    LogFiles files = new LogFiles(disk);
    files.writeEpochs(EpochTable.empty().withOwn(1, 0));
    if ((choice & 4) != 0) {
      files.writeCleanStop(500);
    }
    long end;
    try {
      end = recover(disk);
    } catch (CorruptFrameException e) {
      assertThat(disk.bytes(SegmentName.of(0))).as("a refusal changes nothing").isEqualTo(segment);
      return;
    }
    assertThat(recover(disk)).isEqualTo(end);
  }

  private static long recover(SimDisk disk) throws IOException {
    long[] sequence = {0};
    FrameVisitor visitor =
        (end, epoch, wallTimeMs, address, bytes) -> {
          assertThat(end - sequence[0]).isEqualTo(bytes + FrameDescriptor.HEADER_BYTES);
          assertThat(epoch).isEqualTo(1);
          sequence[0] = end;
        };
    try (GroupLog log = GroupLog.open(disk, LogImage.OPTIONS, 0, visitor, LogImage.DEAF)) {
      assertThat(log.appendedSequence()).isEqualTo(sequence[0]);
    }
    return sequence[0];
  }

  private static byte[] segment(byte[] input, int choice) {
    byte[] bytes = new byte[SEGMENT_BYTES];
    boolean isHeaderValid = (choice & 1) != 0;
    int from = isHeaderValid ? SegmentDescriptor.HEADER_BYTES : 0;
    if (isHeaderValid) {
      new SegmentDescriptor(1, 0, 0).encode().get(bytes, 0, SegmentDescriptor.HEADER_BYTES);
    }
    int length = Math.min(Math.max(0, input.length - 1), SEGMENT_BYTES - from);
    System.arraycopy(input, Math.min(1, input.length), bytes, from, length);
    if ((choice & 2) != 0) {
      sumFrames(bytes);
    }
    return bytes;
  }

  private static void sumFrames(byte[] segment) {
    ByteBuffer bytes = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
    int at = SegmentDescriptor.HEADER_BYTES;
    while (at + FrameDescriptor.HEADER_BYTES <= segment.length) {
      int length = bytes.getInt(at + FrameDescriptor.LENGTH_AT);
      if (length < FrameDescriptor.HEADER_BYTES || length > segment.length - at) {
        return;
      }
      CRC32C crc = new CRC32C();
      crc.update(Arrays.copyOfRange(segment, at + FrameDescriptor.HEADER_BYTES, at + length));
      crc.update(segment, at, FrameDescriptor.CRC_AT);
      bytes.putInt(at + FrameDescriptor.CRC_AT, (int) crc.getValue());
      at += length;
    }
  }
}
