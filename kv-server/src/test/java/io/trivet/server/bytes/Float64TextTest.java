package io.trivet.server.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.value.Bytes;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is accepted is held against a real server by [NumberFactsTest]. What is printed follows
/// Redis 7.2, which the recorded version (7.0) prints with more digits; so this is a table of the
/// notation's rules.
final class Float64TextTest {
  private static final Map<Double, String> PRINTED =
      Map.ofEntries(
          Map.entry(0.0, "0"),
          Map.entry(-0.0, "-0"),
          Map.entry(3.0, "3"),
          Map.entry(-17.5, "-17.5"),
          Map.entry(0.1, "0.1"),
          Map.entry(0.30000000000000004, "0.30000000000000004"),
          Map.entry(1e17, "100000000000000000"),
          Map.entry(0x1p62, "4611686018427387904"),
          Map.entry(-0x1p62, "-4611686018427387904"),
          Map.entry(0x1p63, "9223372036854776000"),
          Map.entry(1.2345678901234567e19, "12345678901234567000"),
          Map.entry(1e21, "1e+21"),
          Map.entry(1.5e100, "1.5e+100"),
          Map.entry(1.7976931348623157e308, "1.7976931348623157e+308"),
          Map.entry(1e-5, "0.00001"),
          Map.entry(1.1e-5, "0.000011"),
          Map.entry(1e-6, "0.000001"),
          Map.entry(1e-7, "1e-7"),
          Map.entry(1.5e-7, "1.5e-7"),
          Map.entry(5e-324, "5e-324"),
          Map.entry(2e-323, "2e-323"),
          Map.entry(-1.25e-10, "-1.25e-10"),
          Map.entry(1700000000.123456, "1700000000.123456"),
          Map.entry(123456789.12345679, "1.2345678912345679e+8"),
          Map.entry(0.00123456789, "0.00123456789"),
          Map.entry(0.000123456789, "1.23456789e-4"),
          Map.entry(Double.POSITIVE_INFINITY, "inf"),
          Map.entry(Double.NEGATIVE_INFINITY, "-inf"),
          Map.entry(Double.NaN, "nan"));

  @Test
  void printsTheFewestDigitsInTheNotationOfRedis() {
    PRINTED.forEach((value, text) -> {
      assertThat(Float64Text.format(value)).isEqualTo(text);
      assertThat(Float64Text.formatBytes(value)).hasToString(text);
    });
  }

  @Test
  void everyNumberReadsBackFromItsText() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 100_000; i++) {
      double value =
          i % 2 == 0
              ? Double.longBitsToDouble(random.nextLong())
              : Math.rint(random.nextDouble() * 1e6) / 100;
      if (Double.isNaN(value)) {
        continue;
      }
      assertThat(Float64Text.parse(Bytes.utf8(Float64Text.format(value)))).isEqualTo(value);
    }
  }

  @Test
  void shortAndLongWaysOfReadingAgree() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      String text =
          (random.nextBoolean() ? "-" : "")
              + random.nextLong(1L << random.nextInt(1, 40))
              + (random.nextBoolean() ? "." + random.nextInt(1000) : "");
      assertThat(Float64Text.parse(Bytes.utf8(text))).as(text).isEqualTo(Double.parseDouble(text));
    }
  }
}
