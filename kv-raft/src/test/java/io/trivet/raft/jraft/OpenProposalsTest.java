package io.trivet.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.Outcome;
import io.trivet.raft.Proposal;
import io.trivet.raft.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What becomes of a proposal that is sent more than once (I3, H8).
class OpenProposalsTest {

  private static final Proposal PROPOSAL = Proposals.first(Proposals.A);
  private static final Outcome REJECTED = new Outcome.Rejected(GroupConfig.NONE, Refusal.OVERTAKEN);
  private static final Outcome COMMITTED = new Outcome.Committed(GroupConfig.NONE);

  private final UUID id = UUID.randomUUID();
  private final List<ProposalEntry> sent = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final OpenProposals proposals = new OpenProposals(sent::add);

  @Test
  void proposalIsSentToEachLeaderUntilItIsDecided() {
    proposals.add(id, PROPOSAL, outcomes::add);
    proposals.leaderFound();
    proposals.sendAgain(sent.getFirst());
    assertThat(sent).containsExactly(entry(), entry(), entry());
    proposals.decided(id, COMMITTED);
    proposals.leaderFound();
    proposals.sendAgain(sent.getFirst());
    assertThat(sent).hasSize(3);
  }

  @Test
  void firstDecisionIsTheAnswerAndThatOfItsCopyIsNone() {
    proposals.add(id, PROPOSAL, outcomes::add);
    proposals.leaderFound();
    proposals.decided(UUID.randomUUID(), REJECTED);
    proposals.decided(id, COMMITTED);
    proposals.decided(id, REJECTED);
    assertThat(outcomes).containsExactly(COMMITTED);
  }

  /// The snapshot may hold the entry that was committed; the copy after it is refused.
  @Test
  void refusalOfACopyAfterASnapshotTellsNothing() {
    proposals.add(id, PROPOSAL, outcomes::add);
    proposals.leaderFound();
    proposals.giveUpAll();
    proposals.decided(id, REJECTED);
    assertThat(outcomes).containsExactly(new Outcome.Unknown());
  }

  @Test
  void proposalThatTookTooLongIsUnknownAndIsNotSentAgain() {
    proposals.add(id, PROPOSAL, outcomes::add);
    proposals.giveUp(id);
    proposals.leaderFound();
    assertThat(outcomes).containsExactly(new Outcome.Unknown());
    assertThat(sent).hasSize(1);
  }

  private ProposalEntry entry() {
    return new ProposalEntry(id, PROPOSAL);
  }
}
