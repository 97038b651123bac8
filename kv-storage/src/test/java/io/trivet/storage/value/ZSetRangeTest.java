package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ranges of scores and of members, packed and expanded.
final class ZSetRangeTest {
  @ParameterizedTest
  @ValueSource(ints = {5, 40, 129, 20_000})
  void memberRangesAreThoseOfASortedSet(int members) {
    TreeSet<Bytes> model = new TreeSet<>();
    ZSetValue zset = ZSetValue.create();
    for (int number = 0; number < members; number++) {
      Bytes member = Bytes.utf8(number % 3 == 0 ? Integer.toString(number) : "m" + number);
      model.add(member);
      zset.put(member, 0, EncodingLimits.defaults());
    }
    for (String text : List.of("", "0", "3", "33", "m", "m1", "m13", "m99", "zz")) {
      Bytes bound = Bytes.utf8(text);
      int below = model.headSet(bound, false).size();
      int upTo = model.headSet(bound, true).size();
      assertThat(zset.firstRank(LexBound.inclusive(bound))).isEqualTo(below);
      assertThat(zset.firstRank(LexBound.exclusive(bound))).isEqualTo(upTo);
      assertThat(zset.endRank(LexBound.inclusive(bound))).isEqualTo(upTo);
      assertThat(zset.endRank(LexBound.exclusive(bound))).isEqualTo(below);
      assertThat(zset.count(LexBound.MIN, LexBound.inclusive(bound))).isEqualTo(upTo);
      assertThat(zset.count(LexBound.exclusive(bound), LexBound.MAX)).isEqualTo(members - upTo);
    }
    assertThat(zset.count(LexBound.MIN, LexBound.MAX)).isEqualTo(members);
    assertThat(zset.count(LexBound.MAX, LexBound.MIN)).isZero();
    assertThat(zset.count(LexBound.MIN, LexBound.MIN)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 128})
  void infinitiesAndNegativeZeroAreComparedAsNumbers(int limit) {
    EncodingLimits limits = TestLimits.entries(limit);
    ZSetValue zset = ZSetValue.create();
    zset.put(Bytes.utf8("top"), Double.POSITIVE_INFINITY, limits);
    zset.put(Bytes.utf8("b"), -0.0, limits);
    zset.put(Bytes.utf8("c"), 0.0, limits);
    zset.put(Bytes.utf8("a"), 0.0, limits);
    zset.put(Bytes.utf8("bottom"), Double.NEGATIVE_INFINITY, limits);
    zset.put(Bytes.utf8("tiny"), -Double.MIN_VALUE, limits);
    assertThat(members(zset)).containsExactly("bottom", "tiny", "a", "b", "c", "top");
    assertThat(zset.count(ScoreBound.inclusive(-0.0), ScoreBound.inclusive(-0.0))).isEqualTo(3);
    assertThat(zset.count(ScoreBound.exclusive(0.0), ScoreBound.MAX)).isOne();
    assertThat(zset.count(ScoreBound.MIN, ScoreBound.MAX)).isEqualTo(6);
    assertThat(zset.count(ScoreBound.exclusive(Double.NEGATIVE_INFINITY), ScoreBound.MAX))
        .isEqualTo(5);
    assertThat(zset.count(ScoreBound.MIN, ScoreBound.exclusive(Double.POSITIVE_INFINITY)))
        .isEqualTo(5);
    assertThat(1 / zset.scoreOr(Bytes.utf8("b"), 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(zset.contains(Bytes.utf8("b"))).isTrue();
    assertThat(zset.contains(Bytes.utf8("z"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void orderedInsertionsFillTheTreeAndRangesEmptyIt(boolean ascending) {
    EncodingLimits limits = EncodingLimits.defaults();
    ZSetValue zset = ZSetValue.create();
    int members = 60_000;
    for (int number = 0; number < members; number++) {
      int score = ascending ? number : members - 1 - number;
      zset.put(Bytes.utf8("m" + score), score, limits);
    }
    for (int rank = 0; rank < members; rank += 997) {
      assertThat(zset.rank(Bytes.utf8("m" + rank))).isEqualTo(rank);
      assertThat(zset.firstRank(ScoreBound.inclusive(rank))).isEqualTo(rank);
    }
    List<String> removed = new ArrayList<>();
    zset.removeRanks(
        10,
        members - 10,
        (array, from, to, _) ->
            removed.add(
                new String(array, from, to - from, java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(removed).hasSize(members - 20).startsWith("m10", "m11").endsWith("m59989");
    assertThat(members(zset)).hasSize(20).startsWith("m0", "m1").endsWith("m59998", "m59999");
    assertThat(zset.encoding()).isEqualTo(Encoding.SKIPLIST);
    assertThat(zset.heapBytes()).isLessThan(8_000);
  }

  @Test
  void ranksOutsideTheSetAreRefused() {
    ZSetValue zset = ZSetValue.create();
    zset.put(Bytes.utf8("a"), 1, EncodingLimits.defaults());
    assertThatThrownBy(() -> zset.forEach(0, 2, (_, _, _, _) -> {}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> zset.removeRanks(-1, 1, (_, _, _, _) -> {}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    zset.forEachReverse(1, 1, (_, _, _, _) -> {});
  }

  private static List<String> members(ZSetValue zset) {
    List<String> members = new ArrayList<>();
    zset.forEach(
        0,
        zset.size(),
        (array, from, to, _) -> members.add(Bytes.copyOf(array, from, to).toString()));
    return members;
  }
}
