package io.trivet.server.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.trivet.storage.value.Bytes;
import java.util.Arrays;

/// Any bytes as a number and as a pattern.
///
/// As a plain test it runs its corpus; `RequestDecoderFuzzTest` tells how to search.
final class WordsFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void numberReadsBackFromItsText(byte[] input) {
    Bytes text = Bytes.of(input);
    if (Int64Text.isInt64(text)) {
      assertThat(Int64Text.format(Int64Text.parse(text))).isEqualTo(text);
    }
    double score = Float64Text.parse(text);
    if (!Double.isNaN(score)) {
      assertThat(Float64Text.parse(Float64Text.formatBytes(score))).isEqualTo(score);
    }
    LongDouble wide = LongDouble.parse(text);
    if (wide != null && wide.isFinite()) {
      assertThat(LongDouble.parse(wide.text())).isNotNull();
    }
  }

  /// The first byte tells how long the pattern is.
  @FuzzTest(maxDuration = "60s")
  void patternMatchesWhatTheRecursiveMatcherMatches(byte[] input) {
    int length = input.length == 0 ? 0 : Math.min(input[0] & 15, input.length - 1);
    byte[] pattern = Arrays.copyOfRange(input, Math.min(1, input.length), 1 + length);
    byte[] text = Arrays.copyOfRange(input, Math.min(1 + length, input.length), input.length);
    if (text.length == 0 || text.length > 32) {
      return;
    }
    for (boolean isAnyCase : new boolean[] {false, true}) {
      GlobPattern glob =
          isAnyCase ? GlobPattern.ofAnyCase(Bytes.of(pattern)) : GlobPattern.of(Bytes.of(pattern));
      assertThat(glob.matches(Bytes.of(text)))
          .isEqualTo(new RecursiveGlob(pattern, text, isAnyCase).matches(0, 0));
    }
  }
}
