package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Damaged batches: a receiver takes what the primary made, or nothing, and then goes on.
///
/// As a plain test it runs its corpus; `JAZZER_FUZZ=1 mvn test -pl kv-storage -am
/// -Dtest=LogReceiverFuzzTest -Djazzer.hooks=true -Dsurefire.failIfNoSpecifiedTests=false` searches
/// for a minute.
final class LogReceiverFuzzTest {

  private static final int FRAMES = 3;
  private static final byte[] BATCH = batch();

  /// The input's first two bytes are a place in a good batch, the third an operation (0: the rest
  /// of the input lies over the batch there; 1: it is put in; 2: the batch ends there; 3: as many
  /// bytes as the input has are taken out there).
  @FuzzTest(maxDuration = "60s")
  void takesTheBatchOrNothing(byte[] input) throws IOException {
    if (input.length >= 3) {
      int place = ((input[0] & 0xFF) | (input[1] & 0xFF) << 8) % (BATCH.length + 1);
      send(damaged(place, input[2] & 3, Arrays.copyOfRange(input, 3, input.length)));
    }
  }

  @Test
  void noFlippedBitIsTaken() throws IOException {
    for (int at = 0; at < BATCH.length; at++) {
      byte[] damaged = BATCH.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      assertThat(send(damaged)).as("a bit of byte " + at).isFalse();
    }
  }

  @Test
  void noDamageOfManyKindsIsTaken() throws IOException {
    SplittableRandom random = new SplittableRandom(20261122);
    for (int i = 0; i < 3000; i++) {
      byte[] piece = new byte[random.nextInt(80)];
      random.nextBytes(piece);
      send(damaged(random.nextInt(BATCH.length + 1), random.nextInt(4), piece));
    }
  }

  /// Sends a batch to a fresh log, then the good one if it was not taken; true if it was.
  private static boolean send(byte[] sent) throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    GroupLog log = GroupLog.open(disk, LogImage.OPTIONS, 0, (s, e, w, a, n) -> {}, LogImage.DEAF);
    try (LogReceiver receiver = log.receiver()) {
      receiver.beginEpoch(1);
      boolean isTaken = isTaken(receiver, sent);
      assertThat(isTaken).isEqualTo(isPrefix(sent) && sent.length % LogImage.FRAME_BYTES == 0);
      assertThat(log.appendedSequence()).isEqualTo(isTaken ? sent.length : 0);
      assertThat(log.publishedSequence()).isEqualTo(log.appendedSequence());
      if (!isTaken) {
        assertThat(isTaken(receiver, BATCH)).isTrue();
        assertThat(read(log)).isEqualTo(BATCH);
      }
      return isTaken;
    } finally {
      log.abandon();
    }
  }

  private static boolean isPrefix(byte[] sent) {
    return sent.length <= BATCH.length
        && Arrays.equals(BATCH, 0, sent.length, sent, 0, sent.length);
  }

  private static boolean isTaken(LogReceiver receiver, byte[] batch) {
    long address = Native.allocate(Math.max(1, batch.length));
    try {
      Native.copyIn(batch, 0, batch.length, address);
      receiver.append(address, batch.length);
      return true;
    } catch (CorruptFrameException e) {
      return false;
    } finally {
      Native.free(address, Math.max(1, batch.length));
    }
  }

  private static byte[] damaged(int place, int operation, byte[] piece) {
    byte[] head = Arrays.copyOf(BATCH, place);
    byte[] tail = Arrays.copyOfRange(BATCH, place, BATCH.length);
    int gone = Math.min(tail.length, piece.length);
    return switch (operation) {
      case 0 -> joined(head, piece, Arrays.copyOfRange(tail, gone, tail.length));
      case 1 -> joined(head, piece, tail);
      case 2 -> head;
      default -> joined(head, new byte[0], Arrays.copyOfRange(tail, gone, tail.length));
    };
  }

  private static byte[] joined(byte[] head, byte[] middle, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + middle.length + tail.length);
    System.arraycopy(middle, 0, all, head.length, middle.length);
    System.arraycopy(tail, 0, all, head.length + middle.length, tail.length);
    return all;
  }

  private static byte[] read(GroupLog log) throws IOException {
    try (LogReader reader = log.reader(0, BATCH.length)) {
      byte[] bytes = new byte[reader.read(Long.MAX_VALUE)];
      Native.copyOut(reader.address(), bytes, 0, bytes.length);
      return bytes;
    }
  }

  private static byte[] batch() {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    try {
      GroupLog log = GroupLog.open(disk, LogImage.OPTIONS, 0, (s, e, w, a, n) -> {}, LogImage.DEAF);
      try (LogAppender appender = log.appender();
          LogReader reader = log.reader(0, FRAMES * LogImage.FRAME_BYTES)) {
        log.openEpoch(1);
        for (int i = 0; i < FRAMES; i++) {
          LogImage.append(log, appender, i);
        }
        byte[] bytes = new byte[reader.read(Long.MAX_VALUE)];
        Native.copyOut(reader.address(), bytes, 0, bytes.length);
        return bytes;
      } finally {
        log.abandon();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
