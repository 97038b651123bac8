package io.trivet.server.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.group.Lineage.EpochStart;
import io.trivet.server.replication.SessionProgress.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Both ends over a loopback socket: join, frames, acknowledgements, heartbeats.
final class ReplicationLinkTest {
  private static final int EPOCH = 3;

  private final LinkPorts ports = new LinkPorts();
  private final CopyInMemory copy = new CopyInMemory("n2");
  private final Recorder standbys = new Recorder();
  private final Recorder primaries = new Recorder();
  private LogOfPrimary log;
  private StandbySessions sessions;
  private PrimaryLink link;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    log = new LogOfPrimary(1 << 13, EPOCH);
    sessions = ports.sessions(LinkPorts.SETTINGS);
    sessions.begin(log, standbys);
    address = ports.listen(sessions);
    link = ports.link(LinkPorts.SETTINGS, copy, primaries);
  }

  @AfterEach
  void stop() throws IOException {
    sessions.end();
    link.stop(() -> {});
    ports.close();
    assertThat(log.openFeeds).as("readers that nobody closed").hasValue(0);
    log.close();
  }

  @Test
  void standbyGetsWhatTheLogHasAndWhatIsWrittenLater() throws IOException {
    log.append(100, 1);
    follow();
    awaitWritten(log.writtenSequence());
    for (int i = 0; i < 500; i++) {
      sessions.written(log.append(i, i));
    }
    awaitWritten(log.writtenSequence());
    assertThat(copy.end()).isEqualTo(log.writtenSequence());
    assertThat(standbys.lines).containsExactly("joined 3 n2 1");
    assertThat(primaries.lines).containsExactly("caught up 3");
    assertThat(copy.epochsOfPrimary).containsExactly(new EpochStart(EPOCH, 0));
  }

  @Test
  void standbyThatIsBehindTheRingIsFedFromTheDiskAndThenFromMemory() throws IOException {
    for (int i = 0; i < 3_000; i++) {
      log.append(100, i);
    }
    follow();
    awaitWritten(log.writtenSequence());
    Await.until("online", () -> sessions.progress().getFirst().state() == State.ONLINE);
    int diskReads = log.diskReads.get();
    assertThat(diskReads).isPositive();
    for (int i = 0; i < 20; i++) {
      sessions.written(log.append(100, i));
      awaitWritten(log.writtenSequence());
    }
    assertThat(log.diskReads).as("reads of the disk while it is online").hasValue(diskReads);
  }

  @Test
  void frameThatIsLargerThanAMessageComesInParts() throws IOException {
    follow();
    sessions.written(log.append(10, 1));
    sessions.written(log.append(5 << 20, 2));
    sessions.written(log.append(10, 3));
    sessions.written(log.append(3 << 20, 4));
    awaitWritten(log.writtenSequence());
    assertThat(copy.end()).isEqualTo(20L + (8 << 20) + 4 * 32);
  }

  @Test
  void durableAndAppliedAreAcknowledgedWhenTheyAdvance() throws IOException {
    copy.durable = 0;
    copy.applied = 0;
    follow();
    long end = log.append(100, 1);
    sessions.written(end);
    awaitWritten(end);
    assertThat(standbys.durable).isZero();
    copy.durable = end;
    link.advanced();
    Await.until("durable", () -> standbys.durable == end);
    assertThat(standbys.applied).isZero();
    copy.applied = end;
    link.applied();
    Await.until("applied", () -> standbys.applied == end);
  }

  @Test
  void beatTellsWhatIsCommittedAndHowThePrimaryIs() throws IOException {
    follow();
    long end = log.append(100, 1);
    sessions.written(end);
    awaitWritten(end);
    log.committed.set(end);
    Await.until("committed", () -> primaries.mark.committedSequence() == end);
    assertThat(primaries.mark.isHealthy()).isTrue();
    assertThat(primaries.mark.endSequence()).isEqualTo(end);
    log.isHealthy = false;
    Await.until("unhealthy", () -> !primaries.mark.isHealthy());
  }

  @Test
  void copyWithoutRoomHoldsFramesBackAndBeatsGoOn() throws IOException {
    copy.roomBytes = 1_000;
    follow();
    for (int i = 0; i < 100; i++) {
      sessions.written(log.append(68, i));
    }
    Await.until("full", () -> standbys.written == 1_000);
    int beats = primaries.beats;
    Await.until("beats", () -> primaries.beats > beats + 5);
    copy.roomBytes = Long.MAX_VALUE;
    link.roomAvailable();
    awaitWritten(log.writtenSequence());
  }

  @Test
  void standbyConnectsAgainAndGoesOnWhereItWas() throws IOException {
    follow();
    sessions.written(log.append(100, 1));
    awaitWritten(log.writtenSequence());
    ports.cut();
    Await.until("joined again", () -> standbys.count("joined") == 2);
    sessions.written(log.append(100, 2));
    awaitWritten(log.writtenSequence());
    assertThat(standbys.lines).containsExactly("joined 3 n2 1", "left 3 n2 1", "joined 3 n2 2");
    assertThat(primaries.lines).contains("lost 3 RESET");
  }

  @Test
  void standbyHearsThatNobodyListensAndFindsThePrimaryWhenItDoes() throws IOException {
    ports.stopListening();
    follow();
    Await.until("refused", () -> primaries.count("lost 3 REFUSED") >= 3);
    ports.listen(sessions);
    sessions.written(log.append(100, 1));
    awaitWritten(log.writtenSequence());
  }

  @Test
  void nodeThatIsNoPrimaryTurnsStandbysAway() {
    sessions.end();
    follow();
    Await.until("turned away", () -> primaries.count("lost 3 TURNED_AWAY") >= 2);
    assertThat(standbys.lines).isEmpty();
    sessions.begin(log, standbys);
    Await.until("joined", () -> standbys.count("joined") == 1);
  }

  @Test
  void standbyThatMeansAnotherEpochIsTurnedAway() throws IOException {
    link.follow(new PrimaryTarget(LinkPorts.PRIMARY, address, EPOCH - 1));
    Await.until("turned away", () -> primaries.count("lost 2 TURNED_AWAY") >= 1);
    follow();
    sessions.written(log.append(100, 1));
    awaitWritten(log.writtenSequence());
    assertThat(standbys.lines).containsExactly("joined 3 n2 1");
  }

  @Test
  void stoppedLinkTakesAndAcknowledgesNothing() throws Exception {
    follow();
    sessions.written(log.append(100, 1));
    awaitWritten(log.writtenSequence());
    var stopped = new java.util.concurrent.CompletableFuture<Long>();
    link.stop(() -> stopped.complete(copy.end()));
    long end = stopped.get();
    sessions.written(log.append(100, 2));
    Await.until("left", () -> standbys.count("left") == 1);
    assertThat(copy.end()).isEqualTo(end);
    assertThat(primaries.count("lost")).isZero();
  }

  @Test
  void connectionMovesToTheLoopThatWritesTheLogAndIsFedThereAtOnce() throws Exception {
    ports.stopListening();
    StandbySessions atHome = ports.sessionsAtHome();
    atHome.begin(log, standbys);
    address = ports.listen(atHome);
    follow();
    Await.until("joined", () -> standbys.count("joined") == 1);
    assertThat(ports.accepted.getFirst().eventLoop()).isSameAs(ports.homeLoop);
    long sent =
        ports
            .homeLoop
            .submit(() -> {
              atHome.written(log.append(100, 1));
              return atHome.progress().getFirst().sentSequence();
            })
            .get();
    assertThat(sent).isEqualTo(log.writtenSequence());
    awaitWritten(log.writtenSequence());
    atHome.end();
    Await.until("left", () -> standbys.count("left") == 1);
  }

  private void follow() {
    link.follow(new PrimaryTarget(LinkPorts.PRIMARY, address, EPOCH));
  }

  private void awaitWritten(long sequence) {
    Await.until("written", () -> standbys.written == sequence);
  }
}
