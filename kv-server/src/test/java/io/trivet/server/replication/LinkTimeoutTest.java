package io.trivet.server.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Incarnation;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.server.replication.LinkMessage.Beat;
import io.trivet.server.replication.LinkMessage.Follow;
import io.trivet.server.replication.LinkMessage.Hello;
import io.trivet.server.replication.LinkMessage.Welcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Ends that say nothing, take nothing, or are no ends of the link.
final class LinkTimeoutTest {
  private static final LinkSettings HASTY =
      new LinkSettings("main", 10, 100, 100, 100, 2 << 20, 64L << 20);

  private final LinkPorts ports = new LinkPorts();
  private final Recorder standbys = new Recorder();
  private final Recorder primaries = new Recorder();
  private LogOfPrimary log;
  private StandbySessions sessions;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    log = new LogOfPrimary(1 << 13, 1);
    sessions = ports.sessions(HASTY);
    sessions.begin(log, standbys);
    address = ports.listen(sessions);
  }

  @AfterEach
  void stop() throws IOException {
    sessions.end();
    ports.close();
    log.close();
  }

  @Test
  void connectionWithoutAGreetingIsClosed() throws IOException {
    try (RawEnd nobody = RawEnd.connect(address)) {
      assertThat(nobody.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void connectionsWithoutAGreetingAreFew() throws IOException {
    List<RawEnd> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(RawEnd.connect(address));
    }
    for (RawEnd one : many) {
      assertThat(one.isClosedByPeer()).isTrue();
      one.close();
    }
    try (RawEnd standby = RawEnd.connect(address)) {
      standby.send(hello());
      assertThat(standby.read()).isInstanceOf(Welcome.class);
    }
  }

  @Test
  void bytesThatAreNoMessageCloseTheConnection() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 30; i++) {
      byte[] garbage = new byte[1 + random.nextInt(500)];
      random.nextBytes(garbage);
      try (RawEnd stranger = RawEnd.connect(address)) {
        stranger.send(garbage);
        assertThat(stranger.isClosedByPeer()).isTrue();
      }
    }
    assertThat(standbys.lines).isEmpty();
  }

  @Test
  void standbyThatSaysNothingMoreIsLeft() throws IOException {
    try (RawEnd standby = RawEnd.connect(address)) {
      standby.send(hello());
      standby.read(Welcome.class);
      standby.send(new Follow(1, 1, 0, 1 << 20));
      assertThat(standby.isClosedByPeer()).isTrue();
    }
    Await.until("left", () -> standbys.count("left") == 1);
  }

  @Test
  void standbyIsToldWhatIsCommittedBeforeABeatIsDue() throws IOException {
    sessions.end();
    ports.stopListening();
    StandbySessions patient =
        ports.sessions(
            new LinkSettings("main", 600_000, 900_000, 5_000, 900_000, 2 << 20, 64L << 20));
    patient.begin(log, standbys);
    try (RawEnd standby = RawEnd.connect(ports.listen(patient))) {
      standby.send(hello());
      standby.read(Welcome.class);
      standby.send(new Follow(1, 1, 0, 1 << 20));
      Await.until("joined", () -> standbys.count("joined") == 1);
      log.committed.set(7);
      patient.committed();
      assertThat(standby.read(Beat.class).mark().committedSequence()).isEqualTo(7);
    }
    patient.end();
  }

  @Test
  void primaryThatAcceptsAndSaysNothingIsSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      PrimaryLink link = ports.link(HASTY, new CopyInMemory("n2"), primaries);
      InetSocketAddress there = (InetSocketAddress) silent.getLocalSocketAddress();
      link.follow(new PrimaryTarget(LinkPorts.PRIMARY, there, 1));
      Await.until("silent", () -> primaries.count("lost 1 SILENT") >= 2);
      link.stop(() -> {});
    }
  }

  @Test
  void primaryThatFallsSilentLaterIsSilent() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      PrimaryLink link = ports.link(HASTY, new CopyInMemory("n2"), primaries);
      InetSocketAddress there = (InetSocketAddress) listening.getLocalSocketAddress();
      link.follow(new PrimaryTarget(LinkPorts.PRIMARY, there, 1));
      try (RawEnd primary = RawEnd.accept(listening)) {
        primary.read(Hello.class);
        primary.send(new Welcome(1, 1, log.lineage(), 0, 0));
        primary.read(Follow.class);
        assertThat(primary.isClosedByPeer()).isTrue();
      }
      Await.until("silent", () -> primaries.count("lost 1 SILENT") >= 1);
      link.stop(() -> {});
    }
  }

  private static Hello hello() {
    Member member = new Member(new NodeId("n2"), new Incarnation(new UUID(1, 2), new UUID(3, 4)));
    return new Hello(1, 1, "main", member, new ConfigVersion(1, 1));
  }
}
