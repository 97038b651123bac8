package io.trivet.it.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Short runs in every build, without rights: kill -9 and SIGSTOP of a node, and of the members of
/// a group, on the loopback. The whole is in [NemesisIT].
final class LoopbackNemesisTest {
  private static final int SECONDS = 8;
  private static final long SEED = Long.getLong("trivet.nemesis.seed", System.nanoTime());

  @Test
  void nodeThatIsKilledAndPausedLosesNothing() throws Exception {
    Ground ground = new LoopbackGround(1);
    check(ground, FaultKind.on(ground));
  }

  @Test
  void groupWhoseMembersAreKilledAndPausedLosesNothing() throws Exception {
    check(new LoopbackGround(3), EnumSet.of(FaultKind.KILL, FaultKind.PAUSE));
  }

  private static void check(Ground ground, Set<FaultKind> kinds) throws Exception {
    GapTable gaps = new GapTable();
    FaultPlan plan = new FaultPlan(SEED, kinds);

    RunReport report =
        new NemesisRun(SEED, SECONDS)
            .run(
                ground,
                (g, folder) -> new TrivetNodes(g, folder, plan.kinds(), SEED),
                Nemesis.following(plan),
                gaps);

    System.out.println(report.ledgerLine() + "\n" + gaps);
    assertThat(report.isClean()).as(report.failures()).isTrue();
  }
}
