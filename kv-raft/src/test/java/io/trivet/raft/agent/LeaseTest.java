package io.trivet.raft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// I22.
final class LeaseTest {
  private int lacks;
  private final Lease lease = new Lease(() -> lacks++);

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
  void whoMayNotAnswerSaysSoOnceForEachTry() {
    lease.renew(1000);
    assertThat(lease.permitsAt(999)).isTrue();
    assertThat(lacks).isZero();
    assertThat(lease.permitsAt(1000)).isFalse();
    assertThat(lease.permitsAt(1001)).isFalse();
    assertThat(lacks).isEqualTo(1);
    lease.renewing();
    assertThat(lease.permitsAt(1002)).isFalse();
    assertThat(lacks).isEqualTo(2);
  }

  @Test
  void tellsOfItsUseOnce() {
    assertThat(lease.isValidAt(0)).isFalse();
    assertThat(lease.takeUse()).isFalse();
    lease.permitsAt(0);
    assertThat(lease.takeUse()).isTrue();
    assertThat(lease.takeUse()).isFalse();
  }

  @Test
  void tellsForHowLongItHasBeenOver() {
    assertThat(lease.lapsedNs(0)).isEqualTo(Long.MAX_VALUE);
    lease.renew(1000);
    assertThat(lease.lapsedNs(999)).isZero();
    assertThat(lease.lapsedNs(1500)).isEqualTo(500);
  }

  @Test
  void droppedLeaseIsOver() {
    lease.renew(1000);
    lease.drop();
    assertThat(lease.isValidAt(0)).isFalse();
  }
}
