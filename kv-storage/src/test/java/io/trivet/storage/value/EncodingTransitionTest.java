package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Values change their encoding exactly where Redis 7.2 does.
final class EncodingTransitionTest {
  private static final EncodingLimits LIMITS = EncodingLimits.defaults();

  @Test
  void hashExpandsWithTheFirstFieldTooMany() {
    HashValue hash = HashValue.create();
    for (int number = 0; number < 128; number++) {
      hash.put(Bytes.utf8("f" + number), Bytes.utf8("v"), LIMITS);
    }
    hash.put(Bytes.utf8("f0"), Bytes.utf8("w"), LIMITS);
    assertThat(hash.encoding()).isEqualTo(Encoding.LISTPACK);
    hash.put(Bytes.utf8("f128"), Bytes.utf8("v"), LIMITS);
    assertThat(hash.encoding()).isEqualTo(Encoding.HASHTABLE);
    assertThat(hash.size()).isEqualTo(129);
    hash.remove(Bytes.utf8("f1"));
    hash.remove(Bytes.utf8("f2"));
    assertThat(hash.encoding()).isEqualTo(Encoding.HASHTABLE);
  }

  @Test
  void hashExpandsWithTheFirstFieldOrValueTooLong() {
    for (boolean longField : new boolean[] {true, false}) {
      HashValue hash = HashValue.create();
      hash.put(letters(64), letters(64), LIMITS);
      assertThat(hash.encoding()).isEqualTo(Encoding.LISTPACK);
      hash.put(longField ? letters(65) : letters(1), letters(longField ? 1 : 65), LIMITS);
      assertThat(hash.encoding()).isEqualTo(Encoding.HASHTABLE);
      assertThat(hash.get(letters(64))).isEqualTo(letters(64));
    }
  }

  @Test
  void setOfIntegersExpandsBeyondTheIntsetLimit() {
    SetValue set = SetValue.create();
    for (int number = 0; number < 512; number++) {
      set.add(number(number), LIMITS);
    }
    set.add(number(0), LIMITS);
    assertThat(set.encoding()).isEqualTo(Encoding.INTSET);
    set.add(number(512), LIMITS);
    assertThat(set.encoding()).isEqualTo(Encoding.HASHTABLE);
    assertThat(set.size()).isEqualTo(513);
  }

  @Test
  void setOfIntegersTakesAWordAsListpackOrHashtable() {
    SetValue small = SetValue.create();
    SetValue large = SetValue.create();
    for (int number = 0; number < 128; number++) {
      if (number < 127) {
        small.add(number(number), LIMITS);
      }
      large.add(number(number), LIMITS);
    }
    small.add(letters(64), LIMITS);
    large.add(letters(1), LIMITS);
    assertThat(small.encoding()).isEqualTo(Encoding.LISTPACK);
    assertThat(large.encoding()).isEqualTo(Encoding.HASHTABLE);
    small.add(letters(64), LIMITS);
    assertThat(small.encoding()).isEqualTo(Encoding.LISTPACK);
    small.add(letters(3), LIMITS);
    assertThat(small.encoding()).isEqualTo(Encoding.HASHTABLE);
    assertThat(small.size()).isEqualTo(129);
  }

  @Test
  void setExpandsWithAMemberTooLong() {
    SetValue set = SetValue.create();
    set.add(letters(64), LIMITS);
    assertThat(set.encoding()).isEqualTo(Encoding.LISTPACK);
    set.add(letters(65), LIMITS);
    assertThat(set.encoding()).isEqualTo(Encoding.HASHTABLE);
    SetValue fresh = SetValue.create();
    fresh.add(letters(65), LIMITS);
    assertThat(fresh.encoding()).isEqualTo(Encoding.HASHTABLE);
  }

  @Test
  void integersAreRecognizedOnlyInTheirOneDecimalForm() {
    for (String text : new String[] {"0", "-1", "9223372036854775807", "-9223372036854775808"}) {
      assertThat(encodingOfSetWith(text)).as(text).isEqualTo(Encoding.INTSET);
    }
    for (String text :
        new String[] {
          "",
          "-",
          "-0",
          "00",
          "01",
          "+1",
          " 1",
          "1 ",
          "1.0",
          "9223372036854775808",
          "-9223372036854775809",
          "99999999999999999999",
          "18446744073709551616"
        }) {
      assertThat(encodingOfSetWith(text)).as(text).isEqualTo(Encoding.LISTPACK);
    }
  }

  private static Encoding encodingOfSetWith(String text) {
    SetValue set = SetValue.create();
    set.add(Bytes.utf8(text), LIMITS);
    assertThat(set.contains(Bytes.utf8(text))).isTrue();
    assertThat(set.random(new java.util.Random(1))).isEqualTo(Bytes.utf8(text));
    return set.encoding();
  }

