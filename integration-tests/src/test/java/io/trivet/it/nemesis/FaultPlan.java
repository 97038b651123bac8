package io.trivet.it.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Faults chosen by a seed, without end.
///
/// Each run has only some of the kinds, so that each is met with few and with many others around.
final class FaultPlan {
  private static final int SHORTEST_HOLD_MS = 50;
  private static final int LONGEST_HOLD_MS = 4000;
  private static final int SHORTEST_CALM_MS = 500;
  private static final int LONGEST_CALM_MS = 4000;
  private static final int PRIMARY_PERCENT = 60;
  private static final int OVERLAP_PERCENT = 25;
  private static final int MOST_KINDS = 4;

  private final Random random;
  private final List<FaultKind> kinds;

  FaultPlan(long seed, Set<FaultKind> allowed) {
    this.random = new Random(seed);
    List<FaultKind> all = new ArrayList<>(allowed);
    Collections.shuffle(all, random);
    this.kinds = all.subList(0, Math.min(all.size(), MOST_KINDS));
  }

  /// The kinds that this plan has.
  Set<FaultKind> kinds() {
    return Set.copyOf(kinds);
  }

  /// Whether the next fault comes before the one before is undone, if both allow it.
  boolean overlaps() {
    return random.nextInt(100) < OVERLAP_PERCENT;
  }

  /// The next fault.
  Fault next() {
    return new Fault(
        kinds.get(random.nextInt(kinds.size())),
        random.nextInt(100) < PRIMARY_PERCENT,
        random.nextInt(1000),
        random.nextInt(SHORTEST_HOLD_MS, LONGEST_HOLD_MS),
        random.nextInt(SHORTEST_CALM_MS, LONGEST_CALM_MS));
  }
}
