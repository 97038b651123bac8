package io.trivet.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationTextTest {
  @ParameterizedTest
  @CsvSource({"500ms, 500", "10s, 10000", "10, 10000", "1.5s, 1500", "2m, 120000", "1h, 3600000"})
  void readsATimeWithItsUnit(String text, long ms) {
    assertThat(new DurationText.Reader().convert(text).ms()).isEqualTo(ms);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "10 s", "10d", "1e3", "99999999h"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> new DurationText.Reader().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }
}
