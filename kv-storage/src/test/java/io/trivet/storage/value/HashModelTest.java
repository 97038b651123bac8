package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random operations on a hash and on a HashMap, packed and expanded, with its rows kept beside.
final class HashModelTest {
  private static final int STEPS = 12_000;

  private final Map<Bytes, Bytes> model = new HashMap<>();
  private final StoredRows rows = new StoredRows();
  private HashValue hash = HashValue.create();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void hashBehavesLikeAHashMap(long seed) {
    Random random = new Random(seed);
    EncodingLimits limits = TestLimits.entries(seed % 2 == 0 ? 128 : 10);
    int fields = List.of(20, 100, 300, 3000, 9000, 120).get((int) seed - 1);
    for (int step = 0; step < STEPS; step++) {
      Bytes field = field(random, fields);
      if (random.nextInt(10) < (step / 3000 % 2 == 0 ? 7 : 3)) {
        Bytes value = value(random, seed < 3);
        assertThat(hash.put(field, value, limits)).isEqualTo(model.put(field, value) == null);
      } else {
        assertThat(hash.remove(field)).isEqualTo(model.remove(field) != null);
      }
      Bytes probe = field(random, fields);
      assertThat(hash.get(probe)).isEqualTo(model.get(probe));
      if (hash.isPacked()) {
        hash.verify();
        hash = random.nextInt(10) > 0 ? hash : HashValue.ofPacked(hash.packed().clone());
      } else if (random.nextInt(400) == 0) {
        rows.store(hash);
      }
      if (random.nextInt(500) == 0) {
        check(random, fields);
      }
    }
    check(random, fields);
  }

  private void check(Random random, int fields) {
    assertThat(hash.size()).isEqualTo(model.size());
    assertThat(contents(hash)).isEqualTo(model);
    assertThat(contents(hash.copy())).isEqualTo(model);
    Bytes field = field(random, fields);
    Bytes value = model.get(field);
    assertThat(hash.has(field)).isEqualTo(value != null);
    assertThat(hash.valueLength(field)).isEqualTo(value == null ? 0 : value.length());
    assertThat(
            hash.read(
                field,
                (array, from, to) -> assertThat(Bytes.copyOf(array, from, to)).isEqualTo(value)))
        .isEqualTo(value != null);
    int picks = random.nextInt(1, 40);
    Set<Bytes> picked = new HashSet<>();
    int[] shown = {0};
    hash.sample(
        random,
        picks,
        (array, from, to, values, valueFrom, valueTo) -> {
          shown[0]++;
          Bytes name = Bytes.copyOf(array, from, to);
          picked.add(name);
          assertThat(model.get(name)).isEqualTo(Bytes.copyOf(values, valueFrom, valueTo));
        });
    assertThat(picked).hasSize(Math.min(picks, model.size())).hasSize(shown[0]);
    if (!hash.isPacked()) {
      rows.store(hash);
      HashValue read = (HashValue) rows.read(ValueType.HASH);
      assertThat(contents(read)).isEqualTo(model);
      assertThat(read.changedRowCount()).isZero();
      hash = random.nextBoolean() ? read : hash;
    }
  }

  private static Map<Bytes, Bytes> contents(HashValue hash) {
    Map<Bytes, Bytes> contents = new HashMap<>();
    hash.forEach((array, from, to, values, valueFrom, valueTo) ->
        assertThat(
                contents.put(
                    Bytes.copyOf(array, from, to), Bytes.copyOf(values, valueFrom, valueTo)))
            .isNull());
    return contents;
  }

  private static Bytes field(Random random, int fields) {
    int number = random.nextInt(fields);
    return number % 3 == 0
        ? Bytes.utf8(Long.toString((long) number * number * number * number - 5000))
        : Bytes.utf8("field".repeat(number % 20) + number);
  }

  private static Bytes value(Random random, boolean shortOnes) {
    return switch (random.nextInt(4)) {
      case 0 -> Bytes.utf8(Long.toString(random.nextLong() >> random.nextInt(64)));
      case 1 -> Bytes.EMPTY;
      default -> Bytes.utf8("v".repeat(random.nextInt(shortOnes ? 60 : 70)));
    };
  }
}
