package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A digest tells states apart, and nothing else.
final class StateDigestTest {
  private static final List<EncodingLimits> ENCODINGS =
      List.of(EncodingLimits.defaults(), TestLimits.entries(1), TestLimits.lists(1));
  private static final byte[] KEY = {'k'};

  @Test
  void valueHasOneDigestInAllItsEncodings() {
    for (ValueType type : List.of(ValueType.LIST, ValueType.SET, ValueType.ZSET, ValueType.HASH)) {
      Set<Long> sums = new HashSet<>();
      Set<Encoding> encodings = new HashSet<>();
      for (EncodingLimits limits : ENCODINGS) {
        CollectionValue value = filled(type, limits, "one", "2", "three", "-4");
        encodings.add(value.encoding());
        sums.add(digest(value));
      }
      assertThat(encodings).as("encodings of %s", type).hasSize(2);
      assertThat(sums).as("digests of %s", type).hasSize(1);
    }
  }

  @Test
  void setOfIntegersHasOneDigestInAllItsEncodings() {
    CollectionValue words = filled(ValueType.SET, EncodingLimits.defaults(), "x", "1", "-70000");
    assertThat(((SetValue) words).remove(Bytes.utf8("x"))).isTrue();
    CollectionValue integers = filled(ValueType.SET, EncodingLimits.defaults(), "-70000", "1");
    CollectionValue expanded = filled(ValueType.SET, TestLimits.entries(1), "1", "-70000");

    assertThat(integers.encoding()).isEqualTo(Encoding.INTSET);
    assertThat(words.encoding()).isEqualTo(Encoding.LISTPACK);
    assertThat(expanded.encoding()).isEqualTo(Encoding.HASHTABLE);
    assertThat(digest(integers)).isEqualTo(digest(words)).isEqualTo(digest(expanded));
  }

  @Test
  void orderOfElementsCountsInListsOnly() {
    for (EncodingLimits limits : ENCODINGS) {
      for (ValueType type : List.of(ValueType.SET, ValueType.HASH, ValueType.ZSET)) {
        assertThat(digest(filled(type, limits, "a", "b", "c")))
            .isEqualTo(digest(filled(type, limits, "c", "b", "a")));
      }
      assertThat(digest(filled(ValueType.LIST, limits, "a", "b", "c")))
          .isNotEqualTo(digest(filled(ValueType.LIST, limits, "c", "b", "a")));
    }
  }

  @Test
  void everyDifferenceGivesAnotherDigest() {
    Set<Long> sums = new HashSet<>();
    int states = 0;
    states += add(sums, digest -> {});
    for (String value : List.of("", "a", "b", "aa", "\0", "\0\0", "12345678", "123456789")) {
      states += add(sums, digest -> string(digest, 0, "k", 0, value));
    }
    states += add(sums, digest -> string(digest, 1, "k", 0, "a"));
    states += add(sums, digest -> string(digest, 0, "k2", 0, "a"));
    states += add(sums, digest -> string(digest, 0, "k", 1, "a"));
    states += add(sums, digest -> string(digest, 0, "k", 2, "a"));
    for (ValueType type : List.of(ValueType.LIST, ValueType.SET, ValueType.ZSET, ValueType.HASH)) {
      for (String[] elements :
          List.of(
              new String[] {"a"},
              new String[] {"b"},
              new String[] {"a", "b"},
              new String[] {"ab"},
              new String[] {"a", "c"})) {
        CollectionValue value = filled(type, EncodingLimits.defaults(), elements);
        states += add(sums, digest -> digest.addCollection(0, KEY, 0, value));
      }
    }
    assertThat(sums).hasSize(states);
  }

  @Test
  void fieldAndValueAreNoPairOfEquals() {
    EncodingLimits limits = EncodingLimits.defaults();
    HashValue one = HashValue.create();
    one.put(Bytes.utf8("a"), Bytes.utf8("b"), limits);
    one.put(Bytes.utf8("c"), Bytes.utf8("d"), limits);
    HashValue crossed = HashValue.create();
    crossed.put(Bytes.utf8("a"), Bytes.utf8("d"), limits);
    crossed.put(Bytes.utf8("c"), Bytes.utf8("b"), limits);
    HashValue turned = HashValue.create();
    turned.put(Bytes.utf8("b"), Bytes.utf8("a"), limits);
    turned.put(Bytes.utf8("d"), Bytes.utf8("c"), limits);

    assertThat(Set.of(digest(one), digest(crossed), digest(turned))).hasSize(3);
  }

  @Test
  void scoreCountsAndTheSignOfZeroDoesNot() {
    assertThat(digest(scored(1))).isNotEqualTo(digest(scored(2)));
    assertThat(digest(scored(1))).isNotEqualTo(digest(scored(Math.nextUp(1.0))));
    assertThat(digest(scored(0.0))).isEqualTo(digest(scored(-0.0)));
  }

  @Test
  void keysAreAddedInAnyOrder() {
    StateDigest there = new StateDigest();
    StateDigest back = new StateDigest();
    for (int i = 0; i < 100; i++) {
      string(there, 0, "key" + i, 0, "v");
      string(back, 0, "key" + (99 - i), 0, "v");
    }
    assertThat(there.sum()).isEqualTo(back.sum());
    assertThat(there.keys()).isEqualTo(100);
  }

  private static int add(Set<Long> sums, Consumer<StateDigest> keys) {
    StateDigest digest = new StateDigest();
    keys.accept(digest);
    sums.add(digest.sum());
    return 1;
  }

  private static void string(
      StateDigest digest, int database, String key, long expiresAtMs, String value) {
    byte[] bytes = Bytes.utf8("<" + value + ">").array();
    digest.addString(database, Bytes.utf8(key).array(), expiresAtMs, bytes, 1, bytes.length - 1);
  }

  private static long digest(CollectionValue value) {
    StateDigest digest = new StateDigest();
    digest.addCollection(0, KEY, 0, value);
    return digest.sum();
  }

  private static ZSetValue scored(double score) {
    ZSetValue zset = ZSetValue.create();
    zset.put(Bytes.utf8("member"), score, EncodingLimits.defaults());
    return zset;
  }

  private static CollectionValue filled(ValueType type, EncodingLimits limits, String... elements) {
    CollectionValue value = CollectionValue.create(type);
    for (String element : elements) {
      Bytes bytes = Bytes.utf8(element);
      switch (value) {
        case ListValue list -> list.pushLast(bytes, limits);
        case SetValue set -> set.add(bytes, limits);
        case ZSetValue zset -> zset.put(bytes, element.hashCode(), limits);
        case HashValue hash -> hash.put(bytes, Bytes.utf8("of " + element), limits);
      }
    }
    return value;
  }
}
