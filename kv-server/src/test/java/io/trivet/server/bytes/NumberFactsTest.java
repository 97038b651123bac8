package io.trivet.server.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.redis.FactTable;
import io.trivet.server.redis.RedisServer;
import io.trivet.server.redis.RedisTalk;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Which texts are numbers, and which digits come out, as redis-server 7.0.15 has it: integers by
/// INCRBY, doubles by ZADD, long doubles by INCRBYFLOAT.
final class NumberFactsTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-0",
          "+0",
          "00",
          "1",
          "-1",
          "+5",
          "05",
          "-05",
          " 1",
          "1 ",
          "1\n",
          "1\0",
          "--1",
          "+-1",
          "1_0",
          "1d",
          "1f",
          "1L",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "99999999999999999999",
          "-",
          "+",
          ".",
          "1.",
          ".5",
          "-.5",
          "5.e3",
          ".e3",
          "1e",
          "1e+",
          "1e5",
          "1E+5",
          "1e-5",
          "1e5.0",
          "0x10",
          "0X1P3",
          "0x",
          "0x.8",
          "0x1.8p1",
          "0x1p",
          "0x1p-2000",
          "0x1p2000",
          "0x0p-9999",
          "-0x10",
          "1e308",
          "1e309",
          "-1e309",
          "1e-320",
          "1e-400",
          "0e-400",
          "0e99999999999",
          "1e99999999999",
          "1e4931",
          "1e4932",
          "1e4933",
          "1e-4950",
          "1e-4966",
          "1e-5000",
          "1.7976931348623157e308",
          "1.7976931348623159e308",
          "4.9e-324",
          "2e-324",
          "3e-324",
          "inf",
          "+inf",
          "-inf",
          "Infinity",
          "-INFINITY",
          "infinit",
          "infinity1",
          "nan",
          "-nan",
          "NaN",
          "nan(1)",
          "0.1",
          "0.2",
          "3.0",
          "3.0000",
          "1e21",
          "1e22",
          "123456789012345678",
          "12345678901234567890",
          "9007199254740993",
          "0.30000000000000004",
          "1.1e-5",
          "1e100",
          "123456789.123456789",
          "0.000000000000000001",
          "0.00000000000000001",
          "1e-17",
          "5e-18",
          "4e-18",
          "15e-18",
          "99999999999999999.9",
          "0.1e-1",
          "1e0",
          "1e00005",
          "0e0",
          "000000000000000000000001",
          "1.000000000000000000000001",
          "5.00000000000000000000");

  @Test
  void integersAreThoseOfRedis() throws Exception {
    for (List<String> row : facts()) {
      String text = row.get(0);
      boolean isNumber = !row.get(1).startsWith("ERR value");
      assertThat(Int64Text.isInt64(Samples.latin(text))).as(text).isEqualTo(isNumber);
      assertThat(Samples.onNative(text, (at, length) -> Int64Text.isInt64(null, at, length)))
          .as(text)
          .isEqualTo(isNumber);
      if (isNumber) {
        assertThat(Int64Text.parse(Samples.latin(text))).as(text).isEqualTo(Long.parseLong(text));
      }
    }
  }

  @Test
  void doublesAreThoseOfRedis() throws Exception {
    for (List<String> row : facts()) {
      String text = row.get(0);
      double value = Float64Text.parse(Samples.latin(text));
      if (row.get(2).startsWith("ERR")) {
        assertThat(value).as(text).isNaN();
      } else {
        assertThat(value).as(text).isEqualTo(scoreOf(row.get(2)));
      }
      boolean isSame =
          Samples.onNative(text, (at, length) -> same(value, Float64Text.parse(null, at, length)));
      assertThat(isSame).as(text).isTrue();
    }
  }

  @Test
  void longDoublesAreThoseOfRedis() throws Exception {
    for (List<String> row : facts()) {
      assertThat(sum("0", row.get(0))).as("0 + " + row.get(0)).isEqualTo(row.get(3));
      assertThat(sum("1", row.get(0))).as("1 + " + row.get(0)).isEqualTo(row.get(4));
    }
  }

  @Test
  void sumsOfLongDoublesAreThoseOfRedis() throws Exception {
    for (List<String> row : FactTable.read("float-sums", NumberFactsTest::askSums)) {
      assertThat(sum(row.get(0), row.get(1)))
          .as(row.get(0) + " + " + row.get(1))
          .isEqualTo(row.get(2));
    }
  }

  private static List<List<String>> facts() throws IOException, InterruptedException {
    return FactTable.read("numbers", NumberFactsTest::askNumbers);
  }

  /// What INCRBYFLOAT would answer.
  private static String sum(String before, String increment) {
    LongDouble one = LongDouble.parse(Samples.latin(before));
    LongDouble other = LongDouble.parse(Samples.latin(increment));
    if (one == null || other == null) {
      return "ERR value is not a valid float";
    }
    LongDouble sum = one.plus(other);
    return sum.isFinite() ? sum.text().toString() : "ERR increment would produce NaN or Infinity";
  }

  private static boolean same(double one, double other) {
    return Double.compare(one, other) == 0;
  }

  /// The score that the seventeen digits of Redis 7.0 stand for. It forgets the sign of zero.
  private static double scoreOf(String text) {
    return Float64Text.parse(Bytes.utf8(text));
  }

  private static List<List<String>> askNumbers(RedisServer server)
      throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    try (RedisTalk redis = new RedisTalk(server.connect())) {
      for (String text : TEXTS) {
        redis.ask("FLUSHALL");
        String integer = redis.ask("INCRBY", "n", text);
        String added = redis.ask("ZADD", "z", text, "m");
        String score = added.startsWith("ERR") ? added : redis.ask("ZSCORE", "z", "m");
        redis.ask("MSET", "zero", "0", "one", "1");
        String zero = redis.ask("INCRBYFLOAT", "zero", text);
        String one = redis.ask("INCRBYFLOAT", "one", text);
        rows.add(List.of(text, integer, score, zero, one));
      }
    }
    return rows;
  }

  private static List<List<String>> askSums(RedisServer server)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(7);
    List<List<String>> rows = new ArrayList<>();
    try (RedisTalk redis = new RedisTalk(server.connect())) {
      for (int i = 0; i < 400; i++) {
        String one = decimal(random);
        String other = decimal(random);
        redis.ask("SET", "k", one);
        rows.add(List.of(one, other, redis.ask("INCRBYFLOAT", "k", other)));
      }
    }
    return rows;
  }

  private static String decimal(SplittableRandom random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    text.append(random.nextLong(1L << random.nextInt(1, 63)));
    int fraction = random.nextInt(0, 22);
    if (fraction > 0) {
      text.append('.');
      for (int i = 0; i < fraction; i++) {
        text.append(random.nextInt(10));
      }
    }
    if (random.nextInt(4) == 0) {
      text.append('e').append(random.nextInt(-25, 25));
    }
    return text.toString();
  }
}