  @Test
  void sortedSetExpandsWithAMemberTooManyOrTooLong() {
    ZSetValue zset = ZSetValue.create();
    for (int number = 0; number < 128; number++) {
      zset.put(number(number), number, LIMITS);
    }
    zset.put(number(5), 9, LIMITS);
    assertThat(zset.encoding()).isEqualTo(Encoding.LISTPACK);
    zset.put(letters(1), 1, LIMITS);
    assertThat(zset.encoding()).isEqualTo(Encoding.SKIPLIST);
    ZSetValue other = ZSetValue.create();
    other.put(letters(64), 1, LIMITS);
    assertThat(other.encoding()).isEqualTo(Encoding.LISTPACK);
    other.put(letters(65), 1, LIMITS);
    assertThat(other.encoding()).isEqualTo(Encoding.SKIPLIST);
  }

  @Test
  void sortedSetRefusesNaN() {
    assertThatThrownBy(() -> ZSetValue.create().put(letters(1), Double.NaN, LIMITS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listExpandsByItsNumberOfElementsAndReturnsAtHalfOfIt() {
    EncodingLimits limits = TestLimits.lists(8);
    ListValue list = ListValue.create();
    for (int number = 0; number < 8; number++) {
      list.pushLast(letters(1), limits);
    }
    assertThat(list.encoding()).isEqualTo(Encoding.LISTPACK);
    list.pushLast(letters(1), limits);
    assertThat(list.encoding()).isEqualTo(Encoding.QUICKLIST);
    for (int size = 9; size > 5; size--) {
      list.popLast(limits);
    }
    assertThat(list.encoding()).isEqualTo(Encoding.QUICKLIST);
    list.popFirst(limits);
    assertThat(list.encoding()).isEqualTo(Encoding.LISTPACK);
    assertThat(list.size()).isEqualTo(4);
    assertThat(list.changedRowCount()).isZero();
  }

  @Test
  void listExpandsByItsBytesAndReturnsAtHalfOfThem() {
    EncodingLimits limits = TestLimits.lists(-1);
    ListValue list = ListValue.create();
    // An element of 100 letters takes 103 bytes with its header of 2 and its back length of 1.
    // 39 of them and the frame of 7 make 4024 bytes: 72 more fit, 73 do not.
    for (int number = 0; number < 39; number++) {
      list.pushLast(letters(100), limits);
    }
    ListValue fitting = list.copy();
    fitting.pushLast(letters(72), limits);
    assertThat(fitting.encoding()).isEqualTo(Encoding.LISTPACK);
    list.pushLast(letters(73), limits);
    assertThat(list.encoding()).isEqualTo(Encoding.QUICKLIST);
    list.popLast(limits);
    while (list.size() > 20) {
      list.popLast(limits);
    }
    assertThat(list.encoding()).isEqualTo(Encoding.QUICKLIST);
    list.popLast(limits);
    assertThat(list.encoding()).isEqualTo(Encoding.LISTPACK);
  }

  @Test
  void listWithOneHugeElementIsExpanded() {
    ListValue list = ListValue.create();
    list.pushFirst(letters(9000), LIMITS);
    assertThat(list.encoding()).isEqualTo(Encoding.QUICKLIST);
    list.pushFirst(letters(1), LIMITS);
    list.pushLast(letters(2), LIMITS);
    assertThat(list.changedRowCount()).isEqualTo(3);
    assertThat(list.get(1)).isEqualTo(letters(9000));
    list.set(1, letters(3), LIMITS);
    assertThat(list.get(1)).isEqualTo(letters(3));
    assertThat(list.size()).isEqualTo(3);
  }

  @Test
  void namesAndCodesAreThoseOfRedisAndOfTheDisk() {
    assertThat(ValueType.values())
        .extracting(ValueType::wireName)
        .containsExactly("string", "list", "set", "zset", "hash");
    assertThat(ValueType.values())
        .extracting(ValueType::code)
        .containsExactly((byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5);
    assertThat(Encoding.values())
        .extracting(Encoding::wireName)
        .containsExactly(
            "int", "embstr", "raw", "listpack", "intset", "quicklist", "hashtable", "skiplist");
    for (Encoding encoding : Encoding.values()) {
      assertThat(encoding.code()).isEqualTo((byte) (encoding.ordinal() + 1));
      assertThat(Encoding.ofCode(encoding.code())).isEqualTo(encoding);
    }
    for (ValueType type : ValueType.values()) {
      assertThat(ValueType.ofCode(type.code())).isEqualTo(type);
    }
    assertThatThrownBy(() -> ValueType.ofCode(6)).isInstanceOf(CorruptValueException.class);
    assertThatThrownBy(() -> ValueType.ofCode(0)).isInstanceOf(CorruptValueException.class);
    assertThatThrownBy(() -> Encoding.ofCode(-1)).isInstanceOf(CorruptValueException.class);
    assertThatThrownBy(() -> Encoding.ofCode(9)).isInstanceOf(CorruptValueException.class);
  }

  private static Bytes letters(int length) {
    return Bytes.utf8("x".repeat(length));
  }

  private static Bytes number(int number) {
    return Bytes.utf8(Integer.toString(number));
  }
}
