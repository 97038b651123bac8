package io.trivet.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Indexes of clients as positions.
final class IndexRangeTest {

  @Test
  void countsNegativeIndexesFromTheEnd() {
    assertThat(IndexRange.of(0, -1, 5)).isEqualTo(new IndexRange(0, 5));
    assertThat(IndexRange.of(-3, -2, 5)).isEqualTo(new IndexRange(2, 4));
    assertThat(IndexRange.position(-1, 5)).isEqualTo(4);
    assertThat(IndexRange.position(-5, 5)).isZero();
  }

  @Test
  void takesAnIndexBeyondAnEndForThatEnd() {
    assertThat(IndexRange.of(-9, 9, 5)).isEqualTo(new IndexRange(0, 5));
    assertThat(IndexRange.of(Long.MIN_VALUE, Long.MAX_VALUE, 5)).isEqualTo(new IndexRange(0, 5));
    assertThat(IndexRange.of(4, Long.MAX_VALUE, 5)).isEqualTo(new IndexRange(4, 5));
  }

  @Test
  void isEmptyWhereNothingIsBetweenTheEnds() {
    assertThat(IndexRange.of(3, 2, 5).isEmpty()).isTrue();
    assertThat(IndexRange.of(5, 9, 5).isEmpty()).isTrue();
    assertThat(IndexRange.of(0, -6, 5).isEmpty()).isTrue();
    assertThat(IndexRange.of(Long.MAX_VALUE, Long.MIN_VALUE, 5).isEmpty()).isTrue();
    assertThat(IndexRange.of(0, -1, 0).isEmpty()).isTrue();
  }

  @Test
  void knowsNoPositionOutsideTheSequence() {
    assertThat(IndexRange.position(5, 5)).isEqualTo(-1);
    assertThat(IndexRange.position(-6, 5)).isEqualTo(-1);
    assertThat(IndexRange.position(Long.MIN_VALUE, 5)).isEqualTo(-1);
    assertThat(IndexRange.position(Long.MAX_VALUE, 5)).isEqualTo(-1);
    assertThat(IndexRange.position(0, 0)).isEqualTo(-1);
  }
}
