package io.trivet.it.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.process.FreePort;
import io.trivet.it.process.NodeProcess;
import io.trivet.it.process.ServerProcess;
import io.trivet.raft.jraft.TestAuthority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A group whose members speak TLS with each other.
final class TlsTest {
  private static final String HOST = "localhost";
  private static final int STRANGER_HEAP_MB = 96;

  @TempDir static Path folder;
  private static TestAuthority authority;
  private static LiveGroup group;

  private int primary;

  @BeforeAll
  static void startGroup() throws IOException {
    authority = TestAuthority.named("group");
    authority.write(folder.resolve("ca.crt"));
    for (int number : LiveGroup.members()) {
      authority.issue("n" + number, HOST).write(folder, "n" + number);
    }
    group = new LiveGroup(folder, tls("MEMBER").toArray(String[]::new));
  }

  @AfterAll
  static void stopGroup() {
    group.close();
  }

  @BeforeEach
  void findThePrimary() {
    primary = group.whole();
  }

  @Test
  void killOfThePrimaryUnderLoadLosesNothingAndTheGroupIsSoonWholeAgain() throws IOException {
    try (WriteLoad load = new WriteLoad(group, "tls", 4)) {
      group.member(primary).kill();
      long gapMs = load.awaitMore(500);
      assertThat(group.whole()).isEqualTo(LiveGroup.other(primary));
      load.awaitMore(500);
      assertThat(load.lost()).isEmpty();
      System.out.printf("kill -9, TLS: gap %d ms, %s%n", gapMs, load);
    }
    group.expectSameData();
  }

  @Test
  void processWithACertificateOfAnotherAuthorityCannotSpeakToAMember() throws IOException {
    TestAuthority.named("another").issue("n2", HOST).write(folder, "stranger");
    List<String> lines = new ArrayList<>(tls("stranger"));
    int port = FreePort.any();
    lines.addAll(
        List.of(
            "port " + port,
            "metrics-port 0",
            "dir " + folder.resolve("stranger"),
            "node-id n2",
            "group-member n2 data %s:%d %s:%d".formatted(HOST, port, HOST, FreePort.any())));
    for (int number : List.of(1, LiveGroup.VOTER)) {
      lines.add(
          "group-member n%d %s %s %s:%d"
              .formatted(
                  number,
                  number == LiveGroup.VOTER ? "voter" : "data",
                  group.address(number),
                  HOST,
                  group.peer(number).getPort()));
    }
    Path file = Files.write(folder.resolve("stranger.conf"), lines);
    List<String> command = new ArrayList<>(NodeProcess.command(STRANGER_HEAP_MB));
    command.add(file.toString());
    Path log = folder.resolve("stranger.log");
    try (ServerProcess stranger = new ServerProcess("stranger", command, port, log)) {
      stranger.launch();
      Patience.until(
          () -> "both refuse it\n" + stranger.log(),
          () ->
              group.member(1).log().contains("why=UNTRUSTED")
                  && group.member(LiveGroup.VOTER).log().contains("why=UNTRUSTED")
                  && stranger.log().contains("why=TURNED_AWAY"));
      assertThat(stranger.log()).doesNotContain("enters the quorum");
    }
    assertThat(group.call(primary, "SET", "after", "stranger").text()).isEqualTo("OK");
    assertThat(group.whole()).isEqualTo(primary);
  }

  @Test
  void plainAndRandomBytesToAPeerPortAreNotAnsweredAndDoNoHarm() throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      byte[] garbage = new byte[16 + random.nextInt(2_000)];
      random.nextBytes(garbage);
      if (i % 2 == 0) {
        System.arraycopy(new byte[] {0x16, 3, 3, 0, 100, 1}, 0, garbage, 0, 6);
      }
      assertThat(isRefused(group.peer(1 + i % 3), garbage)).isTrue();
    }
    assertThat(group.member(primary).log()).contains("why=PLAIN_TEXT");
    assertThat(group.call(primary, "SET", "after", "garbage").text()).isEqualTo("OK");
    assertThat(group.whole()).isEqualTo(primary);
  }

  @Test
  void newCertificatesAreTakenByConfigSetAndHoldForTheNextConnections() throws IOException {
    for (int number : LiveGroup.members()) {
      String name = "n" + number;
      authority.issue(name, HOST).write(folder, name);
      String file = folder.resolve(name + ".crt").toString();
      assertThat(group.call(number, "CONFIG", "SET", "tls-cert-file", file).text()).isEqualTo("OK");
      Files.writeString(folder.resolve(name + ".crt"), "not a certificate");
      assertThat(group.call(number, "CONFIG", "SET", "tls-cert-file", file).text())
          .contains("something that is no certificate");
    }
    assertThat(group.whole()).isEqualTo(primary);
    int standby = LiveGroup.other(primary);
    authority.issue("n" + standby, HOST).write(folder, "n" + standby);
    group.member(standby).kill();
    assertThat(group.whole()).isEqualTo(primary);
    for (int number : LiveGroup.members()) {
      authority.issue("n" + number, HOST).write(folder, "n" + number);
    }
  }

  /// @param certificate name of the files
  private static List<String> tls(String certificate) {
    return List.of(
        "tls-replication yes",
        "tls-ca-cert-file " + folder.resolve("ca.crt"),
        "tls-cert-file " + folder.resolve(certificate + ".crt"),
        "tls-key-file " + folder.resolve(certificate + ".key"));
  }

  /// Whether the port takes this for the end of the connection, and says an alert at most.
  private static boolean isRefused(InetSocketAddress port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(port.getAddress(), port.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes);
      byte[] answer = socket.getInputStream().readAllBytes();
      return answer.length == 0 || answer[0] == 0x15;
    } catch (IOException e) {
      return Arrays.asList("Connection reset", "Broken pipe").contains(e.getMessage());
    }
  }
}
