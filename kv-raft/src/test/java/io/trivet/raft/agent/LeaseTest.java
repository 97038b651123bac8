package io.trivet.raft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// I22.
final class LeaseTest {
  private final Lease lease = new Lease();

  @Test
  void holdsFromARenewalUntilItsTimeAndNoLonger() {
    assertThat(lease.isValidAt(Long.MIN_VALUE)).isFalse();
    lease.renew(1000);
    assertThat(lease.isValidAt(999)).isTrue();
    assertThat(lease.isValidAt(1000)).isFalse();
    assertThat(lease.remainingNs(400)).isEqualTo(600);
  }

  @Test
  void laterAnswerOfAnEarlierReadMakesItNoShorter() {
    lease.renew(1000);
    lease.renew(900);
    assertThat(lease.isValidAt(950)).isTrue();
  }

  @Test
  void clockMayWrapAround() {
    lease.renew(Long.MIN_VALUE + 5);
    assertThat(lease.isValidAt(Long.MAX_VALUE)).isTrue();
    assertThat(lease.isValidAt(Long.MIN_VALUE + 6)).isFalse();
  }

  @Test
  void droppedLeaseIsOver() {
    lease.renew(1000);
    lease.drop();
    assertThat(lease.isValidAt(0)).isFalse();
  }
}
