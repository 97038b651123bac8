package io.trivet.raft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Two agents, their clocks, disks and links, and a quorum as bad as it may be, in one thread from
/// a seed (I1, I2, I4, I5, I9, I20-I25, I37).
///
/// `-Dtrivet.seeds=N` runs more of them, `-Dtrivet.seed=S` that one alone.
final class GroupSimulationTest {
  private static final int SEEDS = Integer.getInteger("trivet.seeds", 300);
  private static final int SEEDS_TO_CONVICT = Integer.getInteger("trivet.seeds", 400);

  @Test
  void losesNothingAndServesAgain() {
    Long only = Long.getLong("trivet.seed");
    long answers = 0;
    long forces = 0;
    for (long seed = only == null ? 0 : only; seed < (only == null ? SEEDS : only + 1); seed++) {
      SimGroup group = run(seed, Plant.NONE);
      answers += group.observer.acknowledgements();
      forces += group.observer.forces();
    }
    System.out.printf(
        "%,d seeds, %,d answers, %,d epochs forced%n", only == null ? SEEDS : 1, answers, forces);
    assertThat(answers).isPositive();
    if (only == null) {
      assertThat(forces).isPositive();
    }
  }

  /// The positive control.
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void isConvicted(Plant plant) {
    AssertionError found = null;
    for (long seed = Long.getLong("trivet.seed", 0L);
        found == null && seed < SEEDS_TO_CONVICT;
        seed++) {
      try {
        run(seed, plant);
      } catch (AssertionError e) {
        found = e;
      }
    }
    assertThat(found).isNotNull();
    System.out.println(plant + ": " + found.getMessage());
  }

  private static SimGroup run(long seed, Plant plant) {
    try {
      SimGroup group = new SimGroup(seed, plant);
      group.run();
      return group;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          e + "\nreplay: mvn -pl kv-raft test -Dtest=GroupSimulationTest -Dtrivet.seed=" + seed, e);
    }
  }
}
