package io.trivet.cli.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ZipfSequenceTest {
  private static final int DRAWS = 400_000;

  /// The chi-square statistic has a mean of `keys - 1` and a variance of twice that. Keys expected
  /// less than ten times are counted as one.
  @ParameterizedTest
  @CsvSource({"2, 0.99", "10, 0.5", "1000, 0.5", "1000, 0.99", "1000, 1.0", "1000, 1.5", "50, 3.0"})
  void drawsEachKeyInProportionToItsWeight(int keys, double theta) {
    KeySequence sequence = new ZipfSequence(keys, theta, new SplittableRandom(42));
    long[] drawn = new long[keys];
    for (int draw = 0; draw < DRAWS; draw++) {
      drawn[(int) sequence.next()]++;
    }
    double weights = 0;
    for (int key = 0; key < keys; key++) {
      weights += Math.pow(key + 1, -theta);
    }
    double statistic = 0;
    double restExpected = 0;
    double restDrawn = 0;
    int classes = 0;
    for (int key = 0; key < keys; key++) {
      double expected = DRAWS * Math.pow(key + 1, -theta) / weights;
      if (expected >= 10) {
        statistic += square(drawn[key] - expected) / expected;
        classes++;
      } else {
        restExpected += expected;
        restDrawn += drawn[key];
      }
    }
    if (restExpected > 0) {
      statistic += square(restDrawn - restExpected) / restExpected;
      classes++;
    }
    int freedom = classes - 1;
    assertThat(statistic).isLessThan(freedom + 4 * Math.sqrt(2.0 * freedom));
  }

  @Test
  void staysInRangeWhateverTheNumberOfKeys() {
    for (long keys : new long[] {1, 2, 3, 1_000_000_000_000L}) {
      KeySequence sequence = new ZipfSequence(keys, 0.99, new SplittableRandom(1));
      for (int draw = 0; draw < 10_000; draw++) {
        assertThat(sequence.next()).isBetween(0L, keys - 1);
      }
    }
  }

  private static double square(double x) {
    return x * x;
  }
}
