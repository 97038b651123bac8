package io.trivet.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.command.FailoverControl;
import io.trivet.server.command.FailoverControl.Answer;
import io.trivet.server.config.NodeAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AskedFailoverTest {
  private static final FailoverControl.Request ANY = new FailoverControl.Request(null, 0, false);

  @Test
  void memberThatIsNotPrimaryAsksThePrimaryOnceAtATime() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeAddress there = new NodeAddress("127.0.0.1", server.getLocalPort());
      AskedFailover failovers = new AskedFailover(() -> there, List::of, Thread::new);

      assertThat(failovers.beginFromAnywhere()).isEqualTo(Answer.BEGUN);
      try (Socket asked = server.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(asked.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(words(in, 3)).containsExactly("*1", "$8", "FAILOVER");
        assertThat(failovers.beginFromAnywhere()).isEqualTo(Answer.BUSY);
      }
    }
  }

  @Test
  void memberWithCredentialsSaysThemFirst() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeAddress there = new NodeAddress("127.0.0.1", server.getLocalPort());
      List<String> credentials = List.of("operator", "p w");
      AskedFailover failovers = new AskedFailover(() -> there, () -> credentials, Thread::new);

      assertThat(failovers.beginFromAnywhere()).isEqualTo(Answer.BEGUN);
      try (Socket asked = server.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(asked.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(words(in, 7)).containsExactly("*3", "$4", "AUTH", "$8", "operator", "$3", "p w");
        asked.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(words(in, 3)).containsExactly("*1", "$8", "FAILOVER");
      }
    }
  }

  private static List<String> words(BufferedReader in, int count) throws IOException {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(in.readLine());
    }
    return words;
  }

  @Test
  void nobodyIsAskedWhileNoPrimaryIsKnown() {
    assertThat(new AskedFailover(() -> null, List::of, Thread::new).beginFromAnywhere())
        .isEqualTo(Answer.NOT_PRIMARY);
  }

  @Test
  void memberThatIsPrimaryHandsOverItself() {
    AskedFailover failovers = new AskedFailover(() -> null, List::of, Thread::new);
    assertThat(failovers.begin(ANY)).isEqualTo(Answer.NOT_PRIMARY);
    assertThat(failovers.abort()).isFalse();

    failovers.own(new Primary());

    assertThat(failovers.begin(ANY)).isEqualTo(Answer.BUSY);
    assertThat(failovers.beginFromAnywhere()).isEqualTo(Answer.NO_STANDBY);
    assertThat(failovers.abort()).isTrue();
  }

  /// Answers so that one can tell which question came to it.
  private static final class Primary implements FailoverControl {
    @Override
    public Answer begin(Request request) {
      return Answer.BUSY;
    }

    @Override
    public Answer beginFromAnywhere() {
      return Answer.NO_STANDBY;
    }

    @Override
    public boolean abort() {
      return true;
    }
  }
}
