package io.trivet.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.config.OutputBufferLimits.Limit;
import org.junit.jupiter.api.Test;

final class OutputGuardTest {
  private static final long SECOND_NS = 1_000_000_000;
  private static final Limit LIMIT = new Limit(100, 50, 10);

  private final OutputGuard guard = new OutputGuard();

  @Test
  void hardLimitHoldsAtOnce() {
    assertThat(guard.isBeyond(100, LIMIT, 0)).isFalse();
    assertThat(guard.isBeyond(101, LIMIT, 0)).isTrue();
  }

  @Test
  void softLimitHoldsAfterItsTime() {
    assertThat(guard.isBeyond(51, LIMIT, 0)).isFalse();
    assertThat(guard.isBeyond(51, LIMIT, 10 * SECOND_NS)).isFalse();
    assertThat(guard.isBeyond(51, LIMIT, 10 * SECOND_NS + 1)).isTrue();
  }

  @Test
  void timeBeginsAnewWhenTheBytesHaveBeenRead() {
    assertThat(guard.isBeyond(60, LIMIT, 0)).isFalse();
    assertThat(guard.isBeyond(50, LIMIT, 9 * SECOND_NS)).isFalse();
    assertThat(guard.isBeyond(60, LIMIT, 11 * SECOND_NS)).isFalse();
    assertThat(guard.isBeyond(60, LIMIT, 20 * SECOND_NS)).isFalse();
  }

  @Test
  void zeroIsNoLimit() {
    assertThat(guard.isBeyond(Long.MAX_VALUE, new Limit(0, 0, 0), 0)).isFalse();
  }
}
