package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The promise of SCAN: what is there from the beginning of a scan to its end is shown.
final class ScanTest {
  private static final EncodingLimits EXPANDED = TestLimits.entries(0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void scanShowsWhatStaysWhileTheSetGrowsAndShrinks(long seed) {
    Random random = new Random(seed);
    SetValue set = SetValue.create();
    Set<Bytes> staying = new HashSet<>();
    int stayers = random.nextInt(1, 2000);
    for (int number = 0; number < stayers; number++) {
      staying.add(Bytes.utf8("stays" + number));
    }
    staying.forEach(member -> set.add(member, EXPANDED));
    List<Bytes> guests = new ArrayList<>();
    boolean growing = seed % 2 == 0;
    guests.addAll(invite(set, growing ? 10 : 30_000));
    List<Bytes> shown = new ArrayList<>();
    long cursor = 0;
    do {
      cursor = set.scan(cursor, random.nextInt(1, 30), BytesVisitor.into(shown));
      assertThat(cursor).isBetween(0L, 0xFFFFFFFFL);
      if (growing) {
        guests.addAll(invite(set, guests.size() < 30_000 ? random.nextInt(600) : 0));
      } else {
        int leaving = Math.min(guests.size(), random.nextInt(600));
        guests.subList(guests.size() - leaving, guests.size()).forEach(set::remove);
        guests.subList(guests.size() - leaving, guests.size()).clear();
      }
    } while (cursor != 0);
    assertThat(new HashSet<>(shown).containsAll(staying)).isTrue();
    shown.retainAll(staying);
    assertThat(shown).as("nothing that stays is shown twice").hasSameSizeAs(staying);
  }

  private static List<Bytes> invite(SetValue set, int guests) {
    List<Bytes> invited = new ArrayList<>();
    for (int number = 0; number < guests; number++) {
      Bytes guest = Bytes.utf8("guest" + set.size() + "/" + number);
      set.add(guest, EXPANDED);
      invited.add(guest);
    }
    return invited;
  }

  @Test
  void scanWithoutChangesShowsEachElementOnce() {
    HashValue hash = HashValue.create();
    ZSetValue zset = ZSetValue.create();
    for (int number = 0; number < 5000; number++) {
      hash.put(Bytes.utf8("f" + number), Bytes.utf8("v" + number), EXPANDED);
      zset.put(Bytes.utf8("m" + number), number, EXPANDED);
    }
    List<Bytes> shown = new ArrayList<>();
    long cursor = 0;
    int calls = 0;
    do {
      cursor =
          hash.scan(
              cursor, 10, (array, from, to, _, _, _) -> shown.add(Bytes.copyOf(array, from, to)));
      calls++;
    } while (cursor != 0);
    assertThat(shown).hasSize(5000).doesNotHaveDuplicates();
    assertThat(calls).isBetween(450, 500);
    shown.clear();
    do {
      cursor =
          zset.scan(cursor, 100, (array, from, to, _) -> shown.add(Bytes.copyOf(array, from, to)));
    } while (cursor != 0);
    assertThat(shown).hasSize(5000).doesNotHaveDuplicates();
  }

  @Test
  void packedValueIsShownAtOnce() {
    SetValue set = SetValue.create();
    for (int number = 0; number < 100; number++) {
      set.add(Bytes.utf8("m" + number), EncodingLimits.defaults());
    }
    List<Bytes> shown = new ArrayList<>();
    assertThat(set.scan(0, 1, BytesVisitor.into(shown))).isZero();
    assertThat(shown).hasSize(100);
  }

  @Test
  void cursorsThatNobodyGaveEndTheScan() {
    SetValue set = SetValue.create();
    invite(set, 1000);
    for (long cursor : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 0x1_0000_0000L}) {
      assertThat(set.scan(cursor, 10, (_, _, _) -> {})).isZero();
    }
    assertThat(set.scan(0xFFFFFFFFL, 10, (_, _, _) -> {})).isZero();
  }
}
