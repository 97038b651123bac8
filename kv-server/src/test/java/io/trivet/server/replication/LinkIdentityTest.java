package io.trivet.server.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.trivet.raft.NodeId;
import io.trivet.raft.jraft.PeerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/// A standby's word for who it is, against its certificate.
final class LinkIdentityTest {
  private static final int EPOCH = 3;

  @Test
  void standbyThatGreetsUnderAnotherNameThanThatOfItsCertificateIsTurnedAway() throws IOException {
    assertThat(answerOver(new CertificateOf("n3"))).isEqualTo("lost 3 TURNED_AWAY");
  }

  @Test
  void standbyThatGreetsUnderTheNameOfItsCertificateFollows() throws IOException {
    assertThat(answerOver(new CertificateOf("n2"))).isEqualTo("caught up 3");
  }

  /// Has n2 follow, and answers what it was told first.
  private static String answerOver(PeerTls tls) throws IOException {
    Recorder told = new Recorder();
    try (LogOfPrimary log = new LogOfPrimary(1 << 13, EPOCH);
        LinkPorts ports = new LinkPorts()) {
      StandbySessions sessions = ports.sessions(tls);
      sessions.begin(log, new Recorder());
      InetSocketAddress address = ports.listen(sessions);
      PrimaryLink link = ports.link(LinkPorts.SETTINGS, new CopyInMemory("n2"), told);
      link.follow(new PrimaryTarget(LinkPorts.PRIMARY, address, EPOCH));
      Await.until("an answer", () -> !told.lines.isEmpty());
      link.stop(() -> {});
      sessions.end();
    }
    return told.lines.getFirst();
  }

  /// The certificate at the other end, on connections that are not secured.
  private record CertificateOf(String node) implements PeerTls {
    @Override
    public void accepting(Channel channel) {}

    @Override
    public void connecting(Channel channel, InetSocketAddress peer) {}

    @Override
    public boolean isOf(Channel channel, NodeId member) {
      return member.text().equals(node);
    }
  }
}
