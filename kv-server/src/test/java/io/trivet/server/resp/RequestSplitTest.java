package io.trivet.server.resp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// However the bytes come in pieces, the outcome is the same, and it is that of the slow decoder.
final class RequestSplitTest {
  /// Small limits, so that short inputs reach them.
  private static final RequestLimits SMALL = new RequestLimits(40, 12, 20, 4, 60);

  private static final List<String> FRAGMENTS =
      List.of(
          "*",
          "$",
          "\r\n",
          "\r",
          "\n",
          "0",
          "1",
          "2",
          "3",
          "12",
          "13",
          "-1",
          " ",
          "\"",
          "'",
          "\\x4",
          "\\",
          "GET",
          "POST",
          "Host:",
          "\0",
          "*1\r\n$4\r\nPING\r\n",
          "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n",
          "*0\r\n",
          "ping a \"b c\"\r\n",
          "$3\r\nabc\r\n",
          "a".repeat(25),
          "1".repeat(30),
          "\u0016",
          "\u0003");

  @Test
  void everySingleCutDecodesTheSame() {
    String bytes =
        "*3\r\n$3\r\nSET\r\n$2\r\nkk\r\n$12\r\n0123456789ab\r\n\r\nget 'a b'\n*1\r\n$4\r\nPI";
    List<String> whole = SlowDecoder.decode(bytes, SMALL, true);
    byte[] latin = SlowDecoder.latin(bytes);
    for (int cut = 0; cut <= latin.length; cut++) {
      assertThat(Pieces.decode(latin, new int[] {cut}, SMALL, true, true)).isEqualTo(whole);
    }
    int[] everywhere = new int[latin.length];
    Arrays.setAll(everywhere, i -> i);
    assertThat(Pieces.decode(latin, everywhere, SMALL, true, true)).isEqualTo(whole);
  }

  @Test
  void randomBytesInRandomPiecesDecodeAsTheSlowDecoderSays() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 30_000; round++) {
      StringBuilder bytes = new StringBuilder();
      for (int i = random.nextInt(1, 14); i > 0; i--) {
        bytes.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
      }
      boolean isAuthenticated = random.nextBoolean();
      check(bytes.toString(), random, isAuthenticated);
    }
  }

  private static void check(String bytes, SplittableRandom random, boolean isAuthenticated) {
    byte[] latin = SlowDecoder.latin(bytes);
    int[] cuts = random.ints(random.nextInt(4), 0, latin.length + 1).sorted().toArray();
    List<String> expected = SlowDecoder.decode(bytes, SMALL, isAuthenticated);
    assertThat(Pieces.decode(latin, cuts, SMALL, isAuthenticated, false))
        .as("%s cut at %s", bytes, Arrays.toString(cuts))
        .isEqualTo(expected);
    assertThat(Pieces.decode(latin, new int[0], SMALL, isAuthenticated, true))
        .as(bytes)
        .isEqualTo(expected);
  }
}
