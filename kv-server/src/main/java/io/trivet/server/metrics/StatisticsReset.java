package io.trivet.server.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What CONFIG RESETSTAT does: each part that keeps statistics for INFO adds how it forgets them.
/// The metrics of Prometheus are not touched, since counters there never fall.
///
/// Threads: any.
public final class StatisticsReset {
  private final List<Runnable> resets = new CopyOnWriteArrayList<>();

  /// Has a part forget its statistics at each reset. `forget` must not block.
  public void add(Runnable forget) {
    resets.add(forget);
  }

  /// Resets the statistics of all parts, in the order in which they were added.
  public void run() {
    resets.forEach(Runnable::run);
  }
}
