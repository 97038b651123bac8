package io.trivet.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// A whole group in one thread from a seed: the real storage on disks in memory, the real link, the
/// real parts of this package and the real agents, under a quorum as bad as it may be (I1, I2, I4,
/// I5, I7, I9, I14, I16, I18, I21, I22, I24, I27, I28, I37).
///
/// `-Dtrivet.seeds=N` runs more of them, `-Dtrivet.seed=S` that one alone.
final class WholeGroupTest {
  private static final int SEEDS = Integer.getInteger("trivet.seeds", 300);
  private static final int SEEDS_TO_CONVICT = Integer.getInteger("trivet.seeds", 400);

  private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.trivet");
  private static final Level LEVEL = LOG.getLevel();

  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Long.getLong("trivet.seed") == null ? Level.OFF : Level.INFO);
  }

  @AfterAll
  static void speakAgain() {
    LOG.setLevel(LEVEL);
  }

  @Test
  void losesNothingAndServesAgain() {
    Long only = Long.getLong("trivet.seed");
    long answers = 0;
    long epochs = 0;
    for (long seed = only == null ? 0 : only; seed < (only == null ? SEEDS : only + 1); seed++) {
      SimWatch watch = run(seed, SimPlant.NONE);
      answers += watch.answers();
      epochs += watch.epoch();
    }
    System.out.printf(
        "%,d seeds, %,d answers, %,d epochs%n", only == null ? SEEDS : 1, answers, epochs);
    assertThat(answers).isPositive();
  }

  @Test
  void doesTheSameFromTheSameSeed() {
    for (long seed = 0; seed < 3; seed++) {
      assertThat(run(seed, SimPlant.NONE).trace()).isEqualTo(run(seed, SimPlant.NONE).trace());
    }
  }

  /// The positive control.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void isConvicted(SimPlant plant) {
    String found = "";
    long seed = Long.getLong("trivet.seed", 0L);
    for (; found.isEmpty() && seed < SEEDS_TO_CONVICT; seed++) {
      try {
        run(seed, plant);
      } catch (AssertionError e) {
        found = "convicted by seed " + seed + ": " + e.getMessage();
      }
    }
    System.out.println(plant + " " + found);
    assertThat(found).isNotEmpty();
  }

  private static SimWatch run(long seed, SimPlant plant) {
    SimulatedGroup group = new SimulatedGroup(seed, plant);
    try {
      group.run();
      return group.watch;
    } catch (AssertionError | RuntimeException | IOException e) {
      throw new AssertionError(
          e
              + "\n"
              + "replay: mvn -pl kv-server -am test -Dtest=WholeGroupTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dtrivet.seed="
              + seed,
          e);
    }
  }
}
