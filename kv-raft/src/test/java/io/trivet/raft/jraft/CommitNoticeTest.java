package io.trivet.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.Outcome;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How soon the followers see what is committed: a hand-over waits for it twice.
class CommitNoticeTest {

  /// So long that a heartbeat of the library comes each two seconds only.
  private static final int ELECTION_TIMEOUT_MS = 4_000;

  private static final long LIMIT_MS = 1_000;

  @TempDir private Path parent;

  @Test
  void followersSeeADecisionBeforeTheNextHeartbeat() throws Exception {
    try (ThreePeers peers = ThreePeers.create(parent, ELECTION_TIMEOUT_MS, 10_000).startAll()) {
      QuorumPeer leader = peers.leading();
      for (QuorumPeer peer : peers.running.values()) {
        peer.read();
      }
      assertThat(leader.propose(Proposals.first(Proposals.A)))
          .isInstanceOf(Outcome.Committed.class);
      long startNs = System.nanoTime();
      for (QuorumPeer peer : peers.running.values()) {
        Await.until("shown", () -> peer.shown.getLast().epoch() == 1);
      }
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs)).isLessThan(LIMIT_MS);
    }
  }
}
