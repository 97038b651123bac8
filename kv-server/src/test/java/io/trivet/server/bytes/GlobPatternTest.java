package io.trivet.server.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.trivet.server.redis.FactTable;
import io.trivet.server.redis.RedisServer;
import io.trivet.server.redis.RedisTalk;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GlobPatternTest {
  private static final String PATTERN_LETTERS = "aabbc**??[]-^\\\u00c0";
  private static final String TEXT_LETTERS = "aabbc-]^\\[\u00c0";

  /// Recorded by KEYS with the text as the only key.
  @Test
  void matchesWhatRedisMatches() throws Exception {
    for (List<String> row : FactTable.read("glob", GlobPatternTest::ask)) {
      GlobPattern pattern = GlobPattern.of(Samples.latin(row.get(0)));
      boolean isMatch = row.get(2).equals("1");
      assertThat(pattern.matches(Samples.latin(row.get(1)))).as(row.toString()).isEqualTo(isMatch);
      assertThat(Samples.onNative(row.get(1), (at, length) -> pattern.matches(null, at, length)))
          .as(row.toString())
          .isEqualTo(isMatch);
    }
  }

  @Test
  void takesLettersInAnyCaseWhenAsked() {
    assertThat(anyCase("H?LLo*", "hallO")).isTrue();
    assertThat(anyCase("[A-C]x", "bX")).isTrue();
    assertThat(anyCase("[^a]", "A")).isFalse();
    assertThat(anyCase("\\A", "a")).isTrue();
    assertThat(GlobPattern.of(Bytes.utf8("A")).matches(Bytes.utf8("a"))).isFalse();
  }

  /// Redis does not begin to match an empty text; KEYS and SCAN look for the single star before.
  @Test
  void emptyTextMatchesOnlyTheEmptyPattern() {
    assertThat(GlobPattern.of(Bytes.EMPTY).matches(Bytes.EMPTY)).isTrue();
    assertThat(GlobPattern.of(Bytes.utf8("**")).matches(Bytes.EMPTY)).isFalse();
    assertThat(GlobPattern.of(Bytes.utf8("?")).matches(Bytes.EMPTY)).isFalse();
  }

  /// Redis compares an escaped member of a class as it is.
  @Test
  void escapedMemberOfAClassKeepsItsCase() {
    assertThat(anyCase("[\\A]", "a")).isFalse();
    assertThat(anyCase("[\\A]", "A")).isTrue();
  }

  @Test
  void knowsPatternsThatNeedNoMatching() {
    assertThat(GlobPattern.of(Bytes.utf8("*")).isAll()).isTrue();
    assertThat(GlobPattern.of(Bytes.utf8("**")).isAll()).isFalse();
    assertThat(GlobPattern.of(Bytes.utf8("a\\*b")).literal()).isEqualTo(Bytes.utf8("a*b"));
    assertThat(GlobPattern.of(Bytes.utf8("a?b")).literal()).isNull();
    assertThat(GlobPattern.ofAnyCase(Bytes.utf8("ab")).literal()).isNull();
  }

  /// A recursive matcher would not come back from this (CVE-2022-36021).
  @Test
  void takesTimeInProportionToBothLengths() {
    Bytes pattern = Bytes.utf8("a*".repeat(2_000) + "b");
    Bytes text = Bytes.utf8("a".repeat(20_000));
    assertThatCode(() -> assertThat(GlobPattern.of(pattern).matches(text)).isFalse())
        .doesNotThrowAnyException();
  }

  private static boolean anyCase(String pattern, String text) {
    return GlobPattern.ofAnyCase(Bytes.utf8(pattern)).matches(Bytes.utf8(text));
  }

  private static List<List<String>> ask(RedisServer server)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(11);
    List<List<String>> rows = new ArrayList<>();
    try (RedisTalk redis = new RedisTalk(server.connect())) {
      for (int i = 0; i < 3_000; i++) {
        String pattern = word(random, PATTERN_LETTERS, 7);
        String text = word(random, TEXT_LETTERS, 5);
        if (pattern.equals("*") || text.isEmpty()) {
          continue;
        }
        redis.ask("FLUSHALL");
        redis.ask("SET", text, "");
        rows.add(List.of(pattern, text, redis.ask("KEYS", pattern).equals("[]") ? "0" : "1"));
      }
    }
    return rows;
  }

  private static String word(SplittableRandom random, String letters, int longest) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
