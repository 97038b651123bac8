package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random operations on a set and on a HashSet in its three forms, with its rows kept beside.
final class SetModelTest {
  private static final int STEPS = 12_000;

  private final Set<Bytes> model = new HashSet<>();
  private final StoredRows rows = new StoredRows();
  private SetValue set = SetValue.create();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void setBehavesLikeAHashSet(long seed) {
    Random random = new Random(seed);
    EncodingLimits limits =
        TestLimits.entries(List.of(600, 128, 20, 4, 128, 0).get((int) seed - 1));
    int members = List.of(500, 200, 3000, 100, 20_000, 50).get((int) seed - 1);
    for (int step = 0; step < STEPS; step++) {
      boolean integersOnly = seed == 1 || step < 2000;
      Bytes member = member(random, members, integersOnly);
      if (random.nextInt(10) < (step / 3000 % 2 == 0 ? 7 : 3)) {
        assertThat(set.add(member, limits)).isEqualTo(model.add(member));
      } else {
        assertThat(set.remove(member)).isEqualTo(model.remove(member));
      }
      Bytes probe = member(random, members, integersOnly);
      assertThat(set.contains(probe)).isEqualTo(model.contains(probe));
      if (set.isPacked()) {
        set.verify();
        set =
            random.nextInt(10) > 0 ? set : SetValue.ofPacked(set.encoding(), set.packed().clone());
      } else if (random.nextInt(400) == 0) {
        rows.store(set);
      }
      if (random.nextInt(500) == 0) {
        check(random);
      }
    }
    check(random);
  }

  private void check(Random random) {
    assertThat(set.size()).isEqualTo(model.size());
    assertThat(members(set)).hasSameSizeAs(model);
    assertThat(new HashSet<>(members(set))).isEqualTo(model);
    assertThat(new HashSet<>(members(set.copy()))).isEqualTo(model);
    Bytes picked = set.random(random);
    assertThat(picked == null ? model.isEmpty() : model.contains(picked)).isTrue();
    int picks = random.nextInt(1, 40);
    List<Bytes> sample = new ArrayList<>();
    set.sample(random, picks, BytesVisitor.into(sample));
    assertThat(sample).hasSize(Math.min(picks, model.size())).doesNotHaveDuplicates();
    assertThat(model.containsAll(sample)).isTrue();
    if (!set.isPacked()) {
      rows.store(set);
      SetValue read = (SetValue) rows.read(ValueType.SET);
      assertThat(new HashSet<>(members(read))).isEqualTo(model);
      set = random.nextBoolean() ? read : set;
    }
  }

  private static List<Bytes> members(SetValue set) {
    List<Bytes> members = new ArrayList<>();
    set.forEach(BytesVisitor.into(members));
    return members;
  }

  private static Bytes member(Random random, int members, boolean integersOnly) {
    int number = random.nextInt(members);
    long wide = ((long) number - members / 2) << (number % 8 * 7);
    if (integersOnly || number % 2 == 0) {
      return Bytes.utf8(Long.toString(wide));
    }
    return number % 7 == 0 ? Bytes.utf8("0" + number) : Bytes.utf8("m" + number);
  }
}
