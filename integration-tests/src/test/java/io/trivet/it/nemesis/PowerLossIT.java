package io.trivet.it.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.it.history.Anomaly;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Power cuts of a single node: with appendfsync always nothing acknowledged is lost; with everysec
/// up to a second is, and must be seen, or the cut cuts nothing.
@Tag("nemesis")
final class PowerLossIT {
  private static final int SECONDS = 15;
  private static final int LEAST_CUTS = 3;
  private static final int LEAST_BETWEEN_CUTS = 200;
  private static final long STARTS_WITHIN_MS = 180_000;
  private static final long SEED = Long.getLong("trivet.nemesis.seed", System.nanoTime());

  @Test
  void losesNothingThatWasSynced() throws Exception {
    RunReport report = run("always", SEED);

    assertThat(report.isClean()).as(report.failures()).isTrue();
  }

  @Test
  void losesWhatWasNotSynced() throws Exception {
    RunReport report = run("everysec", SEED + 1);

    assertThat(report.count(Anomaly.Kind.LOST)).isPositive();
    assertThat(report.troubles()).isEmpty();
  }

  private static RunReport run(String policy, long seed) throws Exception {
    RunReport report =
        new NemesisRun(seed, SECONDS)
            .run(
                new NamespaceGround(1),
                (ground, folder) ->
                    new TrivetNodes(
                        ground,
                        folder,
                        EnumSet.of(FaultKind.POWER_LOSS),
                        List.of("appendfsync " + policy, "wal-segment-size 1mb")),
                PowerLossIT::cutAgainAndAgain,
                new GapTable());
    System.out.println(report.ledgerLine());
    return report;
  }

  /// However slow the machine is: some cuts, each under load.
  private static void cutAgainAndAgain(Scene scene, long untilNs) throws InterruptedException {
    for (int cuts = 0; cuts < LEAST_CUTS || System.nanoTime() < untilNs; cuts++) {
      scene.inject(FaultKind.POWER_LOSS, 1, 0);
      scene.heal();
      assertThat(scene.pulse().awaitWrite(STARTS_WITHIN_MS)).isNotNegative();
      Pulse.Count started = scene.pulse().count();
      do {
        Nemesis.last(1500);
      } while (scene.pulse().count().since(started).acknowledged() < LEAST_BETWEEN_CUTS);
    }
  }
}
