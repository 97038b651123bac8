package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random operations on a list and on an ArrayList, packed and expanded, with its rows kept beside.
final class ListModelTest {
  private static final int STEPS = 6000;

  private final List<Bytes> model = new ArrayList<>();
  private final StoredRows rows = new StoredRows();
  private ListValue list = ListValue.create();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void listBehavesLikeAnArrayList(long seed) {
    Random random = new Random(seed);
    EncodingLimits limits =
        TestLimits.lists((int) List.of(4, 1, 16, -1, 128, -2).get((int) seed - 1));
    for (int step = 0; step < STEPS; step++) {
      boolean growing = step / 700 % 2 == 0;
      change(random, limits, growing);
      assertThat(list.size()).isEqualTo(model.size());
      if (list.isPacked()) {
        rows.clear();
        if (random.nextInt(20) == 0) {
          list.verify();
          list = ListValue.ofPacked(list.packed().clone());
        }
      } else if (random.nextInt(40) == 0) {
        rows.store(list);
      }
      if (random.nextInt(60) == 0) {
        check(random);
      }
    }
    check(random);
  }

  private void change(Random random, EncodingLimits limits, boolean growing) {
    Bytes element = element(random);
    int index = model.isEmpty() ? 0 : random.nextInt(model.size());
    switch (random.nextInt(growing ? 9 : 14)) {
      case 0, 1 -> {
        list.pushFirst(element, limits);
        model.addFirst(element);
      }
      case 2, 3 -> {
        list.pushLast(element, limits);
        model.addLast(element);
      }
      case 4, 5 -> {
        list.insertAt(index, element, limits);
        model.add(index, element);
      }
      case 6 -> {
        int found = model.indexOf(element);
        assertThat(list.insertAfter(element, Bytes.utf8("after"), limits))
            .isEqualTo(found < 0 ? -1 : found + 1);
        if (found >= 0) {
          model.add(found + 1, Bytes.utf8("after"));
        }
      }
      case 7 -> {
        int found = model.indexOf(element);
        assertThat(list.insertBefore(element, Bytes.utf8("before"), limits)).isEqualTo(found);
        if (found >= 0) {
          model.add(found, Bytes.utf8("before"));
        }
      }
      case 8 -> {
        assertThat(list.set(index, element, limits)).isEqualTo(!model.isEmpty());
        if (!model.isEmpty()) {
          model.set(index, element);
        }
      }
      case 9, 10 ->
          assertThat(list.popFirst(limits)).isEqualTo(model.isEmpty() ? null : model.removeFirst());
      case 11, 12 ->
          assertThat(list.popLast(limits)).isEqualTo(model.isEmpty() ? null : model.removeLast());
      default -> removeSome(random, limits, element, index);
    }
  }

  private void removeSome(Random random, EncodingLimits limits, Bytes element, int index) {
    if (random.nextInt(3) == 0) {
      int to = Math.min(model.size(), index + Math.max(1, model.size() * 3 / 4));
      list.trim(index, to, limits);
      List<Bytes> kept = List.copyOf(model.subList(index, to));
      model.clear();
      model.addAll(kept);
      return;
    }
    int count = random.nextInt(7) - 3;
    assertThat(list.remove(count, element, limits)).isEqualTo(removeFromModel(count, element));
  }

  private int removeFromModel(int count, Bytes element) {
    int removed = 0;
    int most = count == 0 ? Integer.MAX_VALUE : Math.abs(count);
    while (removed < most) {
      int index = count < 0 ? model.lastIndexOf(element) : model.indexOf(element);
      if (index < 0) {
        return removed;
      }
      model.remove(index);
      removed++;
    }
    return removed;
  }

  private void check(Random random) {
    assertThat(list.size()).isEqualTo(model.size());
    List<Bytes> elements = new ArrayList<>();
    list.forEach(0, list.size(), BytesVisitor.into(elements));
    assertThat(elements).isEqualTo(model);
    int to = random.nextInt(model.size() + 1);
    int from = random.nextInt(to + 1);
    List<Bytes> reversed = new ArrayList<>();
    list.forEachReverse(from, to, BytesVisitor.into(reversed));
    assertThat(reversed).isEqualTo(model.subList(from, to).reversed());
    if (to > 0) {
      assertThat(list.get(to - 1)).isEqualTo(model.get(to - 1));
      checkPositions(random, model.get(to - 1));
    }
    assertThat(list.get(model.size())).isNull();
    ListValue copy = list.copy();
    assertThat(copy.encoding()).isEqualTo(list.encoding());
    assertThat(copy.get(0)).isEqualTo(list.get(0));
    if (!list.isPacked()) {
      rows.store(list);
      ListValue read = (ListValue) rows.read(ValueType.LIST);
      List<Bytes> stored = new ArrayList<>();
      read.forEach(0, read.size(), BytesVisitor.into(stored));
      assertThat(stored).isEqualTo(model);
      assertThat(read.changedRowCount()).isZero();
      list = random.nextBoolean() ? read : list;
    }
  }

  private void checkPositions(Random random, Bytes element) {
    int rank = random.nextInt(1, 4) * (random.nextBoolean() ? 1 : -1);
    int most = random.nextInt(3);
    int compared = random.nextInt(4) * 10;
    List<Integer> expected = new ArrayList<>();
    int passed = 0;
    for (int step = 0;
        step < (compared == 0 ? model.size() : Math.min(compared, model.size()));
        step++) {
      int index = rank > 0 ? step : model.size() - 1 - step;
      if (model.get(index).equals(element)
          && ++passed >= Math.abs(rank)
          && (most == 0 || expected.size() < most)) {
        expected.add(index);
      }
    }
    List<Integer> found = new ArrayList<>();
    list.positions(element, rank, most, compared, found::add);
    assertThat(found).isEqualTo(expected);
  }

  private static Bytes element(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Bytes.utf8(Long.toString(random.nextLong() >> random.nextInt(64)));
      case 1 -> Bytes.utf8("x".repeat(random.nextInt(300)));
      case 2 -> random.nextInt(50) == 0 ? Bytes.utf8("y".repeat(9000)) : Bytes.EMPTY;
      default -> Bytes.utf8("v" + random.nextInt(30));
    };
  }
}
