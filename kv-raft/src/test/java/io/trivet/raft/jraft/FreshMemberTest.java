package io.trivet.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.raft.ConfigQuorum.Reading;
import io.trivet.raft.GroupConfig;
import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members without a directory: founders only together, and else somebody new (I6, H8).
class FreshMemberTest {

  private static final int ELECTION_TIMEOUT_MS = 300;
  private static final int ANSWER_TIMEOUT_MS = 900;
  private static final int VOTER = ThreePeers.VOTER;

  @TempDir private Path parent;
  private ThreePeers peers;

  @BeforeEach
  void prepare() throws IOException {
    peers = ThreePeers.fresh(parent, ELECTION_TIMEOUT_MS, ANSWER_TIMEOUT_MS);
  }

  @AfterEach
  void stop() {
    peers.close();
  }

  @Test
  void threeFreshMembersFormAGroup() throws Exception {
    peers.enterAll();
    assertThat(peers.running.values()).allMatch(peer -> generation(peer) == 0);
    committed(peers.leading(), 1);
  }

  @Test
  void twoFreshMembersWaitForTheThird() throws Exception {
    Future<QuorumPeer> first = peers.enter(0);
    Future<QuorumPeer> second = peers.enter(1);
    assertWaits(first);
    assertWaits(second);
    assertThat(generation(running(peers.enter(VOTER)))).isZero();
    assertThat(generation(running(first))).isZero();
    assertThat(generation(running(second))).isZero();
  }

  @Test
  void wipedVoterDoesNotVoteUnderItsOldName() throws Exception {
    peers.enterAll();
    GroupConfig config = committed(peers.leading(), 1);
    wipe(VOTER);
    peers.kill(0);
    QuorumPeer voter = running(peers.enter(VOTER));
    QuorumPeer left = peers.peer(1);
    // Two of three run, but only one of them has a vote.
    for (int i = 0; i < 3; i++) {
      assertThat(left.propose(Proposals.raiseFloor(config, Proposals.A, 9)))
          .isEqualTo(new Outcome.Unknown());
      assertThat(read(left)).isEqualTo(new Reading.Unconfirmed());
    }
    assertThat(generation(voter)).isPositive();
    running(peers.enter(0));
    // Above what was proposed in vain: it may have come into force since.
    GroupConfig next = committed(voter, 10);
    Await.until("shown", () -> voter.shown.contains(next));
  }

  @Test
  void wipedMemberCountsForAMajorityOnceItIsTakenIn() throws Exception {
    peers.enterAll();
    committed(peers.leading(), 1);
    int wiped = peers.leader();
    wipe(wiped);
    QuorumPeer back = running(peers.enter(wiped));
    GroupConfig config = committed(back, 2);
    Await.until("shown", () -> back.shown.contains(config));
    Await.until("member", () -> back.quorum.isMember());
    peers.kill((wiped + 1) % 3);
    committed(back, 3);
  }

  @Test
  void membersCanBeWipedOneAfterTheOtherAndAgain() throws Exception {
    peers.enterAll();
    committed(peers.leading(), 1);
    for (int i = 0; i < 6; i++) {
      int before = generation(peers.peer(i % 3));
      wipe(i % 3);
      QuorumPeer back = running(peers.enter(i % 3));
      assertThat(generation(back)).isPositive().isNotEqualTo(before);
      Await.until("member", () -> back.quorum.isMember());
      committed(back, i + 2L);
    }
  }

  @Test
  void memberThatCameBackKeepsItsGenerationWhenItRestarts() throws Exception {
    peers.enterAll();
    committed(peers.leading(), 1);
    wipe(VOTER);
    QuorumPeer back = running(peers.enter(VOTER));
    Await.until("member", () -> back.quorum.isMember());
    for (int i = 0; i < 3; i++) {
      peers.kill(i);
    }
    peers.enterAll();
    assertThat(generation(peers.peer(VOTER))).isEqualTo(generation(back));
    peers.kill(0);
    committed(peers.peer(VOTER), 2);
  }

  @Test
  void memberThatCrashedBeforeItWasTakenInGoesOnAsking() throws Exception {
    peers.enterAll();
    committed(peers.leading(), 1);
    wipe(VOTER);
    peers.kill(0);
    int generation = generation(running(peers.enter(VOTER)));
    peers.kill(VOTER);
    running(peers.enter(0));
    QuorumPeer back = running(peers.enter(VOTER));
    assertThat(generation(back)).isEqualTo(generation);
    Await.until("member", () -> back.quorum.isMember());
  }

  @Test
  void founderThatCrashedBeforeItHadADirectoryIsStillAFounder() throws Exception {
    foundWithoutTheThird();
    assertThat(generation(running(peers.enter(VOTER)))).isZero();
  }

  @Test
  void founderThatWasWipedBeforeItHadADirectoryIsSomebodyNew() throws Exception {
    foundWithoutTheThird();
    Directories.delete(parent.resolve("peer-2.new"));
    QuorumPeer back = running(peers.enter(VOTER));
    assertThat(generation(back)).isPositive();
    Await.until("member", () -> back.quorum.isMember());
  }

  @Test
  void crashedAttemptIsGoneOnWith() throws Exception {
    Future<QuorumPeer> first = peers.enter(0);
    assertWaits(first);
    UUID attempt = UnfinishedDirectory.open(peers.directory(0), new Random(1)).attempt();
    assertThat(first.cancel(true)).isTrue();
    assertThat(UnfinishedDirectory.open(peers.directory(0), new Random(2)).attempt())
        .isEqualTo(attempt);
  }

  /// Two founders run; the third, whom they heard, has no directory yet.
  private void foundWithoutTheThird() throws Exception {
    Map<String, UUID> attempts = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      PeerAddress member = peers.members.get(i);
      attempts.put(Founders.name(member.host(), member.port()), unfinished(i).attempt());
    }
    for (int i = 0; i < VOTER; i++) {
      unfinished(i).finish(ThreePeers.GROUP, peers.members.get(i), new Founders(attempts));
      running(peers.enter(i));
    }
    committed(peers.leading(), 1);
  }

  private UnfinishedDirectory unfinished(int index) throws IOException {
    return UnfinishedDirectory.open(peers.directory(index), new Random(index));
  }

  private void wipe(int index) throws IOException {
    peers.kill(index);
    Directories.delete(peers.directory(index));
  }

  private static int generation(QuorumPeer peer) {
    return peer.settings.self().generation();
  }

  private static QuorumPeer running(Future<QuorumPeer> entering) throws Exception {
    return entering.get(20, TimeUnit.SECONDS);
  }

  private static void assertWaits(Future<QuorumPeer> entering) {
    assertThatThrownBy(() -> entering.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  /// Commits one more change through this member and returns what it made; appoints A first.
  private static GroupConfig committed(QuorumPeer peer, long sequence) throws Exception {
    return Await.notNull(
        "a committed change",
        () -> {
          Reading reading = read(peer);
          if (!(reading instanceof Reading.Confirmed(GroupConfig current))) {
            return null;
          }
          Outcome outcome =
              propose(
                  peer,
                  current.epoch() == 0
                      ? Proposals.first(Proposals.A)
                      : Proposals.raiseFloor(current, Proposals.A, sequence));
          return outcome instanceof Outcome.Committed(GroupConfig made) ? made : null;
        });
  }

  private static Outcome propose(QuorumPeer peer, Proposal proposal) {
    try {
      return peer.propose(proposal);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Reading read(QuorumPeer peer) {
    try {
      return peer.read();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
