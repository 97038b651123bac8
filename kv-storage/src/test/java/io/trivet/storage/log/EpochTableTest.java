package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.frame.MetadataFile;
import io.trivet.storage.log.EpochTable.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Which epoch starts where.
class EpochTableTest {

  private static final EpochTable TABLE = EpochTable.empty().with(1, 0).with(4, 100).with(5, 260);

  @Test
  void epochOfASequenceIsThatOfTheFrameThatEndsThere() {
    assertThat(TABLE.epochOf(0)).isZero();
    assertThat(TABLE.epochOf(1)).isEqualTo(1);
    assertThat(TABLE.epochOf(100)).isEqualTo(1);
    assertThat(TABLE.epochOf(101)).isEqualTo(4);
    assertThat(TABLE.epochOf(260)).isEqualTo(4);
    assertThat(TABLE.epochOf(Long.MAX_VALUE)).isEqualTo(5);
    assertThat(TABLE.epochOfFrameAt(100)).isEqualTo(4);
  }

  @Test
  void epochWithoutFramesMakesPlaceForTheNext() {
    assertThat(TABLE.with(9, 260).entries())
        .containsExactly(new Entry(1, 0), new Entry(4, 100), new Entry(9, 260));
  }

  @Test
  void epochsNeverFall() {
    assertThatThrownBy(() -> TABLE.with(5, 300)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> TABLE.with(5, 260)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> TABLE.with(6, 200)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void cutLogKeepsTheNumberOfItsLastEpoch() {
    assertThat(TABLE.truncatedAfter(50).entries())
        .containsExactly(new Entry(1, 0), new Entry(5, 50));
    assertThat(TABLE.truncatedAfter(260)).isEqualTo(TABLE);
  }

  @Test
  void cutLogForgetsTheEpochsThatBeginBehindIt() {
    assertThat(TABLE.cutAfter(261)).isEqualTo(TABLE);
    assertThat(TABLE.cutAfter(260).entries()).containsExactly(new Entry(1, 0), new Entry(4, 100));
    assertThat(TABLE.cutAfter(50).entries()).containsExactly(new Entry(1, 0));
    assertThat(TABLE.cutAfter(0)).isEqualTo(EpochTable.empty());
    EpochTable standsForWhatIsBefore = EpochTable.empty().with(4, 100).with(5, 260);
    assertThat(standsForWhatIsBefore.cutAfter(100).entries()).containsExactly(new Entry(4, 100));
  }

  @Test
  void prunedLogKeepsTheEpochItBeginsIn() {
    assertThat(TABLE.prunedBefore(99)).isEqualTo(TABLE);
    assertThat(TABLE.prunedBefore(100).entries())
        .containsExactly(new Entry(4, 100), new Entry(5, 260));
    assertThat(TABLE.prunedBefore(9999).entries()).containsExactly(new Entry(5, 260));
  }

  @Test
  void tableIsLaidOutAsDocumented() {
    ByteBuffer bytes = EpochTable.empty().with(2, 0).withOwn(3, 0x0102030405L).encode();
    assertThat(HexFormat.of().withDelimiter(" ").formatHex(bytes.array()))
        .isEqualTo(
            "02 00 00 00"
                + " 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"
                + " 03 00 00 00 01 00 00 00 05 04 03 02 01 00 00 00");
    EpochTable mixed = TABLE.withOwn(7, 300).with(8, 400);
    assertThat(EpochTable.decode(mixed.encode().order(ByteOrder.LITTLE_ENDIAN))).isEqualTo(mixed);
    assertThat(EpochTable.empty().entries()).isEqualTo(List.of());
    bytes.put(8, (byte) 2);
    assertThatThrownBy(() -> EpochTable.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("flags");
  }

  @Test
  void onlyEpochsOfThisNodeAreOwnAndOnlyAsLongAsTheyAreInTheTable() {
    EpochTable table = EpochTable.empty().withOwn(1, 0).with(2, 100).withOwn(3, 200);
    assertThat(table.ownEpochs()).containsExactly(1, 3);
    assertThat(table.withLastReceived().ownEpochs()).containsExactly(1);
    assertThat(table.with(4, 200).ownEpochs()).containsExactly(1);
    assertThat(table.prunedBefore(100).ownEpochs()).containsExactly(3);
    assertThat(table.truncatedAfter(150).ownEpochs()).containsExactly(1, 3);
    assertThat(new EpochTable(table.entries()).ownEpochs()).isEmpty();
  }

  @Test
  void aTableOfAnOlderVersionIsRefused() throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    ByteBuffer old = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    new MetadataFile(disk, LogFiles.EPOCHS, 1).replace(old.putInt(1).putInt(1).putLong(0).flip());
    assertThatThrownBy(() -> new LogFiles(disk).readEpochs())
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("kind 1 instead of 3");
  }
}
