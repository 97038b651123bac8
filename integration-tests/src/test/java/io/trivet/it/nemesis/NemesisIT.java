package io.trivet.it.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A replication group in network namespaces under all faults, chosen by seeds.
///
/// `.ci/nemesis RUNS SECONDS SEED KINDS` runs it alone and longer; a seed that failed begins with
/// the same faults again. Each run prints its line for docs/reliability.md; one that is not clean
/// leaves its history in integration-tests/target/nemesis/SEED. Needs root, and fails where the
/// machine refuses.
@Tag("nemesis")
final class NemesisIT {
  private static final int MEMBERS = 3;
  private static final int RUNS = Integer.getInteger("trivet.nemesis.runs", 4);
  private static final int SECONDS = Integer.getInteger("trivet.nemesis.seconds", 45);
  private static final long SEED = Long.getLong("trivet.nemesis.seed", System.nanoTime());

  @Test
  void groupLosesNothingAndContradictsNothing() throws Exception {
    RunLedger ledger = new RunLedger();
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      ledger.add(run(seed, ledger.gaps()));
    }
    ledger.close();
    assertThat(ledger.failures()).isEmpty();
  }

  private static RunReport run(long seed, GapTable gaps) throws Exception {
    Ground ground = new NamespaceGround(MEMBERS);
    FaultPlan plan = new FaultPlan(seed, FaultKind.on(ground));
    return new NemesisRun(seed, SECONDS)
        .run(
            ground,
            (g, folder) -> new TrivetNodes(g, folder, plan.kinds(), seed),
            Nemesis.following(plan),
            gaps);
  }
}
