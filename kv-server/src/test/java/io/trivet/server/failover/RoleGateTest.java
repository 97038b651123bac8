package io.trivet.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.agent.Confirmations;
import io.trivet.raft.agent.Lease;
import org.junit.jupiter.api.Test;

final class RoleGateTest {
  private boolean isConfirming;
  private final RoleGate gate = new RoleGate(() -> 0, () -> isConfirming);
  private final UnansweredQuorum quorum = new UnansweredQuorum();
  private final Confirmations confirmations =
      new Confirmations(quorum, quorum, 1, config -> {}, epoch -> {});

  @Test
  void standbyAnswersAtOnce() {
    isConfirming = true;
    assertThat(gate.isGiven(gate.ask())).isTrue();
  }

  @Test
  void primaryWhoseLeaseIsNotThereHoldsItsAnswers() {
    gate.lead(new Lease(() -> {}), confirmations);

    assertThat(gate.isGiven(gate.ask())).isFalse();
    assertThat(quorum.reads).isZero();
  }

  @Test
  void confirmingPrimaryAsksTheQuorumWhateverTheLeaseSays() {
    isConfirming = true;
    confirmations.begin(1);
    gate.lead(new Lease(() -> {}), confirmations);

    assertThat(gate.isGiven(gate.ask())).isFalse();
    assertThat(quorum.reads).isEqualTo(1);
  }

  @Test
  void formerPrimaryLetsNothingGoUntilItsClientsAreGone() {
    gate.lead(new Lease(() -> {}), confirmations);
    gate.leave();
    assertThat(gate.isGiven(gate.ask())).isFalse();

    gate.stand();
    assertThat(gate.isGiven(gate.ask())).isTrue();
  }
}
