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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AskedFailoverTest {
  private static final FailoverControl.Request ANY = new FailoverControl.Request(null, 0, false);

  @Test
  void memberThatIsNotPrimaryAsksThePrimaryOnceAtATime() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeAddress there = new NodeAddress("127.0.0.1", server.getLocalPort());
      AskedFailover failovers = new AskedFailover(() -> there, Thread::new);

      assertThat(failovers.beginFromAnywhere()).isEqualTo(Answer.BEGUN);
      try (Socket asked = server.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(asked.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(in.readLine()).isEqualTo("FAILOVER");
        assertThat(failovers.beginFromAnywhere()).isEqualTo(Answer.BUSY);
      }
    }
  }

  @Test
  void nobodyIsAskedWhileNoPrimaryIsKnown() {
    assertThat(new AskedFailover(() -> null, Thread::new).beginFromAnywhere())
        .isEqualTo(Answer.NOT_PRIMARY);
  }

  @Test
  void memberThatIsPrimaryHandsOverItself() {
    AskedFailover failovers = new AskedFailover(() -> null, Thread::new);
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
