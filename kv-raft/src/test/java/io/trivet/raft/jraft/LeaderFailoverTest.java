package io.trivet.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.ConfigQuorum.Reading;
import io.trivet.raft.Outcome;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a group of three is without a leader after its leader is gone without a word, and what
/// it means for a proposal.
///
/// Three times in the build; -Dtrivet.failovers=N -Dtrivet.electionTimeoutMs=MS for a measurement.
class LeaderFailoverTest {

  private static final int FAILOVERS = Integer.getInteger("trivet.failovers", 3);
  private static final int ELECTION_TIMEOUT_MS =
      Integer.getInteger("trivet.electionTimeoutMs", 300);
  private static final long LIMIT_MS = 5_000;

  @TempDir private Path parent;

  @Test
  void anotherMemberLeadsSoonAfterTheLeaderIsGone() throws Exception {
    List<Long> leaderMs = new ArrayList<>();
    List<Long> readMs = new ArrayList<>();
    try (ThreePeers peers = ThreePeers.create(parent, ELECTION_TIMEOUT_MS, 1_000).startAll()) {
      for (int i = 0; i < FAILOVERS; i++) {
        int gone = peers.leader();
        for (QuorumPeer peer : peers.running.values()) {
          Await.until("all follow", () -> isConfirmed(peer));
        }
        long startNs = System.nanoTime();
        peers.running.remove(gone).kill(() -> awaitNext(peers, startNs, leaderMs, readMs));
        peers.start(gone);
      }
    }
    print("next leader", leaderMs);
    print("first confirmed read", readMs);
    assertThat(Collections.max(leaderMs)).isLessThan(LIMIT_MS);
  }

  /// As a leader does that is stopped or cut off: its connections stay open, and nobody answers.
  @Test
  void proposalThatASilentLeaderHasGoesToTheNextOne() throws Exception {
    try (ThreePeers peers = ThreePeers.create(parent, ELECTION_TIMEOUT_MS, 60_000).startAll()) {
      QuorumPeer silent = peers.leading();
      QuorumPeer follower = peers.following();
      assertThat(follower.propose(Proposals.first(Proposals.A)))
          .isInstanceOf(Outcome.Committed.class);
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      try (Closeable _ = silent.fallSilent()) {
        follower.quorum.propose(
            Proposals.raiseFloor(follower.shown.getLast(), Proposals.A, 1), outcome::complete);
        assertThat(outcome.get(LIMIT_MS, TimeUnit.MILLISECONDS))
            .isInstanceOf(Outcome.Committed.class);
      }
    }
  }

  private static void awaitNext(
      ThreePeers peers, long startNs, List<Long> leaderMs, List<Long> readMs) {
    QuorumPeer next = peers.leading();
    leaderMs.add(sinceMs(startNs));
    Await.until("confirmed", () -> isConfirmed(next));
    readMs.add(sinceMs(startNs));
  }

  private static boolean isConfirmed(QuorumPeer peer) {
    try {
      return peer.read() instanceof Reading.Confirmed;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void print(String what, List<Long> timesMs) {
    List<Long> sorted = timesMs.stream().sorted().toList();
    System.out.printf(
        "%s after electionTimeoutMs=%d: runs=%d p50=%d ms max=%d ms%n",
        what, ELECTION_TIMEOUT_MS, sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast());
  }

  private static long sinceMs(long startNs) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
  }
}
