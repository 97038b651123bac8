package io.trivet.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.raft.ConfigQuorum.Reading;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Outcome;
import io.trivet.raft.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A quorum of three on loopback: what it decides, and what it says when it cannot (I2, I3, I6,
/// H8).
class JRaftConfigQuorumTest {

  private static final int ELECTION_TIMEOUT_MS = 500;
  private static final int ANSWER_TIMEOUT_MS = 2_500;

  @TempDir private Path parent;
  private ThreePeers peers;

  @BeforeEach
  void start() throws Exception {
    peers = ThreePeers.create(parent, ELECTION_TIMEOUT_MS, ANSWER_TIMEOUT_MS).startAll();
  }

  @AfterEach
  void stop() {
    peers.close();
  }

  @Test
  void committedProposalIsShownByAllMembers() throws Exception {
    GroupConfig config = committed(peers.leading(), 1);
    assertThat(config.primary()).isEqualTo(Proposals.A.node());
    for (QuorumPeer peer : peers.running.values()) {
      Await.until("shown", () -> peer.shown.contains(config));
    }
  }

  @Test
  void memberThatDoesNotLeadProposesThroughTheLeader() throws Exception {
    QuorumPeer follower = peers.following();
    GroupConfig config = committed(follower, 1);
    assertThat(follower.shown).endsWith(config);
    assertThat(follower.propose(Proposals.first(Proposals.B)))
        .isEqualTo(new Outcome.Rejected(config, Refusal.OVERTAKEN));
  }

  @Test
  void onlyOneOfTwoWithTheSameExpectationIsCommitted() throws Exception {
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    peers.leader();
    for (QuorumPeer peer : peers.running.values()) {
      CompletableFuture<Outcome> answer = new CompletableFuture<>();
      peer.quorum.propose(Proposals.first(Proposals.A), answer::complete);
      answers.add(answer);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (CompletableFuture<Outcome> answer : answers) {
      outcomes.add(answer.get(20, TimeUnit.SECONDS));
    }
    assertThat(outcomes).filteredOn(Outcome.Committed.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.Rejected.class::isInstance).hasSize(2);
  }

  @Test
  void readOnAnyMemberSeesWhatWasCommittedBefore() throws Exception {
    for (QuorumPeer peer : peers.running.values()) {
      Await.until("follows", () -> read(peer) instanceof Reading.Confirmed);
    }
    for (int sequence = 1; sequence <= 5; sequence++) {
      GroupConfig config = committed(peers.leading(), sequence);
      for (QuorumPeer peer : peers.running.values()) {
        assertThat(peer.read()).isEqualTo(new Reading.Confirmed(config));
      }
    }
  }

  @Test
  void groupGoesOnWithoutItsLeaderWhichCatchesUpWhenItIsBack() throws Exception {
    GroupConfig before = committed(peers.leading(), 1);
    int killed = peers.leader();
    peers.kill(killed);
    GroupConfig after = committed(peers.leading(), 2);
    assertThat(after.at().isAfter(before.at())).isTrue();
    QuorumPeer back = peers.start(killed);
    Await.until("caught up", () -> back.shown.contains(after));
    Await.until("confirmed", () -> read(back).equals(new Reading.Confirmed(after)));
  }

  @Test
  void alonePeerCommitsNothingAndConfirmsNothing() throws Exception {
    committed(peers.leading(), 1);
    int leader = peers.leader();
    for (int i = 0; i < 3; i++) {
      if (i != leader) {
        peers.kill(i);
      }
    }
    QuorumPeer alone = peers.peer(leader);
    GroupConfig last = alone.shown.getLast();
    assertThat(alone.propose(Proposals.raiseFloor(last, Proposals.A, 9)))
        .isEqualTo(new Outcome.Unknown());
    assertThat(alone.read()).isEqualTo(new Reading.Unconfirmed());
    assertThat(alone.shown).endsWith(last);
  }

  @Test
  void proposalIsUnknownWhenTheQuorumIsClosed() throws Exception {
    int leader = peers.leader();
    for (int i = 0; i < 3; i++) {
      if (i != leader) {
        peers.kill(i);
      }
    }
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    peers.peer(leader).quorum.propose(Proposals.first(Proposals.A), answer::complete);
    peers.kill(leader);
    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(new Outcome.Unknown());
  }

  @Test
  void decisionOutlivesAllMembers() throws Exception {
    GroupConfig config = committed(peers.leading(), 3);
    for (int i = 0; i < 3; i++) {
      peers.kill(i);
    }
    peers.startAll();
    assertThat(peers.leading().propose(Proposals.first(Proposals.B)))
        .isEqualTo(new Outcome.Rejected(config, Refusal.OVERTAKEN));
  }

  @Test
  void everyCommittedConfigurationIsShownOnceAndInOrder() throws Exception {
    for (int sequence = 1; sequence <= 20; sequence++) {
      committed(peers.following(), sequence);
    }
    for (QuorumPeer peer : peers.running.values()) {
      Await.until("all shown", () -> peer.shown.getLast().at().version() == 20);
      assertThat(peer.shown)
          .extracting(config -> config.at().version())
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(peer.failures).isEmpty();
    }
  }

  @Test
  void wipedMemberIsRefusedAndComesBackUnderItsNextGeneration() throws Exception {
    committed(peers.leading(), 1);
    int wiped = (peers.leader() + 1) % 3;
    peers.kill(wiped);
    PeerAddress old = peers.members.get(wiped);
    Directories.delete(peers.directory(wiped));
    assertThatThrownBy(() -> peers.start(wiped))
        .isInstanceOf(CorruptRaftFileException.class)
        .hasMessageContaining(peers.directory(wiped).toString());

    PeerAddress next = new PeerAddress(old.host(), old.port(), 1, old.priority());
    List<PeerAddress> members = new ArrayList<>(peers.members);
    members.set(wiped, next);
    QuorumPeer back = peers.join(wiped, next, peers.directory(wiped));
    Await.until("taken in", () -> change(peers.leading(), members));
    GroupConfig config = committed(peers.leading(), 2);
    Await.until("caught up", () -> back.shown.contains(config));
    peers.kill((wiped + 1) % 3);
    committed(peers.leading(), 3); // it counts for a majority
  }

  @Test
  void snapshotBringsARestartedAndANewMemberUpToDate() throws Exception {
    GroupConfig config = committed(peers.leading(), 1);
    for (QuorumPeer peer : peers.running.values()) {
      Await.until("shown", () -> peer.shown.contains(config));
      snapshot(peer);
    }
    GroupConfig newer = committed(peers.leading(), 2);
    for (QuorumPeer peer : peers.running.values()) {
      Await.until("shown", () -> peer.shown.contains(newer));
      snapshot(peer); // the second one prunes the log up to the first
    }
    int follower = (peers.leader() + 1) % 3;
    peers.kill(follower);
    QuorumPeer restarted = peers.start(follower);
    Await.until("confirmed", () -> read(restarted).equals(new Reading.Confirmed(newer)));

    peers.kill(follower);
    PeerAddress old = peers.members.get(follower);
    PeerAddress next = new PeerAddress(old.host(), old.port(), 1, old.priority());
    List<PeerAddress> members = new ArrayList<>(peers.members);
    members.set(follower, next);
    QuorumPeer fresh = peers.join(follower, next, parent.resolve("fresh"));
    Await.until("taken in", () -> change(peers.leading(), members));
    Await.until("restored", () -> fresh.shown.contains(newer));
    assertThat(fresh.failures).isEmpty();
  }

  /// Commits one more change and returns what it made; appoints A first.
  private static GroupConfig committed(QuorumPeer peer, long sequence) throws Exception {
    GroupConfig current =
        Await.notNull(
            "a confirmed read",
            () -> read(peer) instanceof Reading.Confirmed(GroupConfig config) ? config : null);
    Outcome outcome =
        peer.propose(
            current.epoch() == 0
                ? Proposals.first(Proposals.A)
                : Proposals.raiseFloor(current, Proposals.A, sequence));
    assertThat(outcome).isInstanceOf(Outcome.Committed.class);
    return ((Outcome.Committed) outcome).config();
  }

  private static Reading read(QuorumPeer peer) {
    try {
      return peer.read();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static boolean change(QuorumPeer leader, List<PeerAddress> members) {
    CompletableFuture<String> changed = new CompletableFuture<>();
    leader.quorum.changeMembers(members, why -> changed.complete(why == null ? "" : why));
    return changed.orTimeout(20, TimeUnit.SECONDS).join().isEmpty();
  }

  private static void snapshot(QuorumPeer peer) {
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    peer.quorum.snapshot(written::complete);
    assertThat(written.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
  }
}
