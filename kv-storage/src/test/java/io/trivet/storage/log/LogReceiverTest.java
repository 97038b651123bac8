package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.CorruptFrameException;
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

/// A standby's log takes the frames of its primary, and nothing else.
class LogReceiverTest {

  private static final int FRAME = LogImage.FRAME_BYTES;

  private final SimDisk disk = new SimDisk(new SplittableRandom(2));
  private GroupLog primary;
  private LogAppender appender;
  private GroupLog standby;
  private LogReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    primary =
        GroupLog.open(
            new SimDisk(new SplittableRandom(1)),
            LogImage.OPTIONS.withRingBytes(1 << 16),
            0,
            (s, e, w, a, n) -> {},
            LogImage.DEAF);
    primary.openEpoch(3);
    appender = primary.appender();
    standby = GroupLog.open(disk, LogImage.OPTIONS, 0, (s, e, w, a, n) -> {}, LogImage.DEAF);
    receiver = standby.receiver();
  }

  @AfterEach
  void close() throws IOException {
    appender.close();
    primary.close();
    receiver.close();
    standby.close();
  }

  @Test
  void framesArriveByteForByteOverManySegmentsAndEpochs() throws IOException {
    append(0, 60);
    primary.openEpoch(5);
    append(60, 60);
    relay(3 * FRAME);
    assertThat(standby.epochs().entries()).isEqualTo(primary.epochs().entries());
    assertThat(standby.appendedSequence()).isEqualTo(120L * FRAME);
    assertThat(bytesOf(standby, 0)).isEqualTo(bytesOf(primary, 0));
    standby.flush();
    disk.losePower();
    assertThat(restart()).isEqualTo(IntStream.range(0, 120).boxed().toList());
    assertThat(standby.epochs().entries()).isEqualTo(primary.epochs().entries());
  }

  @Test
  void aBatchIsPublishedAtOnceAndWrittenWithTheNextEndOfABatch() throws IOException {
    receiver.beginEpoch(3);
    append(0, 10);
    assertThat(send(0, 10)).isEqualTo(10L * FRAME);
    assertThat(standby.publishedSequence()).isEqualTo(10L * FRAME);
    assertThat(standby.writtenSequence()).isZero();
    standby.endBatch();
    assertThat(standby.writtenSequence()).isEqualTo(10L * FRAME);
  }

  @Test
  void framesTooLargeForTheRingAndForAFullRingGoPastIt() throws IOException {
    receiver.beginEpoch(3);
    append(0, 3);
    appender.begin(5000).putBytes(new byte[5000], 0, 5000);
    appender.append(3, 0); // more than a quarter of the standby's ring
    append(4, 60); // and more than the ring takes
    byte[] sent = bytesOf(primary, 0);
    long address = copyIn(sent);
    try {
      receiver.append(address, sent.length);
    } finally {
      Native.free(address, sent.length);
    }
    assertThat(standby.hasRoom(1)).isFalse();
    standby.flush();
    assertThat(bytesOf(standby, 0)).isEqualTo(sent);
    assertThat(standby.hasRoom(1)).isTrue();
  }

  @Test
  void framesOfAnotherEpochThanTheBegunOneAreRefused() throws IOException {
    append(0, 2);
    assertThat(refusal(bytesOf(primary, 0))).hasMessageContaining("epoch");
    receiver.beginEpoch(2);
    assertThat(refusal(bytesOf(primary, 0))).hasMessageContaining("epoch");
    receiver.beginEpoch(4);
    assertThat(refusal(bytesOf(primary, 0))).hasMessageContaining("epoch");
    assertThat(standby.appendedSequence()).isZero();
  }

  @Test
  void gapsAndRepetitionsAreRefused() throws IOException {
    receiver.beginEpoch(3);
    append(0, 6);
    send(0, 2);
    CorruptFrameException gap = refusal(bytesOf(primary, 3L * FRAME));
    assertThat(gap.sequence()).isEqualTo(2L * FRAME);
    assertThat(gap).hasMessageContaining("another position");
    assertThat(refusal(bytesOf(primary, FRAME))).hasMessageContaining("another position");
    send(2, 6);
    assertThat(standby.appendedSequence()).isEqualTo(6L * FRAME);
  }

  @Test
  void aFaultInTheLastFrameLeavesNoTraceOfTheFirst() throws IOException {
    receiver.beginEpoch(3);
    append(0, 5);
    byte[] batch = bytesOf(primary, 0);
    batch[4 * FRAME + 100] ^= 1;
    CorruptFrameException refusal = refusal(batch);
    assertThat(refusal.offset()).isEqualTo(4L * FRAME);
    assertThat(refusal.sequence()).isEqualTo(4L * FRAME);
    assertThat(refusal).hasMessageContaining("wrong CRC");
    assertThat(standby.appendedSequence()).isZero();
    assertThat(standby.publishedSequence()).isZero();
    batch[4 * FRAME + 100] ^= 1;
    send(0, 5);
    assertThat(bytesOf(standby, 0)).isEqualTo(batch);
  }

  @Test
  void aBatchThatEndsInTheMiddleOfAFrameIsRefused() throws IOException {
    receiver.beginEpoch(3);
    append(0, 2);
    byte[] batch = bytesOf(primary, 0);
    for (int cut : new int[] {1, 31, 32, 33, FRAME - 1, FRAME + 1, FRAME + 32, 2 * FRAME - 1}) {
      refusal(Arrays.copyOf(batch, cut));
    }
    assertThat(standby.appendedSequence()).isZero();
  }

  @Test
  void anEpochBeginsOnlyBehindEverythingDurable() throws IOException {
    receiver.beginEpoch(3);
    append(0, 5);
    send(0, 5);
    receiver.beginEpoch(9);
    assertThat(standby.durableSequence()).isEqualTo(5L * FRAME);
    disk.losePower();
    assertThat(restart()).hasSize(5);
    assertThat(standby.lastEpoch()).isEqualTo(9);
  }

  @Test
  void nobodyElseAppendsWhileAReceiverIsOpen() throws IOException {
    assertThatThrownBy(standby::receiver).hasMessageContaining("two receivers");
    assertThatThrownBy(() -> standby.openEpoch(8)).hasMessageContaining("beside a receiver");
    receiver.beginEpoch(3);
    try (LogAppender mine = standby.appender()) {
      mine.begin(8);
      assertThatThrownBy(() -> mine.append(3, 0)).hasMessageContaining("another epoch");
      mine.begin(8);
      assertThatThrownBy(() -> mine.append(0, 0)).hasMessageContaining("another epoch");
    }
    assertThat(standby.appendedSequence()).isZero();
  }

  @Test
  void reignsAndFollowingsTakeTurnsInOneLog() throws IOException {
    append(0, 4);
    relay(FRAME);
    receiver.close();
    standby.openEpoch(4);
    try (LogAppender mine = standby.appender()) {
      LogImage.append(standby, mine, 4);
      receiver = standby.receiver();
    }
    receiver.beginEpoch(7);
    assertThat(standby.epochs().entries())
        .containsExactly(
            new EpochTable.Entry(3, 0),
            new EpochTable.Entry(4, 4L * FRAME),
            new EpochTable.Entry(7, 5L * FRAME));
    assertThat(standby.epochs().isOwn(3)).isFalse();
    assertThat(standby.epochs().isOwn(7)).isFalse();
  }

  @Test
  void aLogThatReceivesTakesNothingOfItsOwn() throws IOException {
    try (LogAppender mine = standby.appender()) {
      assertThatThrownBy(() -> LogImage.append(standby, mine, 5))
          .hasMessageContaining("another epoch");
    }
    assertThat(standby.appendedSequence()).isZero();
  }

  @Test
  void anEpochWhoseFramesComeFromElsewhereIsNoLongerOwn() throws IOException {
    receiver.close();
    standby.openEpoch(2);
    assertThat(standby.epochs().isOwn(2)).isTrue();
    receiver = standby.receiver();
    assertThat(standby.epochs().isOwn(2)).isFalse();
    disk.losePower();
    restart();
    assertThat(standby.epochs().isOwn(2)).isFalse();
  }

  @Test
  void aFollowingTakesTheMarkOfACleanStopAwayAndLeavesANewOne() throws IOException {
    append(0, 4);
    relay(FRAME);
    receiver.close();
    standby.close();
    assertThat(restart()).hasSize(4);
    assertThat(standby.recovery().wasCleanStop()).isTrue();
    disk.losePower(); // beside a receiver that got nothing yet
    assertThat(restart()).hasSize(4);
    assertThat(standby.recovery().wasCleanStop()).isFalse();
  }

  private void append(int from, int frames) {
    for (int i = from; i < from + frames; i++) {
      LogImage.append(primary, appender, i);
    }
  }

  private void relay(int batchBytes) throws IOException {
    try (Relay relay = new Relay(primary, standby, receiver, batchBytes)) {
      relay.run();
    }
  }

  /// Sends frames [from, to), all of the same size; returns what the receiver does.
  private long send(int from, int to) throws IOException {
    try (LogReader reader = primary.reader((long) from * FRAME, (to - from) * FRAME)) {
      int bytes = reader.read((long) to * FRAME);
      return receiver.append(reader.address(), bytes);
    }
  }

  private CorruptFrameException refusal(byte[] batch) {
    long address = copyIn(batch);
    try {
      return catchThrowableOfType(
          CorruptFrameException.class, () -> receiver.append(address, batch.length));
    } finally {
      Native.free(address, batch.length);
    }
  }

  /// A power loss, or an orderly end, has happened: opens the standby's log once more.
  private List<Integer> restart() throws IOException {
    receiver.close();
    standby.abandon();
    List<Integer> frames = new ArrayList<>();
    FrameVisitor visitor = (s, e, w, address, n) -> frames.add((int) Native.getByte(address));
    standby = GroupLog.open(disk, LogImage.OPTIONS, 0, visitor, LogImage.DEAF);
    receiver = standby.receiver();
    return frames;
  }

  private static long copyIn(byte[] bytes) {
    long address = Native.allocate(bytes.length);
    Native.copyIn(bytes, 0, bytes.length, address);
    return address;
  }

  private static byte[] bytesOf(GroupLog log, long from) throws IOException {
    byte[] bytes = new byte[(int) (log.publishedSequence() - from)];
    int at = 0;
    try (LogReader reader = log.reader(from, 1 << 12)) {
      int more = reader.read(Long.MAX_VALUE);
      while (more > 0) {
        Native.copyOut(reader.address(), bytes, at, more);
        at += more;
        more = reader.read(Long.MAX_VALUE);
      }
    }
    assertThat(at).isEqualTo(bytes.length);
    return bytes;
  }
}
