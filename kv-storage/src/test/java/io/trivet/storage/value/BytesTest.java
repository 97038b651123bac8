package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BytesTest {
  @Test
  void orderIsUnsignedAndAPrefixComesFirst() {
    Bytes[] ascending = {
      Bytes.EMPTY,
      bytes(0),
      bytes(0, 0),
      bytes(1),
      bytes(127),
      bytes(128),
      bytes(255),
      bytes(255, 0)
    };
    for (int low = 0; low < ascending.length; low++) {
      for (int high = 0; high < ascending.length; high++) {
        assertThat(Integer.signum(ascending[low].compareTo(ascending[high])))
            .isEqualTo(Integer.compare(low, high));
      }
    }
  }

  @Test
  void equalBytesAreEqualAndHaveOneHash() {
    byte[] source = new byte[40];
    for (int index = 0; index < source.length; index++) {
      source[index] = (byte) index;
    }
    for (int length = 0; length < 30; length++) {
      Bytes copied = Bytes.copyOf(source, 5, 5 + length);
      Bytes same = Bytes.of(Arrays.copyOfRange(source, 5, 5 + length));
      assertThat(copied).isEqualTo(same).hasSameHashCodeAs(same);
      assertThat(copied.hashCode()).isEqualTo(Bytes.hash(source, 5, 5 + length)).isNotZero();
      assertThat(copied.contentEquals(source, 5, 5 + length)).isTrue();
      assertThat(copied.contentEquals(source, 6, 6 + length)).isEqualTo(length == 0);
    }
  }

  @Test
  void rangesAreCopiesAndChecked() {
    Bytes word = Bytes.utf8("grüße");
    assertThat(word.length()).isEqualTo(7);
    assertThat(word.at(0)).isEqualTo((byte) 'g');
    assertThat(word.slice(0, 7)).isSameAs(word);
    assertThat(word.slice(0, 2)).isEqualTo(Bytes.utf8("gr"));
    assertThat(word.slice(3, 3).isEmpty()).isTrue();
    assertThat(Bytes.of(new byte[] {(byte) 0xE9, 'a'})).hasToString("éa");
    assertThatThrownBy(() -> word.slice(3, 8)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Bytes.copyOf(new byte[3], 2, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void hashesOfSimilarWordsAreSpread() {
    int words = 100_000;
    int[] buckets = new int[1024];
    int[] lowBuckets = new int[1024];
    Set<Integer> hashes = new HashSet<>();
    for (int number = 0; number < words; number++) {
      int hash = Bytes.utf8("user:" + number).hashCode();
      hashes.add(hash);
      buckets[hash >>> 22]++;
      lowBuckets[hash & 1023]++;
    }
    assertThat(hashes).hasSizeGreaterThan(words - 20);
    for (int bucket = 0; bucket < 1024; bucket++) {
      assertThat(buckets[bucket]).isBetween(35, 170);
      assertThat(lowBuckets[bucket]).isBetween(35, 170);
    }
  }

  @Test
  void zeroBytesOfAnyNumberHaveDifferentHashes() {
    Set<Integer> hashes = new HashSet<>();
    for (int length = 0; length < 200; length++) {
      hashes.add(Bytes.of(new byte[length]).hashCode());
    }
    assertThat(hashes).hasSize(200);
  }

  private static Bytes bytes(int... values) {
    byte[] array = new byte[values.length];
    for (int index = 0; index < values.length; index++) {
      array[index] = (byte) values[index];
    }
    return Bytes.of(array);
  }
}
