package io.trivet.server.command.string;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.value.Bytes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The longest common subsequence against one found by trying all subsequences.
final class LongestSubsequenceTest {
  private static final int ROUNDS = 500;
  private static final int MAX_LENGTH = 9;

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void isAsLongAsTheLongestOfAllSubsequences() {
    for (int round = 0; round < ROUNDS; round++) {
      Bytes first = text();
      Bytes second = text();
      int longest = longestOfAll(first, second);
      assertThat(LongestSubsequence.of(first, second, false).length()).isEqualTo(longest);
      LongestSubsequence found = LongestSubsequence.of(first, second, true);
      assertThat(found.length()).isEqualTo(longest);
      assertThat(found.bytes().length()).isEqualTo(longest);
      assertThat(isSubsequence(found.bytes(), first)).isTrue();
      assertThat(isSubsequence(found.bytes(), second)).isTrue();
    }
  }

  @Test
  void runsCoverItFromTheEndAndAreEqualInBothStrings() {
    for (int round = 0; round < ROUNDS; round++) {
      Bytes first = text();
      Bytes second = text();
      LongestSubsequence found = LongestSubsequence.of(first, second, true);
      int[] left = {found.length()};
      int[] ends = {first.length(), second.length()};
      found.runs((firstFrom, secondFrom, length) -> {
        assertThat(firstFrom + length).isLessThanOrEqualTo(ends[0]);
        assertThat(secondFrom + length).isLessThanOrEqualTo(ends[1]);
        assertThat(first.slice(firstFrom, firstFrom + length))
            .isEqualTo(second.slice(secondFrom, secondFrom + length));
        ends[0] = firstFrom;
        ends[1] = secondFrom;
        left[0] -= length;
      });
      assertThat(left[0]).isZero();
    }
  }

  /// Three letters, so that much is in common.
  private Bytes text() {
    byte[] bytes = new byte[random.nextInt(MAX_LENGTH + 1)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt('a', 'd');
    }
    return Bytes.of(bytes);
  }

  private static int longestOfAll(Bytes first, Bytes second) {
    int longest = 0;
    for (int chosen = 0; chosen < 1 << first.length(); chosen++) {
      byte[] bytes = new byte[Integer.bitCount(chosen)];
      for (int i = 0, to = 0; i < first.length(); i++) {
        if ((chosen >> i & 1) != 0) {
          bytes[to++] = first.at(i);
        }
      }
      if (bytes.length > longest && isSubsequence(Bytes.of(bytes), second)) {
        longest = bytes.length;
      }
    }
    return longest;
  }

  private static boolean isSubsequence(Bytes wanted, Bytes text) {
    int found = 0;
    for (int i = 0; i < text.length() && found < wanted.length(); i++) {
      if (text.at(i) == wanted.at(found)) {
        found++;
      }
    }
    return found == wanted.length();
  }
}
