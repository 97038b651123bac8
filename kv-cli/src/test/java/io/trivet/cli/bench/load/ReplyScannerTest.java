package io.trivet.cli.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.cli.resp.RespProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyScannerTest {
  private static final String ALL =
      "+OK\r\n"
          + "$5\r\na\r\nbc\r\n"
          + "$0\r\n\r\n"
          + "$-1\r\n"
          + "*-1\r\n"
          + "_\r\n"
          + ":-42\r\n"
          + "*0\r\n"
          + "*2\r\n:1\r\n*2\r\n$1\r\nx\r\n_\r\n"
          + "#t\r\n,3.25\r\n(349289032840923850932\r\n"
          + "=8\r\ntxt:a\r\nb\r\n"
          + "%2\r\n+k\r\n:1\r\n:2\r\n%0\r\n"
          + "~3\r\n+a\r\n+a\r\n+b\r\n"
          + ">2\r\n+message\r\n$2\r\nhi\r\n"
          + "|1\r\n+ttl\r\n:3600\r\n*1\r\n|1\r\n+n\r\n:1\r\n+v\r\n"
          + ">0\r\n|0\r\n"
          + "-ERR first\r\n"
          + "!10\r\nERR second\r\n"
          + "*2\r\n-ERR third\r\n+fine\r\n";
  private static final int REPLIES = 19;
  private static final int NULLS = 3;

  private final List<String> errors = new ArrayList<>();
  private int before;

  private final ReplyScanner scanner =
      new ReplyScanner((replies, message) -> errors.add(before + replies + " " + message));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+OK\\r\\n|1",
        "$3\\r\\nabc\\r\\n:1\\r\\n|2",
        "*2\\r\\n*1\\r\\n:1\\r\\n:2\\r\\n|1",
        "*2\\r\\n:1\\r\\n|0",
        "%1\\r\\n:1\\r\\n:2\\r\\n|1",
        ">1\\r\\n:1\\r\\n|0",
        "|0"
      })
  void countsCompleteReplies(String wire, int replies) throws Exception {
    byte[] bytes = (wire == null ? "" : wire.replace("\\r\\n", "\r\n")).getBytes(UTF_8);
    assertThat(scanner.scan(bytes, 0, bytes.length)).isEqualTo(replies);
  }

  @Test
  void countsTheSameHoweverTheBytesAreCut() throws Exception {
    byte[] wire = ALL.getBytes(UTF_8);
    for (int pieceBytes = 1; pieceBytes <= wire.length; pieceBytes++) {
      before = 0;
      errors.clear();
      int nulls = 0;
      for (int from = 0; from < wire.length; from += pieceBytes) {
        before += scanner.scan(wire, from, Math.min(wire.length, from + pieceBytes));
        nulls += scanner.nulls();
      }
      assertThat(before).as("pieces of %d bytes", pieceBytes).isEqualTo(REPLIES);
      assertThat(nulls).isEqualTo(NULLS);
      assertThat(errors).containsExactly("16 ERR first", "17 ERR second", "18 ERR third");
      assertThat(scanner.lastNumber()).isEqualTo(-42);
    }
  }

  @Test
  void keepsTheBeginningOfALongError() throws Exception {
    byte[] wire = ("-ERR " + "x".repeat(5000) + "\r\n+OK\r\n").getBytes(UTF_8);
    assertThat(scanner.scan(wire, 0, wire.length)).isEqualTo(2);
    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst()).startsWith("0 ERR xxx").hasSizeLessThan(210);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\n", "$abc\r\n", ":1x\r\n", "\r\n"})
  void refusesWhatIsNoResp(String wire) {
    byte[] bytes = wire.getBytes(UTF_8);
    assertThatThrownBy(() -> scanner.scan(bytes, 0, bytes.length))
        .isInstanceOf(RespProtocolException.class);
  }

  @Test
  void refusesEndlessNesting() {
    byte[] bytes = "*1\r\n".repeat(513).getBytes(UTF_8);
    assertThatThrownBy(() -> scanner.scan(bytes, 0, bytes.length)).hasMessageContaining("512");
  }
}
