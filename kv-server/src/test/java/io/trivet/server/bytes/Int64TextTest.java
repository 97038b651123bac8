package io.trivet.server.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.value.Bytes;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The grammar itself is held against a real server by [NumberFactsTest].
final class Int64TextTest {

  @Test
  void everyNumberReadsBackFromItsText() {
    SplittableRandom random = new SplittableRandom(1);
    LongStream edges =
        LongStream.iterate(1, power -> power != 0, power -> power << 1)
            .flatMap(power -> LongStream.of(power - 1, power, power + 1, -power, -power - 1));
    LongStream tens =
        LongStream.iterate(1, ten -> ten < Long.MAX_VALUE / 10, ten -> ten * 10)
            .flatMap(ten -> LongStream.of(ten - 1, ten, -ten, 1 - ten));
    LongStream others = random.longs(10_000).map(value -> value >> (value & 63));
    LongStream.concat(LongStream.concat(edges, tens), others)
        .forEach(value -> {
          Bytes text = Int64Text.format(value);
          assertThat(text).hasToString(Long.toString(value));
          assertThat(Int64Text.length(value)).isEqualTo(text.length());
          assertThat(Int64Text.isInt64(text)).isTrue();
          assertThat(Int64Text.parse(text)).isEqualTo(value);
        });
  }

  @Test
  void formatsIntoTheMiddleOfAnArray() {
    byte[] target = new byte[24];
    assertThat(Int64Text.format(Long.MIN_VALUE, target, 2)).isEqualTo(22);
    assertThat(new String(target, 2, 20, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("-9223372036854775808");
    assertThat(target[1]).isZero();
    assertThat(target[22]).isZero();
  }

  @Test
  void refusesToParseWhatIsNoNumber() {
    assertThatThrownBy(() -> Int64Text.parse(Bytes.utf8("1x")))
        .isInstanceOf(NumberFormatException.class);
  }
}
