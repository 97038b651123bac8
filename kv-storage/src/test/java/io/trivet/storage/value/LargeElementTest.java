package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Elements of many megabytes are elements like others.
final class LargeElementTest {
  private static final int LARGE_BYTES = 24 << 20;
  private static final EncodingLimits LIMITS = EncodingLimits.defaults();

  @Test
  void listKeepsLargeElementsInChunksOfTheirOwn() {
    ListValue list = ListValue.create();
    list.pushLast(Bytes.utf8("small"), LIMITS);
    list.pushLast(large('a'), LIMITS);
    list.pushFirst(large('b'), LIMITS);
    list.insertAt(1, Bytes.utf8("inside"), LIMITS);
    list.insertAt(1, large('c'), LIMITS);
    assertThat(list.size()).isEqualTo(5);
    assertThat(list.changedRowCount()).isEqualTo(4);
    assertThat(list.get(1)).isEqualTo(large('c'));
    assertThat(list.heapBytes()).isGreaterThan(3L * LARGE_BYTES);
    assertThat(list.remove(0, large('c'), LIMITS)).isOne();
    assertThat(list.popFirst(LIMITS)).isEqualTo(large('b'));
    assertThat(list.popLast(LIMITS)).isEqualTo(large('a'));
    assertThat(list.isPacked()).isTrue();
    assertThat(list.get(0)).isEqualTo(Bytes.utf8("inside"));
    assertThat(list.heapBytes()).isLessThan(2000);
  }

  @Test
  void hashKeepsLargeFieldsAndValues() {
    HashValue hash = HashValue.create();
    hash.put(Bytes.utf8("f"), large('a'), LIMITS);
    hash.put(large('f'), Bytes.utf8("v"), LIMITS);
    assertThat(hash.valueLength(Bytes.utf8("f"))).isEqualTo(LARGE_BYTES);
    assertThat(hash.get(large('f'))).isEqualTo(Bytes.utf8("v"));
    assertThat(hash.heapBytes()).isGreaterThan(2L * LARGE_BYTES);
    hash.markRowsStored();
    assertThat(hash.remove(large('f'))).isTrue();
    assertThat(hash.remove(Bytes.utf8("f"))).isTrue();
    assertThat(hash.heapBytes()).isLessThan(LARGE_BYTES + 2000);
    hash.markRowsStored();
    assertThat(hash.heapBytes()).isLessThan(2000);
  }

  private static Bytes large(char letter) {
    byte[] bytes = new byte[LARGE_BYTES];
    Arrays.fill(bytes, (byte) letter);
    return Bytes.of(bytes);
  }
}
