package io.trivet.it.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A single node with each fault that its process or its disk can have, several times.
@Tag("nemesis")
final class NodeNemesisIT {
  private static final int SECONDS = Integer.getInteger("trivet.nemesis.node.seconds", 10);
  private static final long SEED = Long.getLong("trivet.nemesis.seed", System.nanoTime());

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"KILL", "PAUSE", "SYNC_ERROR", "SLOW_DISK", "DISK_FULL", "CLOCK_JUMP"})
  void nodeKeepsWhatItAcknowledged(FaultKind kind) throws Exception {
    GapTable gaps = new GapTable();
    long seed = SEED + kind.ordinal();
    FaultPlan plan = new FaultPlan(seed, EnumSet.of(kind));

    RunReport report =
        new NemesisRun(seed, SECONDS)
            .run(
                new NamespaceGround(1),
                (ground, folder) -> new TrivetNodes(ground, folder, plan.kinds(), seed),
                Nemesis.following(plan),
                gaps);

    System.out.println(report.ledgerLine() + "\n" + gaps);
    assertThat(report.isClean()).as(report.failures()).isTrue();
  }
}
