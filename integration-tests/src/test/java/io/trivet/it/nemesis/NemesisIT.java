package io.trivet.it.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A replication group in network namespaces under all faults, chosen by seeds.
///
/// `mvn verify -Pnemesis -Dtrivet.nemesis.runs=100 -Dtrivet.nemesis.seconds=120` runs longer;
/// `-Dtrivet.nemesis.seed=N` begins with the faults of a seed that failed. Each run prints its line
/// for docs/reliability.md; a run that fails leaves its history in
/// integration-tests/target/nemesis/SEED. Needs root, and fails where the machine refuses.
@Tag("nemesis")
final class NemesisIT {
  private static final int MEMBERS = 3;
  private static final int RUNS = Integer.getInteger("trivet.nemesis.runs", 4);
  private static final int SECONDS = Integer.getInteger("trivet.nemesis.seconds", 45);
  private static final long SEED = Long.getLong("trivet.nemesis.seed", System.nanoTime());

  @Test
  void groupLosesNothingAndContradictsNothing() throws Exception {
    GapTable gaps = new GapTable();
    List<String> failures = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      long seed = SEED + run;
      Ground ground = new NamespaceGround(MEMBERS);
      FaultPlan plan = new FaultPlan(seed, FaultKind.on(ground));
      RunReport report =
          new NemesisRun(seed, SECONDS)
              .run(
                  ground,
                  (g, folder) -> new TrivetNodes(g, folder, plan.kinds(), seed),
                  Nemesis.following(plan),
                  gaps);
      System.out.println(report.ledgerLine());
      if (!report.isClean()) {
        failures.add("seed " + seed + ":\n" + report.failures());
      }
    }
    System.out.println(gaps);
    assertThat(failures).isEmpty();
  }
}
