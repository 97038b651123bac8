package io.trivet.server.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.trivet.raft.ConfigVersion;
import io.trivet.raft.Incarnation;
import io.trivet.raft.Member;
import io.trivet.raft.NodeId;
import io.trivet.server.replication.LinkMessage.Ack;
import io.trivet.server.replication.LinkMessage.Beat;
import io.trivet.server.replication.LinkMessage.Follow;
import io.trivet.server.replication.LinkMessage.FramePart;
import io.trivet.server.replication.LinkMessage.Frames;
import io.trivet.server.replication.LinkMessage.Hello;
import io.trivet.server.replication.LinkMessage.Welcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How much the primary sends to a standby that is slow: what is bounded, and what goes on.
final class FeedTest {
  private static final int EPOCH = 1;

  /// Behind the water mark there is at most one read of the log, with what goes around it.
  private static final int QUEUE_BYTES = (1 << 19) + LogOfPrimary.READ_BYTES + 1_000;

  private final LinkPorts ports = new LinkPorts();
  private final Recorder standbys = new Recorder();
  private LogOfPrimary log;
  private StandbySessions sessions;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    log = new LogOfPrimary(1 << 22, EPOCH);
    LinkSettings settings = new LinkSettings("main", 10, 20_000, 5_000, 20_000, 1 << 28, 64L << 20);
    sessions = ports.sessions(settings);
    sessions.begin(log, standbys);
    address = ports.listen(sessions);
  }

  @AfterEach
  void stop() throws IOException {
    sessions.end();
    ports.close();
    assertThat(log.openFeeds).hasValue(0);
    log.close();
  }

  @Test
  void nothingIsQueuedBeyondTheWaterMarkOfTheChannel() throws IOException {
    for (int i = 0; i < 30_000; i++) {
      log.appendOnly(1_000, i);
      if (i % 1_000 == 0) {
        log.log.flush();
      }
    }
    log.log.flush();
    try (RawEnd standby = following(1 << 28)) {
      Channel channel = ports.accepted.getFirst();
      Await.until("full", () -> !channel.isWritable());
      for (int i = 0; i < 100; i++) {
        sessions.written(log.writtenSequence());
        assertThat(queuedBytes(channel)).isLessThan(QUEUE_BYTES);
      }
      long got = 0;
      while (got < log.writtenSequence()) {
        Frames frames = standby.read(Frames.class);
        assertThat(frames.startSequence()).isEqualTo(got);
        got += frames.bytes().readableBytes();
        frames.bytes().release();
        assertThat(queuedBytes(channel)).isLessThan(QUEUE_BYTES);
      }
    }
  }

  @Test
  void noMoreIsUnderWayThanTheWindowAndBeatsGoOn() throws IOException {
    int windowBytes = 1 << 20;
    for (int i = 0; i < 3_000; i++) {
      log.append(1_000, i);
    }
    try (RawEnd standby = following(windowBytes)) {
      long got = 0;
      while (got < windowBytes) {
        Frames frames = standby.read(Frames.class);
        got += frames.bytes().readableBytes();
        frames.bytes().release();
      }
      for (int i = 0; i < 5; i++) {
        assertThat(standby.read()).isInstanceOf(Beat.class);
      }
      assertThat(got).isLessThan(windowBytes + LogOfPrimary.READ_BYTES);
      standby.send(new Ack(EPOCH, 1, got, 0, 0));
      assertThat(standby.read(Frames.class).startSequence()).isEqualTo(got);
    }
  }

  @Test
  void largeFrameWaitsUntilNothingElseIsUnderWay() throws IOException {
    log.append(1_000, 1);
    int largeBytes = (2 << 20) + 32;
    long end = log.append(2 << 20, 2);
    log.append(1_000, 3);
    try (RawEnd standby = following(1 << 28)) {
      Frames first = standby.read(Frames.class);
      first.bytes().release();
      for (int i = 0; i < 3; i++) {
        assertThat(standby.read()).isInstanceOf(Beat.class);
      }
      standby.send(new Ack(EPOCH, 1, 1_032, 0, 0));
      int got = 0;
      while (got < largeBytes) {
        FramePart part = standby.read(FramePart.class);
        assertThat(part.offset()).isEqualTo(got);
        assertThat(part.frameBytes()).isEqualTo(largeBytes);
        got += part.bytes().readableBytes();
        part.bytes().release();
      }
      assertThat(standby.read(Frames.class).startSequence()).isEqualTo(end);
    }
  }

  @Test
  void standbyThatWantsWhatIsPrunedIsCutOff() throws IOException {
    for (int i = 0; i < 500; i++) {
      log.append(1_000, i);
    }
    log.log.pruneBefore(log.writtenSequence());
    assertThat(log.firstSequence()).isPositive();
    try (RawEnd standby = greeted()) {
      standby.send(new Follow(EPOCH, 1, 0, 1 << 20));
      assertThat(standby.isClosedByPeer()).isTrue();
    }
    assertThat(standbys.lines).isEmpty();
  }

  private static long queuedBytes(Channel channel) {
    var queue = channel.unsafe().outboundBuffer();
    return queue == null ? 0 : queue.totalPendingWriteBytes();
  }

  private RawEnd following(int windowBytes) throws IOException {
    RawEnd standby = greeted();
    standby.send(new Follow(EPOCH, 1, 0, windowBytes));
    return standby;
  }

  private RawEnd greeted() throws IOException {
    RawEnd standby = RawEnd.connect(address);
    Member member = new Member(new NodeId("n2"), new Incarnation(new UUID(1, 2), new UUID(3, 4)));
    standby.send(new Hello(EPOCH, 1, "main", member, new ConfigVersion(EPOCH, 1)));
    standby.read(Welcome.class);
    return standby;
  }
}
