package io.trivet.it.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.history.Anomaly;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The harness must see what it looks for: it convicts redis-server with one replica of losing
/// acknowledged writes, or it proves nothing about anybody.
@Tag("nemesis")
final class PositiveControlIT {
  private static final int RUNS = 3;
  private static final int SECONDS = Integer.getInteger("trivet.nemesis.control.seconds", 20);
  private static final int CUT_PERCENT =
      Integer.getInteger("trivet.nemesis.control.cutPercent", 50);
  private static final long SEED = Long.getLong("trivet.nemesis.seed", System.nanoTime());

  @Test
  void convictsRedisWithOneReplicaOfLosingAcknowledgedWrites() throws Exception {
    GapTable gaps = new GapTable();
    long lost = 0;
    for (int run = 0; run < RUNS && lost == 0; run++) {
      long seed = SEED + run;
      Nemesis script =
          (scene, untilNs) ->
              new ScriptedFailover((RedisPair) scene.target(), new Random(seed), CUT_PERCENT)
                  .haunt(scene, untilNs);
      RunReport report =
          new NemesisRun(seed, SECONDS).run(new NamespaceGround(2), RedisPair::new, script, gaps);
      System.out.println(report.ledgerLine() + "\n" + report.failures());
      lost = report.count(Anomaly.Kind.LOST);
    }
    System.out.println(gaps);
    assertThat(lost).as("acknowledged writes that redis-server lost").isPositive();
  }
}
