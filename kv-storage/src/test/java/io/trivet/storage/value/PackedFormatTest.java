package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The packed formats, byte for byte: they are on disk, so what is written here never changes.
final class PackedFormatTest {
  private static final EncodingLimits LIMITS = EncodingLimits.defaults();

  @Test
  void elementTakesTheShortestForm() {
    assertThat(element("0")).isEqualTo("00");
    assertThat(element("127")).isEqualTo("7f");
    assertThat(element("128")).isEqualTo("c080");
    assertThat(element("4095")).isEqualTo("cfff");
    assertThat(element("-1")).isEqualTo("dfff");
    assertThat(element("-4096")).isEqualTo("d000");
    assertThat(element("4096")).isEqualTo("f10010");
    assertThat(element("-32768")).isEqualTo("f10080");
    assertThat(element("32768")).isEqualTo("f2008000");
    assertThat(element("-8388608")).isEqualTo("f2000080");
    assertThat(element("8388608")).isEqualTo("f300008000");
    assertThat(element("2147483648")).isEqualTo("f40000008000000000");
    assertThat(element("-9223372036854775808")).isEqualTo("f40000000000000080");
    assertThat(element("")).isEqualTo("80");
    assertThat(element("ab")).isEqualTo("826162");
    assertThat(element("007")).isEqualTo("83303037");
    assertThat(element("a".repeat(63))).startsWith("bf6161").hasSize(2 * 64);
    assertThat(element("a".repeat(64))).startsWith("e0406161").hasSize(2 * 66);
    assertThat(element("a".repeat(4095))).startsWith("efff6161").hasSize(2 * 4097);
    assertThat(element("a".repeat(4096))).startsWith("f0001000006161").hasSize(2 * 4101);
  }

  private static String element(String text) {
    byte[] encoded = PackedElement.encode(Bytes.utf8(text));
    ElementReader reader = new ElementReader();
    assertThat(reader.read(encoded, 0, encoded.length)).isEqualTo(encoded.length);
    assertThat(reader.copy()).isEqualTo(Bytes.utf8(text));
    return HexFormat.of().formatHex(encoded);
  }

  @Test
  void hashIsItsCountThenFieldsAndValues() {
    HashValue hash = HashValue.create();
    assertThat(hex(hash)).isEqualTo("00");
    hash.put(Bytes.utf8("name"), Bytes.utf8("Ada"), LIMITS);
    hash.put(Bytes.utf8("born"), Bytes.utf8("1815"), LIMITS);
    assertThat(hex(hash)).isEqualTo("02" + "846e616d65" + "83416461" + "84626f726e" + "c717");
  }

  @Test
  void countTakesSevenBitsAByte() {
    HashValue hash = HashValue.create();
    for (int field = 0; field < 128; field++) {
      hash.put(Bytes.utf8(Integer.toString(field)), Bytes.EMPTY, LIMITS);
    }
    assertThat(hex(hash)).startsWith("8001" + "0080" + "0180").endsWith("7f80");
  }

  @Test
  void setOfIntegersIsItsWidthThenSortedNumbers() {
    SetValue set = SetValue.create();
    assertThat(hex(set)).isEqualTo("02");
    set.add(Bytes.utf8("7"), LIMITS);
    set.add(Bytes.utf8("-2"), LIMITS);
    assertThat(hex(set)).isEqualTo("02" + "feff" + "0700");
    set.add(Bytes.utf8("65536"), LIMITS);
    assertThat(hex(set)).isEqualTo("04" + "feffffff" + "07000000" + "00000100");
    set.add(Bytes.utf8("4294967296"), LIMITS);
    assertThat(hex(set)).startsWith("08" + "feffffffffffffff").endsWith("0000000001000000");
  }

  @Test
  void setIsItsCountThenMembersInTheOrderTheyCame() {
    SetValue set = SetValue.create();
    set.add(Bytes.utf8("5"), LIMITS);
    set.add(Bytes.utf8("b"), LIMITS);
    set.add(Bytes.utf8("a"), LIMITS);
    assertThat(set.encoding()).isEqualTo(Encoding.LISTPACK);
    assertThat(hex(set)).isEqualTo("03" + "05" + "8162" + "8161");
  }

  @Test
  void sortedSetIsItsCountThenMembersWithScoresInOrder() {
    ZSetValue zset = ZSetValue.create();
    zset.put(Bytes.utf8("b"), 1.5, LIMITS);
    zset.put(Bytes.utf8("a"), 1.5, LIMITS);
    zset.put(Bytes.utf8("9"), -1, LIMITS);
    assertThat(hex(zset))
        .isEqualTo("03" + "09000000000000f0bf" + "8161000000000000f83f" + "8162000000000000f83f");
  }

  @Test
  void listIsItsCountThenElementsWithBackLengths() {
    ListValue list = ListValue.create();
    list.pushLast(Bytes.utf8("ab"), LIMITS);
    list.pushFirst(Bytes.utf8("300"), LIMITS);
    list.pushLast(Bytes.utf8("c".repeat(200)), LIMITS);
    assertThat(hex(list))
        .startsWith("03" + "c12c02" + "82616203" + "e0c863")
        .endsWith("63" + "01ca");
  }

  @Test
  void rowsAreNamedByMemberOrByOrderKey() {
    ZSetValue zset = ZSetValue.create();
    zset.put(Bytes.utf8("a"), 1.5, TestLimits.entries(0));
    assertThat(rows(zset)).containsExactly("61=000000000000f83f");
    HashValue hash = HashValue.create();
    hash.put(Bytes.utf8("f"), Bytes.utf8("12"), TestLimits.entries(0));
    assertThat(rows(hash)).containsExactly("66=3132");
    SetValue set = SetValue.create();
    set.add(Bytes.utf8("12"), TestLimits.entries(0));
    assertThat(rows(set)).containsExactly("3132=");
    ListValue list = ListValue.create();
    EncodingLimits one = TestLimits.lists(1);
    list.pushLast(Bytes.utf8("a"), one);
    list.pushLast(Bytes.utf8("b"), one);
    list.pushFirst(Bytes.utf8("c"), one);
    assertThat(rows(list))
        .containsExactly(
            "3ffffffffff00000=01816302", "4000000000000000=01816102", "4000000000100000=01816202");
  }

  private static String hex(CollectionValue value) {
    value.verify();
    return HexFormat.of().formatHex(value.packed());
  }

  private static List<String> rows(CollectionValue value) {
    List<String> rows = new ArrayList<>();
    value.allRows((row, content) ->
        rows.add(
            HexFormat.of().formatHex(row)
                + "="
                + (content == null ? "deleted" : HexFormat.of().formatHex(content))));
    return rows;
  }
}
