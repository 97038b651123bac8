package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a value says it costs is what the JVM has to find for it, and it is little.
final class HeapBytesTest {
  private static final int ELEMENTS = 100_000;
  private static final EncodingLimits LIMITS = EncodingLimits.defaults();

  @Test
  void expandedSetOfTenByteMembersTakesLessThanFiftyBytesEach() {
    checkCost(SetValue.create(), 50);
  }

  @Test
  void expandedHashOfTenByteFieldsAndValuesTakesLessThanSixtyBytesEach() {
    checkCost(HashValue.create(), 60);
  }

  @Test
  void expandedSortedSetOfTenByteMembersTakesLessThanSeventyFiveBytesEach() {
    checkCost(ZSetValue.create(), 75);
  }

  @Test
  void listOfTenByteElementsTakesLessThanFourteenBytesEach() {
    checkCost(ListValue.create(), 14);
  }

  private static void checkCost(CollectionValue value, int mostBytesEach) {
    long before = usedBytes();
    for (int number = 0; number < ELEMENTS; number++) {
      add(value, number);
    }
    long used = usedBytes() - before;
    assertThat(value.size()).isEqualTo(ELEMENTS);
    assertThat(value.heapBytes() / (double) ELEMENTS).isLessThan(mostBytesEach);
    assertThat(used / (double) value.heapBytes()).isBetween(0.6, 1.2);
  }

  private static void add(CollectionValue value, int number) {
    Bytes word = Bytes.utf8("w" + (100_000_000 + number));
    switch (value) {
      case HashValue hash -> hash.put(word, word, LIMITS);
      case ListValue list -> list.pushLast(word, LIMITS);
      case SetValue set -> set.add(word, LIMITS);
      case ZSetValue zset -> zset.put(word, (number * 7919L) % 100_003, LIMITS);
    }
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Test
  void costReturnsToWhereItWasWhenElementsAreRemoved() {
    for (ValueType type : new ValueType[] {ValueType.HASH, ValueType.SET, ValueType.ZSET}) {
      CollectionValue value = CollectionValue.create(type);
      Random random = new Random(5);
      for (int number = 0; number < 200; number++) {
        add(value, number);
      }
      long small = value.heapBytes();
      for (int number = 200; number < 20_000; number++) {
        add(value, number);
      }
      assertThat(value.heapBytes()).isGreaterThan(50 * small);
      while (value.size() > 200) {
        remove(value, random);
      }
      assertThat(value.heapBytes()).isBetween(small * 2 / 3, small * 2);
    }
  }

  private static void remove(CollectionValue value, Random random) {
    switch (value) {
      case HashValue hash -> {
        Bytes[] picked = {Bytes.EMPTY};
        hash.random(
            random, (array, from, to, _, _, _) -> picked[0] = Bytes.copyOf(array, from, to));
        hash.remove(picked[0]);
      }
      case SetValue set -> {
        Bytes picked = set.random(random);
        assertThat(picked).isNotNull();
        set.remove(picked);
      }
      case ZSetValue zset -> {
        int rank = random.nextInt(zset.size());
        zset.removeRanks(rank, rank + 1, (_, _, _, _) -> {});
      }
      case ListValue list -> list.popLast(LIMITS);
    }
  }

  @Test
  void listGivesBackWhatItPopped() {
    ListValue list = ListValue.create();
    long empty = list.heapBytes();
    for (int number = 0; number < 50_000; number++) {
      list.pushLast(Bytes.utf8("element" + number), LIMITS);
      if (number > 100) {
        list.popFirst(LIMITS);
      }
    }
    assertThat(list.size()).isEqualTo(101);
    assertThat(list.heapBytes()).isLessThan(30_000);
    while (list.popFirst(LIMITS) != null) {
      assertThat(list.heapBytes()).isPositive();
    }
    assertThat(list.heapBytes()).isLessThan(empty + 200);
  }
}
