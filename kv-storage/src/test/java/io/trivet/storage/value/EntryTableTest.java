package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The hash table under hashes that are anything but evenly spread.
final class EntryTableTest {
  private static final int ENTRIES = 4000;

  private final EntryTable table = new EntryTable();

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 20, 31})
  void hashesThatAreAlikeCostSpeedButNotTheTable(int differingBits) {
    long empty = table.heapBytes();
    for (int number = 0; number < ENTRIES; number++) {
      table.insert(hash(number, differingBits), entry(number));
    }
    assertThat(table.heapBytes()).isLessThan(100L * ENTRIES);
    for (int number = 0; number < ENTRIES; number++) {
      assertThat(find(number, differingBits)).isNotNull();
    }
    assertThat(find(ENTRIES, differingBits)).isNull();
    Set<Bytes> shown = new HashSet<>();
    long cursor = 0;
    do {
      cursor = table.scan(cursor, 5, entry -> shown.add(Bytes.of(Entry.member(entry))));
    } while (cursor != 0);
    assertThat(shown).hasSize(ENTRIES);
    Random random = new Random(1);
    for (int pick = 0; pick < 1000; pick++) {
      assertThat(shown).contains(Bytes.of(Entry.member(table.random(random))));
    }
    for (int number = 0; number < ENTRIES; number++) {
      byte[] member = member(number);
      assertThat(table.remove(hash(number, differingBits), member, 0, member.length)).isNotNull();
    }
    assertThat(table.size()).isZero();
    assertThat(table.heapBytes()).isLessThan(empty + 500);
  }

  @Test
  void entriesThatComeInTheOrderOfTheirHashesAreSpreadInTheEnd() {
    for (int number = 0; number < 100_000; number++) {
      table.insert(number * 42_949 + 1, entry(number));
    }
    assertThat(table.heapBytes()).isLessThan(60L * 100_000);
    Random random = new Random(1);
    Set<Bytes> picked = new HashSet<>();
    for (int pick = 0; pick < 20_000; pick++) {
      picked.add(Bytes.of(Entry.member(table.random(random))));
    }
    assertThat(picked).hasSizeGreaterThan(17_500);
  }

  private byte[] find(int number, int differingBits) {
    byte[] member = member(number);
    return table.find(hash(number, differingBits), member, 0, member.length);
  }

  private static int hash(int number, int differingBits) {
    int spread = number * 0x9E3779B1;
    return differingBits == 0 ? 0x5A5A5A5A : spread >>> (32 - differingBits) | 0x40000000;
  }

  private static byte[] entry(int number) {
    byte[] member = member(number);
    return Entry.create(member, 0, member.length, 0);
  }

  private static byte[] member(int number) {
    return Bytes.utf8("member" + number).array();
  }
}
