package io.trivet.server.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SettableClockTest {
  @Test
  void movesBothClocksTogether() {
    SettableClock clock = new SettableClock(1_000);
    clock.advanceNs(999_999);
    assertThat(clock.wallMs()).isEqualTo(1_000);
    clock.advanceNs(1);
    assertThat(clock.wallMs()).isEqualTo(1_001);
    clock.advanceMs(5);
    assertThat(clock.wallMs()).isEqualTo(1_006);
    assertThat(clock.monoNs()).isEqualTo(6_000_000);
  }

  @Test
  void setsTheWallClockBackWithoutTouchingTheMonotonicOne() {
    SettableClock clock = new SettableClock(1_000);
    clock.advanceMs(10);
    clock.setWallMs(3);
    assertThat(clock.wallMs()).isEqualTo(3);
    assertThat(clock.monoNs()).isEqualTo(10_000_000);
  }

  @Test
  void realClockNeverGoesBack() {
    SystemClock clock = new SystemClock();
    long first = clock.monoNs();
    assertThat(clock.monoNs() - first).isNotNegative();
    assertThat(clock.wallMs()).isGreaterThan(1_700_000_000_000L);
  }
}
