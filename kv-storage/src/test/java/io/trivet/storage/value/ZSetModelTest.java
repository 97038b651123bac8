package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random operations on a sorted set and on a map that is sorted when it is asked, packed and
/// expanded, with its rows kept beside.
final class ZSetModelTest {
  private static final int STEPS = 8_000;

  /// A member with its score, in the order of Redis.
  private record Scored(Bytes member, double score) implements Comparable<Scored> {
    @Override
    public int compareTo(Scored other) {
      return score < other.score ? -1 : score > other.score ? 1 : member.compareTo(other.member);
    }
  }

  private final Map<Bytes, Double> model = new HashMap<>();
  private final StoredRows rows = new StoredRows();
  private ZSetValue zset = ZSetValue.create();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void sortedSetBehavesLikeASortedMap(long seed) {
    Random random = new Random(seed);
    EncodingLimits limits = TestLimits.entries(seed % 2 == 0 ? 128 : 10);
    int members = List.of(20, 100, 300, 3000, 6000, 120).get((int) seed - 1);
    int scores = List.of(5, 3, 1000, 2, 1_000_000, 20).get((int) seed - 1);
    for (int step = 0; step < STEPS; step++) {
      Bytes member = member(random, members);
      if (random.nextInt(10) < (step / 2500 % 2 == 0 ? 8 : 3)) {
        double score = score(random, scores);
        Double before = model.get(member);
        PutOutcome expected =
            before == null
                ? PutOutcome.ADDED
                : before.doubleValue() == score ? PutOutcome.SAME : PutOutcome.CHANGED;
        assertThat(zset.put(member, score, limits)).isEqualTo(expected);
        if (expected != PutOutcome.SAME) {
          model.put(member, score);
        }
      } else {
        assertThat(zset.remove(member)).isEqualTo(model.remove(member) != null);
      }
      assertThat(zset.scoreOr(member, Double.NaN))
          .isEqualTo(model.getOrDefault(member, Double.NaN));
      if (zset.isPacked()) {
        zset.verify();
        zset = random.nextInt(10) > 0 ? zset : ZSetValue.ofPacked(zset.packed().clone());
      } else if (random.nextInt(300) == 0) {
        rows.store(zset);
      }
      if (random.nextInt(300) == 0) {
        check(random, scores);
      }
      if (random.nextInt(1000) == 0) {
        removeRange(random);
      }
    }
    check(random, scores);
  }

  private void check(Random random, int scores) {
    List<Scored> sorted = sorted();
    assertThat(zset.size()).isEqualTo(sorted.size());
    assertThat(range(zset, 0, zset.size())).isEqualTo(sorted);
    assertThat(range(zset.copy(), 0, zset.size())).isEqualTo(sorted);
    int to = random.nextInt(sorted.size() + 1);
    int from = random.nextInt(to + 1);
    List<Scored> reversed = new ArrayList<>();
    zset.forEachReverse(
        from,
        to,
        (array, first, end, score) ->
            reversed.add(new Scored(Bytes.copyOf(array, first, end), score)));
    assertThat(reversed).isEqualTo(sorted.subList(from, to).reversed());
    for (int rank = from; rank < Math.min(to, from + 50); rank++) {
      assertThat(zset.rank(sorted.get(rank).member())).isEqualTo(rank);
      assertThat(zset.reverseRank(sorted.get(rank).member())).isEqualTo(sorted.size() - 1 - rank);
    }
    assertThat(zset.rank(Bytes.utf8("nobody"))).isEqualTo(-1);
    checkScoreRange(
        sorted,
        new ScoreBound(score(random, scores), random.nextBoolean()),
        new ScoreBound(score(random, scores), random.nextBoolean()));
    checkScoreRange(sorted, ScoreBound.MIN, ScoreBound.MAX);
    checkSample(random);
    if (!zset.isPacked()) {
      rows.store(zset);
      ZSetValue read = (ZSetValue) rows.read(ValueType.ZSET);
      assertThat(range(read, 0, read.size())).isEqualTo(sorted);
      zset = random.nextBoolean() ? read : zset;
    }
  }

  private void checkScoreRange(List<Scored> sorted, ScoreBound min, ScoreBound max) {
    List<Scored> expected =
        sorted.stream()
            .filter(each ->
                min.isExclusive() ? each.score() > min.score() : each.score() >= min.score())
            .filter(each ->
                max.isExclusive() ? each.score() < max.score() : each.score() <= max.score())
            .toList();
    assertThat(zset.count(min, max)).isEqualTo(expected.size());
    if (!expected.isEmpty()) {
      assertThat(range(zset, zset.firstRank(min), zset.endRank(max))).isEqualTo(expected);
    }
  }

  private void checkSample(Random random) {
    int picks = random.nextInt(1, 40);
    List<Scored> sample = new ArrayList<>();
    zset.sample(
        random,
        picks,
        (array, from, to, score) -> sample.add(new Scored(Bytes.copyOf(array, from, to), score)));
    assertThat(sample).hasSize(Math.min(picks, model.size())).doesNotHaveDuplicates();
    assertThat(sample)
        .allSatisfy(each -> assertThat(model.get(each.member())).isEqualTo(each.score()));
  }

  private void removeRange(Random random) {
    List<Scored> sorted = sorted();
    int to = random.nextInt(sorted.size() + 1);
    int from = random.nextInt(to + 1);
    List<Scored> removed = new ArrayList<>();
    zset.removeRanks(
        from,
        to,
        (array, first, end, score) ->
            removed.add(new Scored(Bytes.copyOf(array, first, end), score)));
    assertThat(removed).isEqualTo(sorted.subList(from, to));
    removed.forEach(each -> model.remove(each.member()));
  }

  private List<Scored> sorted() {
    return model.entrySet().stream()
        .map(each -> new Scored(each.getKey(), each.getValue()))
        .sorted()
        .toList();
  }

  private static List<Scored> range(ZSetValue zset, int from, int to) {
    List<Scored> range = new ArrayList<>();
    zset.forEach(
        from,
        to,
        (array, first, end, score) ->
            range.add(new Scored(Bytes.copyOf(array, first, end), score)));
    return range;
  }

  private static double score(Random random, int scores) {
    return switch (random.nextInt(20)) {
      case 0 -> Double.POSITIVE_INFINITY;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> random.nextDouble();
      default -> random.nextInt(scores) - scores / 2;
    };
  }

  private static Bytes member(Random random, int members) {
    int number = random.nextInt(members);
    return number % 2 == 0 ? Bytes.utf8(Integer.toString(number)) : Bytes.utf8("member" + number);
  }
}
