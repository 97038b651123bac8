package io.trivet.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.agent.Lease;
import org.junit.jupiter.api.Test;

final class RoleGateTest {
  private final RoleGate gate = new RoleGate(() -> 0);

  @Test
  void standbyAnswersAtOnce() {
    assertThat(gate.isGiven()).isTrue();
  }

  @Test
  void primaryWhoseLeaseIsNotThereHoldsItsAnswers() {
    gate.lead(new Lease(() -> {}));

    assertThat(gate.isGiven()).isFalse();
  }

  @Test
  void formerPrimaryLetsNothingGoUntilItsClientsAreGone() {
    gate.lead(new Lease(() -> {}));
    gate.leave();
    assertThat(gate.isGiven()).isFalse();

    gate.stand();
    assertThat(gate.isGiven()).isTrue();
  }
}
