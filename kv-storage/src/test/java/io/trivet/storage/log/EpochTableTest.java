package io.trivet.storage.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.log.EpochTable.Entry;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
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
  void prunedLogKeepsTheEpochItBeginsIn() {
    assertThat(TABLE.prunedBefore(99)).isEqualTo(TABLE);
    assertThat(TABLE.prunedBefore(100).entries())
        .containsExactly(new Entry(4, 100), new Entry(5, 260));
    assertThat(TABLE.prunedBefore(9999).entries()).containsExactly(new Entry(5, 260));
  }

  @Test
  void tableIsLaidOutAsDocumented() {
    ByteBuffer bytes = EpochTable.empty().with(2, 0).with(3, 0x0102030405L).encode();
    assertThat(HexFormat.of().formatHex(bytes.array()))
        .isEqualTo("02000000" + "02000000" + "0000000000000000" + "03000000" + "0504030201000000");
    assertThat(EpochTable.decode(TABLE.encode().order(java.nio.ByteOrder.LITTLE_ENDIAN)))
        .isEqualTo(TABLE);
    assertThat(EpochTable.empty().entries()).isEqualTo(List.of());
  }
}
