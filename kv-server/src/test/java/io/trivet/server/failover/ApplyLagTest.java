package io.trivet.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.command.GroupFacts.Lag;
import org.junit.jupiter.api.Test;

final class ApplyLagTest {
  private static final long MS = 1_000_000;

  private final ApplyLag lag = new ApplyLag();

  @Test
  void isUnknownBeforeAPrimaryWasHeard() {
    lag.applied(500);
    assertThat(lag.at(500, 9 * MS)).isEqualTo(Lag.UNKNOWN);
  }

  @Test
  void whatIsShownIsAsOldAsTheLastWordThatIsApplied() {
    lag.told(100, 10 * MS);
    lag.applied(100);
    assertThat(lag.at(100, 10 * MS)).isEqualTo(new Lag(0, 0));
    assertThat(lag.at(100, 60 * MS)).isEqualTo(new Lag(0, 50));
  }

  @Test
  void aPrimaryThatIsAlwaysALittleAheadIsNoGrowingLag() {
    for (int ms = 1; ms < 1000; ms++) {
      lag.told(100L * ms, ms * MS);
      lag.applied(100L * ms - 1);
    }
    Lag seen = lag.at(99_899, 999 * MS);
    assertThat(seen.bytes()).isEqualTo(1);
    assertThat(seen.ms()).isLessThanOrEqualTo(3);
  }

  @Test
  void whatAFormerPrimaryToldIsNotWaitedFor() {
    lag.told(900, 10 * MS);
    lag.turn();
    lag.told(100, 500 * MS);
    lag.applied(100);
    assertThat(lag.at(100, 510 * MS)).isEqualTo(new Lag(0, 10));
  }

  @Test
  void growsWhileNothingIsApplied() {
    lag.told(100, 10 * MS);
    lag.applied(100);
    lag.told(200, 20 * MS);
    lag.told(900, 1020 * MS);
    assertThat(lag.at(100, 1020 * MS)).isEqualTo(new Lag(800, 1010));
  }
}
