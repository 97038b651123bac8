package io.trivet.cli.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShareTest {
  @ParameterizedTest
  @CsvSource({"10, 3", "3, 10", "100000, 50", "0, 4", "4000000000001, 7"})
  void coverEverythingOnceAndDifferByOneAtMost(long total, int count) {
    long next = 0;
    for (int index = 0; index < count; index++) {
      Share share = new Share(index, count);
      assertThat(share.first(total)).isEqualTo(next);
      assertThat(share.size(total)).isBetween(total / count, total / count + 1);
      next += share.size(total);
    }
    assertThat(next).isEqualTo(total);
  }

  @Test
  void refusesAnIndexOutOfRange() {
    assertThatThrownBy(() -> new Share(3, 3)).isInstanceOf(IllegalArgumentException.class);
  }
}
