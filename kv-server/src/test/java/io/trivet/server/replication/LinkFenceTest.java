package io.trivet.server.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Incarnation;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.Lineage.EpochStart;
import io.trivet.server.replication.LinkMessage.Ack;
import io.trivet.server.replication.LinkMessage.Beat;
import io.trivet.server.replication.LinkMessage.Follow;
import io.trivet.server.replication.LinkMessage.Frames;
import io.trivet.server.replication.LinkMessage.Hello;
import io.trivet.server.replication.LinkMessage.Refused;
import io.trivet.server.replication.LinkMessage.Welcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Epochs and sessions fence every message in both directions (I5, H30): one end is made by hand
/// and says what it must not.
final class LinkFenceTest {
  private static final int EPOCH = 3;
  private static final PrimaryMark MARK = new PrimaryMark(0, 64, 0, true);

  private final LinkPorts ports = new LinkPorts();
  private final Recorder standbys = new Recorder();
  private final Recorder primaries = new Recorder();
  private final CopyInMemory copy = new CopyInMemory("n2");
  private LogOfPrimary log;
  private StandbySessions sessions;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    log = new LogOfPrimary(1 << 13, EPOCH);
    sessions = ports.sessions(LinkPorts.SETTINGS);
    sessions.begin(log, standbys);
    address = ports.listen(sessions);
  }

  @AfterEach
  void stop() throws IOException {
    sessions.end();
    ports.close();
    log.close();
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "4, 1", "3, 2", "3, 0"})
  void acknowledgementOfAnotherEpochOrSessionIsNotCounted(int epoch, long session)
      throws IOException {
    long end = log.append(100, 1);
    try (RawEnd standby = following()) {
      standby.read(Frames.class).bytes().release();
      standby.send(new Ack(epoch, session, end, end, end));
      assertThat(standby.isClosedByPeer()).isTrue();
    }
    Await.until("left", () -> standbys.count("left 3 n2 1") == 1);
    assertThat(standbys.written).isEqualTo(-1);
  }

  @Test
  void acknowledgementOfTheSessionBeforeIsNotCounted() throws IOException {
    long end = log.append(100, 1);
    try (RawEnd late = following();
        RawEnd standby = following()) {
      assertThat(late.isClosedByPeer()).as("replaced by the new session").isTrue();
      standby.read(Frames.class).bytes().release();
      standby.send(new Ack(EPOCH, 1, end, end, end));
      assertThat(standby.isClosedByPeer()).isTrue();
    }
    Await.until("left", () -> standbys.count("left 3 n2 2") == 1);
    assertThat(standbys.lines)
        .containsExactly("joined 3 n2 1", "left 3 n2 1", "joined 3 n2 2", "left 3 n2 2");
    assertThat(standbys.written).isEqualTo(-1);
  }

  @Test
  void acknowledgementBeforeTheStandbyFollowsIsNotCounted() throws IOException {
    long end = log.append(100, 1);
    try (RawEnd standby = greeted()) {
      standby.send(new Ack(EPOCH, 1, end, end, end));
      standby.send(new Follow(EPOCH, 1, 0, 1 << 20));
      standby.read(Frames.class).bytes().release();
      standby.send(new Ack(EPOCH, 1, 7, 0, 0));
      Await.until("acknowledged", () -> standbys.written == 7);
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, 0, 0", "50, 60, 0", "50, 0, 60"})
  void acknowledgementOfWhatWasNotSentOrNotWrittenClosesTheConnection(
      long written, long durable, long applied) throws IOException {
    log.append(100, 1);
    try (RawEnd standby = following()) {
      standby.read(Frames.class).bytes().release();
      standby.send(new Ack(EPOCH, 1, written, durable, applied));
      assertThat(standby.isClosedByPeer()).isTrue();
    }
    assertThat(standbys.written).isEqualTo(-1);
  }

  @Test
  void acknowledgementThatFallsClosesTheConnection() throws IOException {
    long end = log.append(100, 1);
    try (RawEnd standby = following()) {
      standby.read(Frames.class).bytes().release();
      standby.send(new Ack(EPOCH, 1, end, end, 0));
      standby.send(new Ack(EPOCH, 1, end, 0, 0));
      assertThat(standby.isClosedByPeer()).isTrue();
    }
    assertThat(standbys.durable).isEqualTo(end);
  }

  @Test
  void sessionOfATenureThatIsOverEndsAndTheNextTenureCountsNothingOfIt() throws IOException {
    long end = log.append(100, 1);
    Recorder next = new Recorder();
    try (RawEnd standby = following();
        LogOfPrimary nextLog = new LogOfPrimary(1 << 13, EPOCH + 1)) {
      standby.read(Frames.class).bytes().release();
      sessions.end();
      sessions.begin(nextLog, next);
      sendUnlessClosed(standby, new Ack(EPOCH, 1, end, end, end));
      assertThat(standby.isClosedByPeer()).isTrue();
      assertThat(next.lines).isEmpty();
      assertThat(next.written).isEqualTo(-1);
    }
  }

  @Test
  void primaryOfAnOlderEpochThanTheStandbyHasSeenOpensNoSession() throws IOException {
    assertThat(refusal(new Hello(EPOCH, 1, "main", member("n2"), new ConfigVersion(4, 9))))
        .isEqualTo(Refusal.OTHER_EPOCH);
  }

  @Test
  void strangersGetNoSession() throws IOException {
    ConfigVersion config = new ConfigVersion(EPOCH, 1);
    assertThat(refusal(new Hello(EPOCH, 1, "main", member("n9"), config)))
        .isEqualTo(Refusal.UNKNOWN_NODE);
    assertThat(refusal(new Hello(EPOCH, 1, "other", member("n2"), config)))
        .isEqualTo(Refusal.OTHER_GROUP);
    assertThat(refusal(new Hello(EPOCH, 2, "main", member("n2"), config)))
        .isEqualTo(Refusal.OTHER_VERSION);
  }

  @ParameterizedTest
  @CsvSource({"2, 7", "4, 7", "3, 6", "3, 0"})
  void framesOfAnotherEpochOrSessionAreNotTaken(int epoch, long session) throws IOException {
    log.append(32, 1);
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PrimaryLink link = followHandmade(listening);
      try (RawEnd primary = welcomed(listening)) {
        primary.send(new Frames(epoch, session, MARK, 0, frames()));
        assertThat(primary.isClosedByPeer()).isTrue();
      }
      Await.until("closed", () -> primaries.count("lost 3 CLOSED") >= 1);
      link.stop(() -> {});
    }
    assertThat(copy.end()).isZero();
    assertThat(primaries.beats).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2, 7", "3, 6"})
  void beatOfAnotherEpochOrSessionIsNotHeard(int epoch, long session) throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PrimaryLink link = followHandmade(listening);
      try (RawEnd primary = welcomed(listening)) {
        primary.send(new Beat(epoch, session, MARK));
        assertThat(primary.isClosedByPeer()).isTrue();
      }
      link.stop(() -> {});
    }
    assertThat(primaries.beats).isZero();
  }

  @Test
  void welcomeOfAnotherEpochIsNotBelieved() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PrimaryLink link = followHandmade(listening);
      try (RawEnd primary = RawEnd.accept(listening)) {
        primary.read(Hello.class);
        Lineage lineage = new Lineage(List.of(new EpochStart(4, 0)), 64);
        primary.send(new Welcome(4, 7, lineage, 0, 0));
        assertThat(primary.isClosedByPeer()).isTrue();
      }
      link.stop(() -> {});
    }
    assertThat(copy.meetings).hasValue(0);
  }

  @Test
  void framesThatDoNotFollowAreNotTaken() throws IOException {
    log.append(32, 1);
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PrimaryLink link = followHandmade(listening);
      try (RawEnd primary = welcomed(listening)) {
        primary.send(new Frames(EPOCH, 7, MARK, 64, frames()));
        assertThat(primary.isClosedByPeer()).isTrue();
      }
      link.stop(() -> {});
    }
    assertThat(copy.end()).isZero();
  }

  private PrimaryLink followHandmade(ServerSocket listening) {
    PrimaryLink link = ports.link(LinkPorts.SETTINGS, copy, primaries);
    InetSocketAddress there = (InetSocketAddress) listening.getLocalSocketAddress();
    link.follow(new PrimaryTarget(LinkPorts.PRIMARY, there, EPOCH));
    return link;
  }

  /// A primary that a standby follows in session 7.
  private static RawEnd welcomed(ServerSocket listening) throws IOException {
    RawEnd primary = RawEnd.accept(listening);
    assertThat(primary.read(Hello.class).epoch()).isEqualTo(EPOCH);
    Lineage lineage = new Lineage(List.of(new EpochStart(EPOCH, 0)), 64);
    primary.send(new Welcome(EPOCH, 7, lineage, 0, 0));
    assertThat(primary.read(Follow.class).fromSequence()).isZero();
    return primary;
  }

  /// The first frame of the log.
  private ByteBuf frames() throws IOException {
    try (LogFeed feed = log.feed(0)) {
      int bytes = feed.readMemory(Long.MAX_VALUE);
      byte[] copied = new byte[bytes];
      io.trivet.storage.memory.Native.copyOut(feed.address(), copied, 0, bytes);
      return Unpooled.wrappedBuffer(copied);
    }
  }

  private RawEnd greeted() throws IOException {
    RawEnd standby = RawEnd.connect(address);
    standby.send(new Hello(EPOCH, 1, "main", member("n2"), new ConfigVersion(EPOCH, 1)));
    standby.read(Welcome.class);
    return standby;
  }

  private RawEnd following() throws IOException {
    RawEnd standby = RawEnd.connect(address);
    standby.send(new Hello(EPOCH, 1, "main", member("n2"), new ConfigVersion(EPOCH, 1)));
    long session = standby.read(Welcome.class).session();
    standby.send(new Follow(EPOCH, session, 0, 1 << 20));
    Await.until("joined", () -> standbys.count("joined 3 n2 " + session) == 1);
    return standby;
  }

  private Refusal refusal(Hello hello) throws IOException {
    try (RawEnd standby = RawEnd.connect(address)) {
      standby.send(hello);
      Refusal refusal = standby.read(Refused.class).refusal();
      assertThat(standby.isClosedByPeer()).isTrue();
      return refusal;
    }
  }

  private static void sendUnlessClosed(RawEnd end, LinkMessage message) {
    try {
      end.send(message);
    } catch (IOException e) {
      assertThat(e).isInstanceOf(java.net.SocketException.class);
    }
  }

  private static Member member(String node) {
    return new Member(new NodeId(node), new Incarnation(new UUID(1, 2), new UUID(3, 4)));
  }
}
