package io.trivet.server.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Incarnation;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.Lineage.EpochStart;
import io.trivet.server.replication.LinkMessage.Chunk;
import io.trivet.server.replication.LinkMessage.Hello;
import io.trivet.server.replication.LinkMessage.ImageOffer;
import io.trivet.server.replication.LinkMessage.ImageRequest;
import io.trivet.server.replication.LinkMessage.ImageWanted;
import io.trivet.server.replication.LinkMessage.Welcome;
import io.trivet.server.replication.StandbyCopy.Follow;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A standby whose log has no use gets an image, and then the log behind it.
final class ImageTransferTest {
  private static final UUID PARTIAL = new UUID(5, 6);

  private final LinkPorts ports = new LinkPorts();
  private final ImageInMemory image = new ImageInMemory(3, (1 << 18) + 1, 0, 5 << 20, 1 << 18);
  private final ImageInMemory.Copy target = new ImageInMemory.Copy(image);
  private final Recorder standbys = new Recorder();
  private final Recorder primaries = new Recorder();
  private final CopyInMemory copy = new CopyInMemory("n2");
  private LogOfPrimary log;
  private StandbySessions sessions;
  private PrimaryLink link;

  @BeforeEach
  void start() throws IOException {
    log = new LogOfPrimary(1 << 13, 1);
    log.image = image;
    copy.target = target;
    copy.answer =
        () ->
            target.presentBytes() == target.totalBytes()
                ? new Follow(copy.end())
                : new StandbyCopy.ImageWanted(PARTIAL);
    sessions = ports.sessions(LinkPorts.SETTINGS);
    sessions.begin(log, standbys);
    link = ports.link(LinkPorts.SETTINGS, copy, primaries);
  }

  @AfterEach
  void stop() throws IOException {
    link.stop(() -> {});
    sessions.end();
    ports.close();
    log.close();
  }

  @Test
  void imageArrivesAndTheLogFollows() throws IOException {
    log.append(100, 1);
    copy.startAt(log.append(100, 2));
    follow();
    sessions.written(log.append(100, 3));
    Await.until("written", () -> standbys.written == log.writtenSequence());
    assertThat(target.isCopyOf(image)).isTrue();
    assertThat(log.wantedImage).isEqualTo(PARTIAL);
    assertThat(copy.meetings).as("before the image, and with it").hasValue(2);
    assertThat(standbys.lines).containsExactly("joined 1 n2 1");
    Await.until("closed", () -> image.closed.get() == 1 && target.closed.get() == 1);
  }

  @Test
  void imageThatStopsInTheMiddleGoesOnWhereItWas() {
    target.failAtBytes = 3 << 20;
    follow();
    Await.until("joined", () -> standbys.count("joined") == 1);
    assertThat(target.isCopyOf(image)).isTrue();
    assertThat(primaries.lines).contains("lost 1 CLOSED");
    assertThat(standbys.lines).containsExactly("joined 1 n2 2");
    Await.until("closed", () -> image.closed.get() == 2 && target.closed.get() == 2);
  }

  @Test
  void imageIsSentNoFasterThanTheRate() throws IOException {
    LinkSettings slow = new LinkSettings("main", 10, 5_000, 5_000, 5_000, 2 << 20, 16 << 20);
    sessions.end();
    sessions = ports.sessions(slow);
    sessions.begin(log, standbys);
    long startNs = System.nanoTime();
    follow();
    Await.until("some", () -> primaries.beats > 0);
    Await.until("progress", () -> link.progress().isImage() && link.progress().bytesDone() > 0);
    Await.until("joined", () -> standbys.count("joined") == 1);
    long bytes = target.totalBytes() - 3 * LinkCodec.MAX_CHUNK_BYTES; // the last, and a burst
    assertThat(System.nanoTime() - startNs).isGreaterThan(bytes * 1_000_000_000L / (16 << 20));
  }

  @Test
  void primaryThatHasNoImageEndsTheSession() {
    log.image = null;
    follow();
    Await.until("lost", () -> primaries.count("lost 1 RESET") >= 2);
    log.image = image;
    Await.until("joined", () -> standbys.count("joined") == 1);
  }

  @Test
  void damagedChunkIsNotWritten() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      InetSocketAddress there = (InetSocketAddress) listening.getLocalSocketAddress();
      link.follow(new PrimaryTarget(LinkPorts.PRIMARY, there, 1));
      try (RawEnd primary = RawEnd.accept(listening)) {
        primary.read(Hello.class);
        Lineage lineage = new Lineage(List.of(new EpochStart(1, 0)), 64);
        primary.send(new Welcome(1, 7, lineage, 0, 0));
        primary.read(ImageWanted.class);
        primary.send(new ImageOffer(1, 7, Bytes.utf8("x")));
        ImageRequest request = primary.read(ImageRequest.class);
        primary.send(
            new Chunk(1, 7, request.file(), request.offset(), 12345, payload(request.bytes())));
        assertThat(primary.isClosedByPeer()).isTrue();
      }
    }
    assertThat(target.presentBytes()).isZero();
  }

  @Test
  void standbyMayAskForNoMoreThanARequestHolds() throws IOException {
    InetSocketAddress address = ports.listen(sessions);
    for (int bytes : new int[] {0, ImageSender.MAX_REQUEST_BYTES + 1}) {
      try (RawEnd standby = RawEnd.connect(address)) {
        Member member =
            new Member(new NodeId("n2"), new Incarnation(new UUID(1, 2), new UUID(3, 4)));
        standby.send(new Hello(1, 1, "main", member, new ConfigVersion(1, 1)));
        long session = standby.read(Welcome.class).session();
        standby.send(new ImageWanted(1, session, PARTIAL));
        standby.read(ImageOffer.class);
        standby.send(new ImageRequest(1, session, 0, 0, bytes));
        assertThat(standby.isClosedByPeer()).isTrue();
      }
    }
  }

  private static io.netty.buffer.ByteBuf payload(int bytes) {
    return io.netty.buffer.Unpooled.wrappedBuffer(new byte[bytes]);
  }

  private void follow() {
    InetSocketAddress address = ports.listen(sessions);
    link.follow(new PrimaryTarget(LinkPorts.PRIMARY, address, 1));
  }
}
