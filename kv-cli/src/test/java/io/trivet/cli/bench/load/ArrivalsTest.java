package io.trivet.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.cli.bench.workload.Share;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {
  private static final long START_NS = 5_000_000_000L;

  @Test
  void spacesTheOperationsOfAllConnectionsEvenly() {
    for (int index = 0; index < 4; index++) {
      Arrivals arrivals = new Arrivals(START_NS, 1000, new Share(index, 4));
      assertThat(arrivals.dueNs(0)).isEqualTo(START_NS + index * 1_000_000L);
      assertThat(arrivals.dueNs(1) - arrivals.dueNs(0)).isEqualTo(4_000_000L);
    }
  }

  @Test
  void countsWhatIsDue() {
    for (double rate : new double[] {0.3, 7, 1000, 333_333, 1e7}) {
      Arrivals arrivals = new Arrivals(START_NS, rate, new Share(1, 3));
      assertThat(arrivals.dueBy(START_NS - 1)).isZero();
      for (long index : new long[] {0, 1, 2, 999, 1_000_000}) {
        long dueNs = arrivals.dueNs(index);
        assertThat(arrivals.dueBy(dueNs)).isEqualTo(index + 1);
        assertThat(arrivals.dueBy(dueNs - 1)).isEqualTo(index);
      }
    }
  }
}
