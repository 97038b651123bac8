package io.trivet.server.resp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Any bytes from a connection, in any pieces: the decoder says what the slow one says.
///
/// The first byte tells whether the client is known and where the pieces end. As a plain test it
/// runs its corpus; `JAZZER_FUZZ=1 mvn test -pl kv-server -am -Dtest=RequestDecoderFuzzTest
/// -Djazzer.hooks=true -Dsurefire.failIfNoSpecifiedTests=false` searches for a minute.
final class RequestDecoderFuzzTest {
  private static final RequestLimits SMALL = new RequestLimits(400, 12, 20, 4, 60);

  @FuzzTest(maxDuration = "60s")
  void decodesAnyBytesAsTheSlowDecoderDoes(byte[] input) {
    if (input.length == 0) {
      return;
    }
    boolean isAuthenticated = (input[0] & 1) == 0;
    int step = 1 + ((input[0] & 0xFF) >> 1);
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    int[] cuts = new int[bytes.length / step];
    Arrays.setAll(cuts, i -> i * step);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(Pieces.decode(bytes, cuts, SMALL, isAuthenticated, true))
        .isEqualTo(SlowDecoder.decode(text, SMALL, isAuthenticated));
  }
}
