package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.disk.SimFault;
import io.trivet.storage.frame.FrameWriter;
import io.trivet.storage.memory.Native;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A truncation dies, or its disk fails, at every single disk call; then the recovery does as well.
/// What comes up is the old log or the cut one with the copy of all that was cut, never anything
/// between; and it goes on, as a standby of the lineage it was cut for (I11, I18).
class TruncationCrashTest {

  private static final int FRAMES = 70;
  private static final int SAMPLES = 3;
  private static final long SEED = 20261122;
  private static final LogOptions OPTIONS = LogScript.OPTIONS.withRetainedBytes(1 << 30);
  private static final FrameVisitor IGNORE = (s, e, w, a, n) -> {};
  private static final LogListener DEAF = new LogListener() {};

  /// The log before the cut, in one life and closed: epochs 1, 2 and 5; the last bytes are synced.
  private static GroupLog old;

  private static SimDisk oldDisk;
  private static List<Long> ends; // of its frames, 0 first

  @BeforeAll
  static void makeOld() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    oldDisk = new SimDisk(random);
    old = GroupLog.open(oldDisk, OPTIONS, 0, IGNORE, DEAF);
    ends = new ArrayList<>(List.of(0L));
    LogSyncer syncer = old.newSyncer(0);
    try (LogAppender appender = old.appender()) {
      for (int i = 0; i < FRAMES; i++) {
        switch (i) {
          case 0 -> old.openEpoch(1);
          case 30 -> old.openEpoch(2);
          case 55 -> old.openEpoch(5);
          default -> syncer.step(0);
        }
        ends.add(append(appender, old.lastEpoch(), random));
        old.flush();
      }
    }
  }

  @AfterAll
  static void closeOld() {
    old.abandon();
  }

  @ParameterizedTest
  @EnumSource(SimFault.class)
  void theOldLogOrTheCutOneWithItsCopyIsLeft(SimFault fault) throws IOException {
    for (int cut = 0; cut < FRAMES; cut += 6) {
      long sequence = ends.get(cut);
      GroupLog primary = newPrimary(sequence);
      long calls = truncate(oldDisk.copy(new SplittableRandom(1)), sequence, -1, fault).calls;
      for (long call = 0; call < calls; call++) {
        failAt(call, fault, sequence, primary);
      }
      primary.abandon();
    }
  }

  /// What came of an attempt.
  ///
  /// @param calls of the truncation alone
  /// @param isCut it returned
  private record Attempt(long calls, boolean isCut) {}

  private static void failAt(long call, SimFault fault, long sequence, GroupLog primary)
      throws IOException {
    SimDisk disk = oldDisk.copy(new SplittableRandom(SEED + call));
    Attempt attempt = truncate(disk, sequence, call, fault);
    for (int sample = 0; sample < SAMPLES; sample++) {
      SplittableRandom random = new SplittableRandom(SEED * (call + 1) + sample);
      SimDisk copy = disk.copy(random);
      try {
        crash(copy, sample, random);
        survive(copy, sequence, attempt.isCut, primary, random);
      } catch (IOException | AssertionError | RuntimeException e) {
        throw new AssertionError(
            "cut at %d, %s at call %d, sample %d".formatted(sequence, fault, call, sample), e);
      }
    }
  }

  /// Opens the log and cuts it.
  ///
  /// @param call of the truncation that goes wrong; -1: none
  private static Attempt truncate(SimDisk disk, long sequence, long call, SimFault fault)
      throws IOException {
    GroupLog log = GroupLog.open(disk, OPTIONS, 0, IGNORE, DEAF);
    long before = disk.calls();
    if (call >= 0) {
      disk.failAt(before + call, fault);
    }
    boolean isCut = false;
    try {
      log.truncateAfter(sequence);
      isCut = true;
      assertThat(log.failure()).isNull();
    } catch (SimCrash e) {
      assertThat(fault).isEqualTo(SimFault.CRASH);
    } catch (LogFailedException e) {
      assertThat(log.failure()).isNotNull();
    } catch (IOException e) {
      isCut = goesOn(log, disk, sequence);
    } finally {
      log.abandon();
    }
    return new Attempt(disk.calls() - before, isCut);
  }

  /// The log has not failed, so nothing was cut; the next attempt succeeds.
  private static boolean goesOn(GroupLog log, SimDisk disk, long sequence) throws IOException {
    assertThat(log.failure()).isNull();
    assertThat(log.appendedSequence()).isEqualTo(old.appendedSequence());
    assertThat(disk.list()).doesNotContain(LogFiles.TRUNCATION);
    log.truncateAfter(sequence);
    return true;
  }

  private static void crash(SimDisk disk, int sample, SplittableRandom random) {
    switch (sample) {
      case 0 -> disk.crashProcess();
      case 1 -> disk.losePower();
      default -> disk.losePower(random);
    }
  }

  /// A recovery that dies, one that lives, then a life as a standby of the new primary.
  private static void survive(
      SimDisk disk, long sequence, boolean mustBeCut, GroupLog primary, SplittableRandom random)
      throws IOException {
    SimDisk rehearsal = disk.copy(random);
    check(rehearsal, sequence, mustBeCut);
    disk.failAt(random.nextLong(rehearsal.calls() + 1), SimFault.CRASH);
    try {
      GroupLog.open(disk, OPTIONS, 0, IGNORE, DEAF).abandon();
    } catch (SimCrash e) {
      assertThat(rehearsal.calls()).isPositive();
    }
    crash(disk, random.nextInt(SAMPLES), random);
    check(disk, sequence, mustBeCut);
    follow(disk, sequence, primary);
    disk.losePower();
    assertThat(Arrays.mismatch(read(disk, 0), bytes(primary, 0))).isEqualTo(-1);
    checkCopies(disk, sequence, true);
  }

  private static void check(SimDisk disk, long sequence, boolean mustBeCut) throws IOException {
    byte[] all = bytes(old, 0);
    byte[] found = read(disk, 0);
    boolean isCut = found.length < all.length;
    byte[] expected = Arrays.copyOf(all, isCut ? (int) sequence : all.length);
    assertThat(Arrays.mismatch(found, expected)).isEqualTo(-1);
    if (mustBeCut) {
      assertThat(isCut).isTrue();
    }
    checkCopies(disk, sequence, isCut);
  }

  /// Every copy is whole, and there is one if the log is cut.
  private static void checkCopies(SimDisk disk, long sequence, boolean isCut) throws IOException {
    byte[] cut = bytes(old, sequence);
    int epoch = old.epochs().epochOfFrameAt(sequence);
    List<String> copies =
        disk.list().stream().filter(name -> name.startsWith("diverged-" + epoch)).toList();
    for (String name : copies) {
      byte[] copy = disk.bytes(name);
      int header = SegmentDescriptor.HEADER_BYTES;
      assertThat(Arrays.mismatch(Arrays.copyOfRange(copy, header, copy.length), cut))
          .as(name)
          .isEqualTo(-1);
    }
    if (isCut) {
      assertThat(copies).isNotEmpty();
    }
  }

  private static void follow(SimDisk disk, long sequence, GroupLog primary) throws IOException {
    GroupLog log = GroupLog.open(disk, OPTIONS, 0, IGNORE, DEAF);
    try {
      log.truncateAfter(sequence);
      assertThat(log.truncateAfter(sequence)).isNull();
      try (LogReceiver receiver = log.receiver();
          Relay relay = new Relay(primary, log, receiver, 1 << 10)) {
        relay.run();
      }
      log.flush();
      assertThat(log.epochs().entries()).isEqualTo(primary.epochs().entries());
    } finally {
      log.abandon();
    }
  }

  /// A primary that has the old frames up to `sequence`, and others behind them.
  private static GroupLog newPrimary(long sequence) throws IOException {
    SimDisk disk = oldDisk.copy(new SplittableRandom(3));
    GroupLog log = GroupLog.open(disk, OPTIONS, 0, IGNORE, DEAF);
    log.truncateAfter(sequence);
    log.openEpoch(9);
    SplittableRandom random = new SplittableRandom(SEED + sequence);
    try (LogAppender appender = log.appender()) {
      for (int i = 0; i < 40; i++) {
        append(appender, 9, random);
        log.flush();
      }
    }
    return log;
  }

  private static long append(LogAppender appender, int epoch, SplittableRandom random) {
    byte[] payload = new byte[random.nextInt(10) == 0 ? random.nextInt(3000) : 150];
    random.nextBytes(payload);
    FrameWriter frame = appender.begin(payload.length);
    frame.putBytes(payload, 0, payload.length);
    return appender.append(epoch, 0);
  }

  private static byte[] read(SimDisk disk, long from) throws IOException {
    GroupLog log = GroupLog.open(disk, OPTIONS, 0, IGNORE, DEAF);
    try {
      return bytes(log, from);
    } finally {
      log.abandon();
      disk.crashProcess();
    }
  }

  private static byte[] bytes(GroupLog log, long from) throws IOException {
    byte[] bytes = new byte[(int) (log.appendedSequence() - from)];
    try (LogReader reader = log.reader(from, 1 << 16)) {
      for (int at = 0; at < bytes.length; ) {
        int more = reader.read(Long.MAX_VALUE);
        assertThat(more).isPositive();
        Native.copyOut(reader.address(), bytes, at, more);
        at += more;
      }
    }
    return bytes;
  }
}
