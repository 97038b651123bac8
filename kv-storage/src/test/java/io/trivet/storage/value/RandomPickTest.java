package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random picks are fair.
final class RandomPickTest {
  private static final int PICKS_EACH = 400;

  @ParameterizedTest
  @ValueSource(ints = {5, 100, 130, 300, 1000})
  void eachMemberIsPickedAboutEquallyOften(int members) {
    SetValue set = set(members);
    Random random = new Random(members);
    Map<Bytes, Integer> picked = new HashMap<>();
    for (int pick = 0; pick < members * PICKS_EACH; pick++) {
      picked.merge(set.random(random), 1, Integer::sum);
    }
    checkSpread(picked, members);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 100, 130, 1000})
  void eachMemberIsInASampleAboutEquallyOften(int members) {
    SetValue set = set(members);
    Random random = new Random(members);
    Map<Bytes, Integer> picked = new HashMap<>();
    for (int size : new int[] {3, members / 2}) {
      picked.clear();
      for (int round = 0; round < members * PICKS_EACH / size; round++) {
        set.sample(
            random,
            size,
            (array, from, to) -> picked.merge(Bytes.copyOf(array, from, to), 1, Integer::sum));
      }
      checkSpread(picked, members);
    }
  }

  @Test
  void picksStayFairWhenTheTableShrank() {
    SetValue set = set(20_000);
    for (int number = 300; number < 20_000; number++) {
      set.remove(Bytes.utf8("member" + number));
    }
    Random random = new Random(3);
    Map<Bytes, Integer> picked = new HashMap<>();
    for (int pick = 0; pick < 300 * PICKS_EACH; pick++) {
      picked.merge(set.random(random), 1, Integer::sum);
    }
    checkSpread(picked, 300);
  }

  private static SetValue set(int members) {
    SetValue set = SetValue.create();
    for (int number = 0; number < members; number++) {
      set.add(Bytes.utf8("member" + number), EncodingLimits.defaults());
    }
    return set;
  }

  /// Chi-squared: about one per degree of freedom, within six standard deviations.
  private static void checkSpread(Map<Bytes, Integer> picked, int members) {
    assertThat(picked).hasSize(members);
    double expected = picked.values().stream().mapToInt(Integer::intValue).sum() / (double) members;
    double chiSquared = 0;
    for (int count : picked.values()) {
      chiSquared += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquared).isLessThan(members + 6 * Math.sqrt(2.0 * members) + 10);
  }
}
