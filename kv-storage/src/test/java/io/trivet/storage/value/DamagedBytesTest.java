package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Packed bytes and rows come back from disk: whatever they are, reading and changing them gives
/// wrong elements or a CorruptValueException, and nothing else.
final class DamagedBytesTest {
  private static final int ROUNDS = 5_000;
  private static final Bytes ABSENT = Bytes.utf8("nobody");
  private static final EncodingLimits LIMITS = TestLimits.entries(40);

  private int refused;

  @ParameterizedTest
  @EnumSource(
      value = ValueType.class,
      names = {"STRING"},
      mode = EnumSource.Mode.EXCLUDE)
  void damagedPackedBytesAreRefusedOrRead(ValueType type) {
    Random random = new Random(type.code());
    for (int round = 0; round < ROUNDS; round++) {
      CollectionValue sound = sound(type, random);
      byte[] damaged = damage(sound.packed(), random);
      Encoding encoding = sound.encoding();
      attempt(() -> CollectionValue.ofPacked(type, encoding, damaged.clone()).verify());
      for (int use = 0; use < 3; use++) {
        attempt(() -> use(CollectionValue.ofPacked(type, encoding, damaged.clone()), random));
      }
    }
    assertThat(refused).isBetween(ROUNDS / 2, 4 * ROUNDS - ROUNDS / 10);
  }

  @ParameterizedTest
  @EnumSource(
      value = ValueType.class,
      names = {"STRING"},
      mode = EnumSource.Mode.EXCLUDE)
  void damagedRowsAreRefusedOrRead(ValueType type) {
    Random random = new Random(type.code());
    for (int round = 0; round < 1000; round++) {
      CollectionValue value = CollectionValue.create(type);
      for (int number = 0; number < 10; number++) {
        change(value, number, Bytes.utf8("m" + number), expanding(type));
      }
      assertThat(value.isPacked()).isFalse();
      attempt(() -> {
        RowsDecoder decoder = new RowsDecoder(type);
        value.allRows((row, content) ->
            decoder.add(maybeDamaged(row, random), maybeDamaged(content, random)));
        use(decoder.build(), random);
      });
    }
  }

  @Test
  void impossibleFormsAreRefused() {
    for (byte[] packed :
        new byte[][] {
          {}, {1}, {0, 5}, {(byte) 0x80}, {-1, -1, -1, -1, -1, 1}, {2, 1}, {-1, -1, -1, -1, 15, 1}
        }) {
      assertThatThrownBy(() -> HashValue.ofPacked(packed))
          .as(Arrays.toString(packed))
          .isInstanceOf(CorruptValueException.class);
    }
    for (byte[] packed : new byte[][] {{}, {3}, {2, 1}, {8, 1, 2, 3, 4}}) {
      assertThatThrownBy(() -> SetValue.ofPacked(Encoding.INTSET, packed))
          .isInstanceOf(CorruptValueException.class);
    }
    assertThatThrownBy(() -> CollectionValue.ofPacked(ValueType.HASH, Encoding.INTSET, new byte[1]))
        .isInstanceOf(CorruptValueException.class);
    assertThatThrownBy(
            () -> CollectionValue.ofPacked(ValueType.STRING, Encoding.LISTPACK, new byte[1]))
        .isInstanceOf(CorruptValueException.class);
  }

  /// Regression: the position behind the last element was taken for an element.
  @Test
  void listThatCountsMoreElementsThanThereAreFindsThoseThatAre() {
    byte[] packed = {2, (byte) 0x81, 'a', 2};
    List<Integer> found = new ArrayList<>();
    attempt(() -> ListValue.ofPacked(packed).positions(Bytes.utf8("a"), -1, 0, 0, found::add));
    assertThat(ListValue.ofPacked(packed).indexOf(Bytes.utf8("a"))).isZero();
    assertThatThrownBy(() -> ListValue.ofPacked(packed).verify())
        .isInstanceOf(CorruptValueException.class);
    assertThatThrownBy(() -> ListValue.ofPacked(packed).get(1))
        .isInstanceOf(CorruptValueException.class);
  }

  private static EncodingLimits expanding(ValueType type) {
    return type == ValueType.LIST ? TestLimits.lists(3) : TestLimits.entries(0);
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (CorruptValueException expected) {
      refused++;
    }
  }

  private static CollectionValue sound(ValueType type, Random random) {
    CollectionValue value = CollectionValue.create(type);
    boolean numbers = random.nextBoolean();
    int elements = random.nextInt(1, 30);
    for (int number = 0; number < elements; number++) {
      Bytes word =
          numbers
              ? Bytes.utf8(Long.toString(random.nextLong() >> random.nextInt(64)))
              : Bytes.utf8("word".repeat(random.nextInt(18)) + number);
      change(value, number, word.slice(0, Math.min(64, word.length())), LIMITS);
    }
    return value;
  }

