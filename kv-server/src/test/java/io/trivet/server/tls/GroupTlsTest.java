package io.trivet.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.raft.NodeId;
import io.trivet.raft.jraft.TestAuthority;
import io.trivet.server.config.Config;
import io.trivet.server.config.ConfigSetException;
import io.trivet.server.tls.TlsNodes.End;
import io.trivet.server.tls.TlsNodes.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who gets through a handshake of the peer port, over real sockets.
@Timeout(120)
final class GroupTlsTest {
  private static final String HOST = "127.0.0.1";

  private final TestAuthority authority = TestAuthority.named("group");
  private final TestAuthority other = TestAuthority.named("group");

  @TempDir Path folder;
  private TlsNodes nodes;
  private Node n1;

  @BeforeEach
  void start() throws Exception {
    nodes = new TlsNodes(folder);
    n1 = nodes.serve(nodes.member("n1", authority, authority.issue("n1", HOST)));
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void membersWithCertificatesOfTheirAuthorityUnderstandEachOther() throws Exception {
    Node n2 = nodes.member("n2", authority, authority.issue("n2", HOST));
    assertThat(nodes.connect(n2).ask("hello")).isEqualTo("hello");
    assertThat(failures(n1)).isEmpty();
    assertThat(failures(n2)).isEmpty();
    assertThat(n1.tls().validMs()).isBetween(1L, 86_400_000L);
  }

  @Test
  void oneCertificateMayBeThatOfAllMembers() throws Exception {
    TestAuthority.Issued shared = authority.issue("n1", "n2", "n3", HOST);
    Node first = nodes.serve(nodes.member("n1", authority, shared));
    Node second = nodes.member("n2", authority, shared);
    assertThat(nodes.connect(second).ask("hello")).isEqualTo("hello");
    assertThat(failures(first)).isEmpty();
  }

  @Test
  void plainConnectionIsClosedAndNothingOfItIsRead() throws Exception {
    assertThat(isClosedAfter("\0\0\0\u0014\0\001abcdefghijklmnop".getBytes())).isTrue();
    assertThat(nodes.read).hasValue(0);
    assertThat(failures(n1)).containsExactly(HandshakeFailure.PLAIN_TEXT);
  }

  @Test
  void certificateOfAnotherAuthorityIsRefused() throws Exception {
    Node stranger = nodes.member("n2", authority, other.issue("n2", HOST));
    assertRefused(stranger, HandshakeFailure.UNTRUSTED);
  }

  @Test
  void expiredCertificateIsRefused() throws Exception {
    Node late = nodes.member("n2", authority, authority.issueExpired("n2", HOST));
    assertRefused(late, HandshakeFailure.EXPIRED);
  }

  @Test
  void memberOfAnotherGroupOfTheSameAuthorityIsRefused() throws Exception {
    TestAuthority.Issued n9 = authority.issue("n9", HOST);
    Node otherId = nodes.node("n9", nodes.members("n9", HOST), authority, n9);
    assertRefused(otherId, HandshakeFailure.NOT_A_MEMBER);
    TestAuthority.Issued elsewhere = authority.issue("n2", "10.0.0.2");
    Node otherHost = nodes.node("n2", nodes.members("n2", "10.0.0.2"), authority, elsewhere);
    assertRefused(otherHost, HandshakeFailure.NOT_A_MEMBER);
  }

  @Test
  void clientWithoutACertificateIsRefused() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Credulous()}, new SecureRandom());
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(loopback(), nodes.port())) {
      socket.setSoTimeout(20_000);
      assertThatThrownBy(
              () -> {
                socket.getOutputStream().write(1);
                int _ = socket.getInputStream().read();
              })
          .isInstanceOf(IOException.class);
    }
    assertThat(nodes.read).hasValue(0);
    assertThat(failures(n1)).containsExactly(HandshakeFailure.NO_CERTIFICATE);
  }

  @Test
  void memberBelievesNobodyElseAtTheAddressOfAMember() throws Exception {
    Node n2 = nodes.member("n2", authority, authority.issue("n2", HOST));
    nodes.serve(nodes.member("n3", authority, authority.issue("n3", HOST)));
    assertThat(nodes.connect(n2).ask("hello")).isEqualTo(TlsNodes.END);
    assertThat(failures(n2)).containsExactly(HandshakeFailure.NOT_A_MEMBER);
    assertThat(nodes.read).hasValue(0);
  }

  @Test
  void memberBelievesNoServerOfAnotherAuthority() throws Exception {
    Node n2 = nodes.member("n2", authority, authority.issue("n2", HOST));
    nodes.serve(nodes.member("n1", authority, other.issue("n1", HOST)));
    assertThat(nodes.connect(n2).ask("hello")).isEqualTo(TlsNodes.END);
    assertThat(failures(n2)).containsExactly(HandshakeFailure.UNTRUSTED);
  }

  @Test
  void silentConnectionIsClosedInTime() throws Exception {
    Path own = Files.createDirectory(folder.resolve("impatient"));
    TlsNodes.write(own, authority, authority.issue("n1", HOST));
    Config config = nodes.config(own, "n1", nodes.members("n2", HOST));
    Node impatient = nodes.serve(nodes.node(config, 50));
    try (Socket socket = new Socket(loopback(), nodes.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(new byte[] {0x16, 3, 1});
      assertThat(socket.getInputStream().read()).isNegative();
    }
    assertThat(failures(impatient)).containsExactly(HandshakeFailure.TIMEOUT);
  }

  @Test
  void randomBytesDoNoHarm() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      byte[] garbage = new byte[8 + random.nextInt(3_000)];
      random.nextBytes(garbage);
      if (i % 2 == 0) {
        int length = Math.min(garbage.length - 5, 1 + random.nextInt(500));
        System.arraycopy(
            new byte[] {0x16, 3, 1, (byte) (length >> 8), (byte) length}, 0, garbage, 0, 5);
      }
      assertThat(isClosedAfter(garbage)).isTrue();
    }
    assertThat(nodes.read).hasValue(0);
    Node n2 = nodes.member("n2", authority, authority.issue("n2", HOST));
    assertThat(nodes.connect(n2).ask("hello")).isEqualTo("hello");
  }

  @Test
  void onlyTheMembersOfACertificateMaySpeakOnItsConnection() throws Exception {
    Node n2 = nodes.member("n2", authority, authority.issue("n2", HOST));
    End end = nodes.connect(n2);
    assertThat(end.ask("hello")).isEqualTo("hello");
    assertThat(n2.tls().isOf(end.channel(), new NodeId("n1"))).isTrue();
    assertThat(n2.tls().isOf(end.channel(), new NodeId("n3"))).isFalse();
    assertThat(n2.tls().isOf(end.channel(), new NodeId("n9"))).isFalse();
  }

  @Test
  void configSetReadsTheFilesAgainAndOpenConnectionsGoOn() throws Exception {
    Node n2 = nodes.member("n2", authority, authority.issue("n2", HOST));
    End open = nodes.connect(n2);
    assertThat(open.ask("before")).isEqualTo("before");

    Path own = Path.of(n1.config().fileName()).getParent();
    TlsNodes.write(own, other, other.issue("n1", HOST));
    assertThat(nodes.connect(n2).ask("not yet")).isEqualTo("not yet");
    n1.set("tls-cert-file", own.resolve("node.crt").toString());

    assertThat(open.ask("after")).isEqualTo("after");
    assertThat(nodes.connect(n2).ask("old")).isEqualTo(TlsNodes.END);
    Node renewed = nodes.member("n2", other, other.issue("n2", HOST));
    assertThat(nodes.connect(renewed).ask("new")).isEqualTo("new");
  }

  @Test
  void configSetRefusesFilesThatDoNotDoAndTheOldOnesStay() throws Exception {
    Path own = Path.of(n1.config().fileName()).getParent();
    Files.writeString(own.resolve("node.crt"), "nothing");
    String name = own.resolve("node.crt").toString();
    assertThatThrownBy(() -> n1.set("tls-cert-file", name))
        .isInstanceOf(ConfigSetException.class)
        .hasMessageContaining("node.crt holds");
    assertThatThrownBy(() -> n1.set("tls-replication", "no")).hasMessageContaining("start all");
    Node n2 = nodes.member("n2", authority, authority.issue("n2", HOST));
    assertThat(nodes.connect(n2).ask("hello")).isEqualTo("hello");
  }

  @Test
  void startSaysWhatIsWrongWithTheFiles() throws Exception {
    assertThatThrownBy(() -> nodes.member("n1", authority, authority.issue("n2", HOST)))
        .hasMessage(
            "tls-cert-file: the certificate is not of this node: its subject alternative names need"
                + " n1 and 127.0.0.1, and are 127.0.0.1, n2");
    TestAuthority.Issued mixed =
        new TestAuthority.Issued(
            authority.issue("n1", HOST).certificate(), authority.issue("n1", HOST).key());
    assertThatThrownBy(() -> nodes.member("n1", authority, mixed))
        .hasMessageMatching("tls-cert-file, tls-key-file: .*node.key is not the key of .*node.crt");
    Path own = Files.createDirectory(folder.resolve("own"));
    TlsNodes.write(own, authority, authority.issue("n1", HOST));
    String members = nodes.members("n2", HOST);
    assertProblem(
        own, members, "tls-ca-cert-file \"\"", "tls-ca-cert-file is missing: TLS needs it");
    assertProblem(
        own,
        members,
        "tls-key-file " + own + "/other.key",
        "tls-cert-file, tls-key-file: " + own + "/other.key is not there");
    assertProblem(
        own,
        members,
        "tls-protocols \"TLSv1.1 TLSv1.3\"",
        "tls-protocols: TLSv1.2 and TLSv1.3 are spoken, each named once");
  }

  @Test
  void authoritiesMayLieInAFolderAndTheProtocolBeChosen() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    TlsNodes.write(own, authority, authority.issue("n1", HOST));
    Path folderOfAuthorities = Files.createDirectory(own.resolve("authorities"));
    authority.write(folderOfAuthorities.resolve("1a2b3c4d.0"));
    other.write(folderOfAuthorities.resolve("other.pem"));
    Files.writeString(folderOfAuthorities.resolve("README"), "not one");
    Config config =
        nodes.config(
            own,
            "n1",
            nodes.members("n2", HOST),
            "tls-ca-cert-file \"\"",
            "tls-ca-cert-dir " + folderOfAuthorities,
            "tls-protocols tlsv1.2");
    Node first = nodes.serve(nodes.node(config, 20_000));
    Node n2 = nodes.member("n2", authority, other.issue("n2", HOST));
    End end = nodes.connect(n2);
    assertThat(end.ask("hello")).isEqualTo("hello");
    assertThat(end.protocol()).isEqualTo("TLSv1.2");
    assertThat(failures(first)).isEmpty();
  }

  private void assertProblem(Path own, String members, String line, String problem)
      throws Exception {
    Config config = nodes.config(own, "n1", members, line);
    assertThatThrownBy(() -> nodes.node(config, 1_000)).hasMessage(problem);
  }

  private void assertRefused(Node node, HandshakeFailure why) throws Exception {
    long before = n1.failures(why);
    assertThat(nodes.connect(node).ask("hello")).isEqualTo(TlsNodes.END);
    assertThat(n1.failures(why)).isEqualTo(before + 1);
    assertThat(nodes.read).hasValue(0);
    assertThat(node.failures(HandshakeFailure.TURNED_AWAY)).isEqualTo(1);
  }

  private static List<HandshakeFailure> failures(Node node) {
    return Stream.of(HandshakeFailure.values()).filter(each -> node.failures(each) > 0).toList();
  }

  private boolean isClosedAfter(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(loopback(), nodes.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      byte[] answer = socket.getInputStream().readAllBytes();
      return answer.length == 0 || answer[0] == 0x15; // an alert
    } catch (IOException e) {
      return Arrays.asList("Connection reset", "Broken pipe").contains(e.getMessage());
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  /// Believes everybody.
  private static final class Credulous implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyKind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyKind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
