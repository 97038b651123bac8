package io.trivet.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "007, 7",
    "1b, 1",
    "1k, 1000",
    "1K, 1000",
    "1kb, 1024",
    "3m, 3000000",
    "3Mb, 3145728",
    "2g, 2000000000",
    "2GB, 2147483648",
    "9223372036854775807, 9223372036854775807"
  })
  void readsSizesWithUnits(String text, long bytes) {
    assertThat(ConfigNumber.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "b",
        "kb",
        "-1",
        "+1",
        "1.5gb",
        " 1",
        "1 ",
        "1kk",
        "1tb",
        "0x10",
        "9223372036854775808",
        "8589934592gb",
        "99999999999999999999"
      })
  void refusesWhatIsNoSize(String text) {
    assertThat(ConfigNumber.bytes(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "10", "9223372036854775807", "-9223372036854775808"})
  void readsPlainIntegers(String text) {
    assertThat(ConfigNumber.integer(text)).isEqualTo(Long.parseLong(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "+1", "-0", "01", "1e3", "1.0", " 1", "9223372036854775808"})
  void refusesWhatIsNoPlainInteger(String text) {
    assertThat(ConfigNumber.integer(text)).isNull();
  }

  @Test
  void writesSizesWithTheLargestUnitThatDividesThem() {
    assertThat(ConfigNumber.sized(0)).isEqualTo("0");
    assertThat(ConfigNumber.sized(1000)).isEqualTo("1000");
    assertThat(ConfigNumber.sized(1536)).isEqualTo("1536");
    assertThat(ConfigNumber.sized(2048)).isEqualTo("2kb");
    assertThat(ConfigNumber.sized(64 << 20)).isEqualTo("64mb");
    assertThat(ConfigNumber.sized(5L << 30)).isEqualTo("5gb");
  }
}
