package io.trivet.cli.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyDistributionTest {
  @Test
  void readsTheNamesOfDistributions() {
    assertThat(KeyDistribution.parse("uniform")).isEqualTo(new KeyDistribution.Uniform());
    assertThat(KeyDistribution.parse("Sequential")).isEqualTo(new KeyDistribution.Sequential());
    assertThat(KeyDistribution.parse("zipf")).isEqualTo(new KeyDistribution.Zipf(0.99));
    assertThat(KeyDistribution.parse("zipf:1.2")).isEqualTo(new KeyDistribution.Zipf(1.2));
  }

  @Test
  void isWrittenAsItIsRead() {
    for (String text : new String[] {"uniform", "sequential", "zipf:0.5"}) {
      assertThat(KeyDistribution.parse(text).text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "normal", "zipf:", "zipf:x", "zipf:0", "zipf:-1", "zipf:NaN", "zipf:11"})
  void refusesOthers(String text) {
    assertThatThrownBy(() -> KeyDistribution.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
