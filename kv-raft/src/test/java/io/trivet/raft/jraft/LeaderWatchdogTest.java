package io.trivet.raft.jraft;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.raft.jraft.LeaderWatchdog.Order;
import org.junit.jupiter.api.Test;

/// A leader that decides nothing gives up, and one that works is left alone.
class LeaderWatchdogTest {

  private static final long MS = 1_000_000;

  private final LeaderWatchdog watchdog = new LeaderWatchdog(100);

  @Test
  void leaderThatProvesItselfIsLeftAlone() {
    assertThat(watchdog.look(true, 0)).isEqualTo(Order.NOTHING);
    for (int ms = 400; ms < 5_000; ms += 400) {
      assertThat(watchdog.look(true, ms * MS)).isEqualTo(Order.PROBE);
      watchdog.probed(true, (ms + 50) * MS);
      assertThat(watchdog.look(true, (ms + 300) * MS)).isEqualTo(Order.NOTHING);
    }
  }

  @Test
  void leaderWhoseProbeNeverEndsHandsOverAfterTenTimeoutsAndThenFails() {
    assertThat(watchdog.look(true, 0)).isEqualTo(Order.NOTHING);
    assertThat(watchdog.look(true, 300 * MS)).isEqualTo(Order.PROBE);
    assertThat(watchdog.look(true, 1_000 * MS)).isEqualTo(Order.NOTHING);
    assertThat(watchdog.look(true, 1_001 * MS)).isEqualTo(Order.HAND_OVER);
    assertThat(watchdog.look(true, 2_001 * MS)).isEqualTo(Order.NOTHING);
    assertThat(watchdog.look(true, 2_002 * MS)).isEqualTo(Order.FAIL);
  }

  @Test
  void probeThatFailsIsNoProof() {
    assertThat(watchdog.look(true, 0)).isEqualTo(Order.NOTHING);
    for (int ms = 300; ms <= 1_000; ms += 100) {
      assertThat(watchdog.look(true, ms * MS)).isEqualTo(Order.PROBE);
      watchdog.probed(false, ms * MS);
    }
    assertThat(watchdog.look(true, 1_100 * MS)).isEqualTo(Order.HAND_OVER);
  }

  @Test
  void newLeaderHasItsTime() {
    assertThat(watchdog.look(false, 0)).isEqualTo(Order.NOTHING);
    assertThat(watchdog.look(false, 9_000 * MS)).isEqualTo(Order.NOTHING);
    assertThat(watchdog.look(true, 20_000 * MS)).isEqualTo(Order.NOTHING);
    assertThat(watchdog.look(true, 20_300 * MS)).isEqualTo(Order.PROBE);
    assertThat(watchdog.look(true, 20_900 * MS)).isEqualTo(Order.NOTHING);
  }

  @Test
  void handOverThatWorkedIsForgotten() {
    watchdog.look(true, 0);
    assertThat(watchdog.look(true, 1_001 * MS)).isEqualTo(Order.HAND_OVER);
    watchdog.probed(false, 1_002 * MS);
    watchdog.look(false, 1_100 * MS);
    watchdog.look(true, 1_200 * MS);
    assertThat(watchdog.look(true, 2_300 * MS)).isEqualTo(Order.HAND_OVER);
  }
}
