package io.trivet.it.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A single node with faults of its process, its disk and its clock, chosen by a seed.
/// `-Dtrivet.nemesis.node.seconds=N` and `-Dtrivet.nemesis.seed=N` change time and choice.
@Tag("nemesis")
final class NodeNemesisIT {
  private static final int SECONDS = Integer.getInteger("trivet.nemesis.node.seconds", 20);
  private static final long SEED = Long.getLong("trivet.nemesis.seed", System.nanoTime());
  private static final Set<FaultKind> KINDS =
      EnumSet.of(
          FaultKind.KILL,
          FaultKind.PAUSE,
          FaultKind.SYNC_ERROR,
          FaultKind.SLOW_DISK,
          FaultKind.DISK_FULL,
          FaultKind.CLOCK_JUMP);

  @Test
  void nodeKeepsWhatItAcknowledged() throws Exception {
    GapTable gaps = new GapTable();
    FaultPlan plan = new FaultPlan(SEED, KINDS);

    RunReport report =
        new NemesisRun(SEED, SECONDS)
            .run(
                new NamespaceGround(1),
                (ground, folder) -> new TrivetNodes(ground, folder, plan.kinds(), SEED),
                Nemesis.following(plan),
                gaps);

    System.out.println(report.ledgerLine() + "\n" + gaps);
    assertThat(report.isClean()).as(report.failures()).isTrue();
  }
}
