package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.SimCrash;
import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.disk.SimFault;
import io.trivet.storage.frame.CorruptFrameException;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A log that begins beside a copy of another node's checkpoint: it has no frame below the copy's
/// redo sequence, and may be behind what the copy shows (I14).
class LogBeginningTest {

  private static final long REDO = 10L * LogImage.FRAME_BYTES;
  private static final long END = REDO + 3L * LogImage.FRAME_BYTES;
  private static final EpochTable EPOCHS =
      new EpochTable(
          List.of(
              new EpochTable.Entry(2, 0),
              new EpochTable.Entry(5, REDO - LogImage.FRAME_BYTES),
              new EpochTable.Entry(7, REDO + LogImage.FRAME_BYTES)));

  @Test
  void goesOnAtTheRedoSequence() throws IOException {
    SimDisk disk = begun();
    GroupLog log = open(disk, REDO, END);
    assertThat(log.appendedSequence()).isEqualTo(REDO);
    assertThat(log.firstSequence()).isEqualTo(REDO);
    assertThat(log.epochs().entries()).isEqualTo(EPOCHS.entries().subList(0, 2));
    assertThat(log.epochs().epochOf(REDO)).isEqualTo(5);
    assertThat(log.consistentFromSequence()).isEqualTo(END);
    log.close();
    assertThat(live(disk, REDO, END, 2)).isEqualTo(REDO + 2L * LogImage.FRAME_BYTES);
  }

  @Test
  void anEpochWithoutAFrameBelowStandsForThoseThatAreForgotten() throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    EpochTable pruned = new EpochTable(List.of(new EpochTable.Entry(7, REDO)));
    new LogBeginning(REDO, END).replaceLog(disk, pruned);
    GroupLog log = open(disk, REDO, END);
    assertThat(log.epochs()).isEqualTo(pruned);
    log.close();
  }

  @Test
  void mayBeBehindTheCopyAtAnyStart() throws IOException {
    SimDisk disk = begun();
    live(disk, REDO, END, 1);
    disk.losePower();
    live(disk, REDO, END, 1);
    disk.losePower();
    GroupLog log = open(disk, REDO, END);
    assertThat(log.recovery().frames()).isEqualTo(2);
    assertThat(log.consistentFromSequence()).isEqualTo(END);
    log.close();
  }

  @Test
  void isHeldToWhatTheCheckpointShowsOnceItHasCaughtUp() throws IOException {
    SimDisk disk = begun();
    live(disk, REDO, END, 4);
    GroupLog log = open(disk, REDO, END);
    assertThat(log.consistentFromSequence()).isZero();
    log.abandon();
    disk.crashProcess();
    disk.rot("%020d.wal".formatted(REDO), SegmentDescriptor.HEADER_BYTES + LogImage.FRAME_BYTES, 1);
    assertThatThrownBy(() -> open(disk, REDO, END)).isInstanceOf(CorruptFrameException.class);
  }

  @Test
  void isHeldToWhatItsOwnCheckpointShowsBeyondTheCopy() throws IOException {
    SimDisk disk = begun();
    live(disk, REDO, END, 1);
    assertThatThrownBy(() -> open(disk, REDO, END + 1)).isInstanceOf(CorruptFrameException.class);
  }

  @Test
  void aCheckpointBehindTheEndOfTheCopyEndsItsExcuse() throws IOException {
    SimDisk disk = begun();
    GroupLog log = open(disk, REDO, END);
    append(log, 4);
    log.flush();
    assertThat(log.consistentFromSequence()).isEqualTo(END);
    log.pruneBefore(END);
    assertThat(log.consistentFromSequence()).isZero();
    assertThat(disk.list()).doesNotContain(LogFiles.BEGINNING);
    log.close();
  }

  @Test
  void withoutAFrameItStartsAsOftenAsOneLikes() throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    new LogBeginning(REDO, REDO).replaceLog(disk, EPOCHS);
    for (int start = 0; start < 3; start++) {
      GroupLog log = open(disk, REDO, REDO);
      assertThat(log.appendedSequence()).isEqualTo(REDO);
      assertThat(log.consistentFromSequence()).isZero();
      log.close();
      disk.losePower();
    }
  }

  @Test
  void anotherRedoSequenceIsNoExcuseForAMissingLog() throws IOException {
    SimDisk disk = begun();
    assertThatThrownBy(() -> open(disk, REDO + LogImage.FRAME_BYTES, END))
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void whatEarlierLogsLostStays() throws IOException {
    SimDisk disk = old();
    new LogBeginning(REDO, END).replaceLog(disk, EPOCHS);
    assertThat(disk.list())
        .containsExactly(
            LogFiles.BEGINNING, "diverged-3.wal", LogFiles.EPOCHS, "lost-00000000000000000232.wal");
  }

  @Test
  void aReplacementThatWasCutShortIsMadeAgain() throws IOException {
    SimDisk whole = old();
    new LogBeginning(REDO, END).replaceLog(whole, EPOCHS);
    long calls = whole.calls();
    List<String> files = whole.list();
    for (long call = 0; call < calls; call++) {
      SimDisk disk = old();
      disk.failAt(call, SimFault.CRASH);
      try {
        new LogBeginning(REDO, END).replaceLog(disk, EPOCHS);
      } catch (SimCrash e) {
        assertThat(e).isNotNull();
      }
      disk.losePower(new SplittableRandom(call));
      new LogBeginning(REDO, END).replaceLog(disk, EPOCHS);
      disk.losePower();
      assertThat(disk.list()).as("call %d", call).isEqualTo(files);
      assertThat(live(disk, REDO, END, 1)).isEqualTo(REDO + LogImage.FRAME_BYTES);
    }
  }

  /// A log of a former life, with what it lost.
  private static SimDisk old() throws IOException {
    SimDisk disk = LogImage.closed(40, 3).disk.copy(new SplittableRandom(2));
    disk.put("lost-00000000000000000232.wal", new byte[] {1});
    disk.put("diverged-3.wal", new byte[] {2});
    return disk;
  }

  private static SimDisk begun() throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    new LogBeginning(REDO, END).replaceLog(disk, EPOCHS);
    disk.losePower();
    return disk;
  }

  private static GroupLog open(SimDisk disk, long redoSequence, long storedSequence)
      throws IOException {
    return GroupLog.open(
        disk,
        LogImage.OPTIONS,
        redoSequence,
        storedSequence,
        (sequence, epoch, wallTimeMs, address, bytes) -> {},
        LogImage.DEAF);
  }

  /// One life with so many more frames, which ends with a kill; returns where the log ended.
  private static long live(SimDisk disk, long redoSequence, long storedSequence, int frames)
      throws IOException {
    GroupLog log = open(disk, redoSequence, storedSequence);
    append(log, frames);
    log.flush();
    long end = log.durableSequence();
    log.abandon();
    disk.crashProcess();
    return end;
  }

  private static void append(GroupLog log, int frames) throws IOException {
    log.openEpoch(log.lastEpoch() + 1);
    try (LogAppender appender = log.appender()) {
      IntStream.range(0, frames).forEach(number -> LogImage.append(log, appender, number));
    }
  }
}
