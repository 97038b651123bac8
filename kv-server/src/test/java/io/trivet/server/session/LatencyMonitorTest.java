package io.trivet.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.server.command.LatencyEvents.Event;
import io.trivet.server.command.LatencyEvents.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LatencyMonitorTest {
  private static final long MS = 1_000_000;

  private final LatencyMonitor monitor = new LatencyMonitor(10);

  @Test
  void keepsTheWorstOfEachSecond() {
    monitor.note("command", 20 * MS, 5_100);
    monitor.note("command", 50 * MS, 5_500);
    monitor.note("command", 30 * MS, 5_900);
    monitor.note("command", 15 * MS, 6_000);
    assertThat(monitor.history("COMMAND")).containsExactly(new Sample(5, 50), new Sample(6, 15));
  }

  @Test
  void forgetsSamplesButNotTheWorst() {
    monitor.note("command", 900 * MS, 0);
    for (int second = 1; second <= 160; second++) {
      monitor.note("command", 10 * MS, second * 1_000L);
    }
    Event event = monitor.all().getFirst();
    assertThat(event.samples()).hasSize(160).first().isEqualTo(new Sample(1, 10));
    assertThat(event.worstMs()).isEqualTo(900);
  }

  @Test
  void notesNothingBelowTheThresholdOrWithoutOne() {
    monitor.note("command", 10 * MS - 1, 0);
    monitor.thresholdMs(0);
    monitor.note("command", 5_000 * MS, 0);
    assertThat(monitor.all()).isEmpty();
  }

  @Test
  void resetForgetsWhatIsNamedOrAll() {
    monitor.note("command", 20 * MS, 0);
    monitor.note("fast-command", 20 * MS, 0);
    assertThat(monitor.reset(List.of("nothing", "Command"))).isEqualTo(1);
    assertThat(monitor.all()).extracting(Event::name).containsExactly("fast-command");
    assertThat(monitor.reset(List.of())).isEqualTo(1);
    assertThat(monitor.all()).isEmpty();
  }
}