  private static void change(CollectionValue value, int number, Bytes word, EncodingLimits limits) {
    switch (value) {
      case HashValue hash -> hash.put(word, Bytes.utf8("v" + number), limits);
      case ListValue list -> list.pushLast(word, limits);
      case SetValue set -> set.add(word, limits);
      case ZSetValue zset -> zset.put(word, number, limits);
    }
  }

  private static byte[] damage(byte[] packed, Random random) {
    byte[] damaged = packed.clone();
    int flips = random.nextInt(1, 4);
    for (int flip = 0; flip < flips; flip++) {
      int at = random.nextInt(random.nextInt(3) == 0 ? 1 : damaged.length);
      damaged[at] = (byte) (random.nextBoolean() ? random.nextInt() : 0xF0 + random.nextInt(8));
    }
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
      case 1 -> Arrays.copyOf(damaged, damaged.length + random.nextInt(9));
      default -> damaged;
    };
  }

  private static byte[] maybeDamaged(byte[] bytes, Random random) {
    return bytes.length == 0 || random.nextInt(30) > 0 ? bytes.clone() : damage(bytes, random);
  }

  private static void use(CollectionValue value, Random random) {
    Bytes word = random.nextBoolean() ? ABSENT : Bytes.utf8(Integer.toString(random.nextInt(50)));
    switch (value) {
      case HashValue hash -> useHash(hash, word, random);
      case ListValue list -> useList(list, word, random);
      case SetValue set -> useSet(set, word, random);
      case ZSetValue zset -> useZSet(zset, word, random);
    }
    value.copy();
    value.heapBytes();
    if (value.isPacked()) {
      value.packed();
    }
    value.changedRows((_, _) -> {});
  }

  private static void useHash(HashValue hash, Bytes word, Random random) {
    for (int step = 0; step < 4; step++) {
      switch (random.nextInt(6)) {
        case 0 -> hash.get(word);
        case 1 -> hash.put(word, word, LIMITS);
        case 2 -> hash.remove(word);
        case 3 -> hash.sample(random, 3, (_, _, _, _, _, _) -> {});
        case 4 -> hash.put(word, Bytes.utf8("long".repeat(20)), LIMITS);
        default -> hash.forEach((_, _, _, _, _, _) -> {});
      }
    }
  }

  private static void useSet(SetValue set, Bytes word, Random random) {
    for (int step = 0; step < 4; step++) {
      switch (random.nextInt(6)) {
        case 0 -> set.contains(word);
        case 1 -> set.add(word, LIMITS);
        case 2 -> set.remove(word);
        case 3 -> set.random(random);
        case 4 -> set.add(Bytes.utf8("long".repeat(20)), LIMITS);
        default -> set.forEach((_, _, _) -> {});
      }
    }
  }

  private static void useZSet(ZSetValue zset, Bytes word, Random random) {
    for (int step = 0; step < 4; step++) {
      int to = random.nextInt(zset.size() + 1);
      int from = random.nextInt(to + 1);
      switch (random.nextInt(10)) {
        case 0 -> zset.scoreOr(word, 0);
        case 1 -> zset.put(word, random.nextInt(30), LIMITS);
        case 2 -> zset.remove(word);
        case 3 -> zset.rank(word);
        case 4 -> zset.put(Bytes.utf8("long".repeat(20)), 3, LIMITS);
        case 5 -> zset.removeRanks(from, to, (_, _, _, _) -> {});
        case 6 -> zset.forEachReverse(from, to, (_, _, _, _) -> {});
        case 7 -> zset.count(ScoreBound.exclusive(3), ScoreBound.inclusive(20));
        case 8 -> zset.count(LexBound.exclusive(word), LexBound.MAX);
        default -> zset.sample(random, 3, (_, _, _, _) -> {});
      }
    }
  }

  private static void useList(ListValue list, Bytes word, Random random) {
    for (int step = 0; step < 4; step++) {
      int to = random.nextInt(list.size() + 1);
      int from = random.nextInt(to + 1);
      switch (random.nextInt(11)) {
        case 0 -> list.get(from);
        case 1 -> list.popFirst(LIMITS);
        case 2 -> list.popLast(LIMITS);
        case 3 -> list.remove(random.nextInt(3) - 1, word, LIMITS);
        case 4 -> list.trim(from, to, LIMITS);
        case 5 -> list.forEachReverse(from, to, (_, _, _) -> {});
        case 6 -> list.forEach(from, to, (_, _, _) -> {});
        case 7 -> list.positions(word, -1, 0, 0, _ -> {});
        case 8 -> list.set(from, word, TestLimits.lists(3));
        case 9 -> list.insertAt(from, word, TestLimits.lists(4));
        default -> list.insertAfter(word, word, LIMITS);
      }
    }
  }
}
