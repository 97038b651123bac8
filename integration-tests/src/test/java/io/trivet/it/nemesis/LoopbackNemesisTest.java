package io.trivet.it.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A short run in every build, without rights: kill -9 and SIGSTOP of a node on the loopback. The
/// whole is in [NemesisIT].
final class LoopbackNemesisTest {
  private static final int SECONDS = 8;
  private static final long SEED = Long.getLong("trivet.nemesis.seed", System.nanoTime());

  @Test
  void nodeThatIsKilledAndPausedLosesNothing() throws Exception {
    check(new LoopbackGround(1));
  }

  private static void check(Ground ground) throws Exception {
    GapTable gaps = new GapTable();
    FaultPlan plan = new FaultPlan(SEED, FaultKind.on(ground));

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
