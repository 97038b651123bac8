package io.trivet.storage.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A checkpoint writes the rows that changed, and only those.
final class RowTrackingTest {
  private static final EncodingLimits EXPANDED = TestLimits.entries(0);

  @Test
  void packedValueHasNoRows() {
    HashValue hash = HashValue.create();
    hash.put(word(1), word(2), EncodingLimits.defaults());
    assertThat(hash.changedRowCount()).isZero();
    assertThat(changedRows(hash)).isEmpty();
  }

  @Test
  void freshlyExpandedValueHasOnlyChangedRows() {
    HashValue hash = HashValue.create();
    for (int number = 0; number < 300; number++) {
      hash.put(word(number), word(number), EncodingLimits.defaults());
    }
    assertThat(changedRows(hash)).hasSize(300);
    assertThat(changedRows(hash.copy())).hasSize(300);
  }

  @Test
  void onlyChangedRowsAreShown() {
    HashValue hash = storedHash(10_000);
    hash.put(word(5), Bytes.utf8("x"), EXPANDED);
    hash.put(word(5), Bytes.utf8("a longer value"), EXPANDED);
    hash.put(word(6), word(7), EXPANDED);
    hash.put(Bytes.utf8("new"), word(1), EXPANDED);
    hash.remove(word(8));
    assertThat(changedRows(hash))
        .containsExactlyInAnyOrder("w5=a longer value", "w6=w7", "new=w1", "w8 deleted");
    assertThat(changedRows(hash).getFirst()).isEqualTo("w8 deleted");
    hash.markRowsStored();
    assertThat(changedRows(hash)).isEmpty();
  }

  @Test
  void rowThatWasNeverStoredIsNotDeleted() {
    HashValue hash = storedHash(10);
    for (int round = 0; round < 100; round++) {
      hash.put(Bytes.utf8("guest" + round), word(1), EXPANDED);
      hash.remove(Bytes.utf8("guest" + round));
    }
    assertThat(changedRows(hash)).isEmpty();
    assertThat(hash.changedRowCount()).isZero();
  }

  @Test
  void rowThatWasRemovedAndMadeAgainIsWrittenAfterItIsDeleted() {
    HashValue hash = storedHash(10);
    for (int round = 0; round < 5; round++) {
      hash.remove(word(3));
      hash.put(word(3), Bytes.utf8("again" + round), EXPANDED);
    }
    assertThat(changedRows(hash)).containsExactly("w3 deleted", "w3=again4");
    hash.remove(word(3));
    assertThat(changedRows(hash)).containsExactly("w3 deleted");
  }

  @Test
  void sameScoreChangesNoRow() {
    ZSetValue zset = ZSetValue.create();
    zset.put(word(1), 0.0, EXPANDED);
    zset.markRowsStored();
    assertThat(zset.put(word(1), -0.0, EXPANDED)).isEqualTo(PutOutcome.SAME);
    assertThat(zset.changedRowCount()).isZero();
    assertThat(zset.put(word(1), 1, EXPANDED)).isEqualTo(PutOutcome.CHANGED);
    assertThat(zset.changedRowCount()).isOne();
  }

  @Test
  void valueOfAnotherKeyIsStoredNowhere() {
    HashValue hash = storedHash(10);
    hash.remove(word(1));
    hash.forgetStoredRows();
    assertThat(changedRows(hash)).hasSize(9).noneMatch(row -> row.endsWith("deleted"));
  }

  @Test
  void pushToALongListChangesOneRow() {
    ListValue list = storedList(100_000, EncodingLimits.defaults());
    list.pushLast(word(1), EncodingLimits.defaults());
    list.pushFirst(word(2), EncodingLimits.defaults());
    assertThat(list.changedRowCount()).isBetween(2, 3);
    list.set(50_000, word(3), EncodingLimits.defaults());
    assertThat(list.changedRowCount()).isBetween(3, 5);
  }

  @Test
  void popOfAWholeChunkDeletesItsRow() {
    EncodingLimits limits = TestLimits.lists(2);
    ListValue list = storedList(20, limits);
    list.popFirst(limits);
    assertThat(list.changedRowCount()).isOne();
    list.popFirst(limits);
    assertThat(changedRows(list)).singleElement().asString().endsWith("deleted");
  }

  @Test
  void insertionsAtOnePlaceRenameOnlyItsSurroundings() {
    EncodingLimits limits = TestLimits.lists(1);
    ListValue list = storedList(2000, limits);
    StoredRows rows = new StoredRows();
    list.forgetStoredRows();
    rows.store(list);
    Random random = new Random(7);
    int renamed = 0;
    for (int step = 0; step < 3000; step++) {
      list.insertAt(1000 + (step < 1500 ? step : random.nextInt(3)), word(step), limits);
      if (step % 10 == 9) {
        renamed += list.changedRowCount() - 10;
        rows.store(list);
      }
    }
    assertThat(renamed).isBetween(1, 60_000);
    ListValue read = (ListValue) rows.read(ValueType.LIST);
    assertThat(elements(read)).isEqualTo(elements(list)).hasSize(5000);
  }

  @Test
  void listThatBecamePackedForgetsItsRows() {
    EncodingLimits limits = TestLimits.lists(4);
    ListValue list = storedList(5, limits);
    for (int size = 5; size > 2; size--) {
      list.popLast(limits);
    }
    assertThat(list.isPacked()).isTrue();
    assertThat(changedRows(list)).isEmpty();
    list.markRowsStored();
    for (int number = 0; number < 3; number++) {
      list.pushLast(word(number), limits);
    }
    assertThat(list.isPacked()).isFalse();
    assertThat(changedRows(list)).hasSize(2).noneMatch(row -> row.endsWith("deleted"));
  }

  @Test
  void rowsThatCannotBeAreRefused() {
    RowsDecoder list = new RowsDecoder(ValueType.LIST);
    list.add(new byte[] {0, 0, 0, 0, 0, 0, 0, 5}, new byte[] {1, 7, 1});
    refuses(list, new byte[] {0, 0, 0, 0, 0, 0, 0, 5}, new byte[] {1, 7, 1});
    refuses(list, new byte[] {-1, 0, 0, 0, 0, 0, 0, 5}, new byte[] {1, 7, 1});
    refuses(list, new byte[] {0, 0, 0, 0, 0, 0, 0, 6}, new byte[] {0});
    refuses(list, new byte[] {0, 0, 0, 0, 0, 0, 0, 6}, new byte[] {1, 7, 2});
    refuses(list, new byte[] {6}, new byte[] {1, 7, 1});
    RowsDecoder set = new RowsDecoder(ValueType.SET);
    set.add(new byte[] {1}, new byte[0]);
    refuses(set, new byte[] {1}, new byte[0]);
    refuses(set, new byte[] {2}, new byte[1]);
    RowsDecoder zset = new RowsDecoder(ValueType.ZSET);
    refuses(zset, new byte[] {1}, new byte[7]);
    refuses(zset, new byte[] {1}, new byte[] {0, 0, 0, 0, 0, 0, -8, 127});
    refuses(new RowsDecoder(ValueType.STRING), new byte[] {1}, new byte[0]);
  }

  private static void refuses(RowsDecoder decoder, byte[] row, byte[] value) {
    assertThatThrownBy(() -> decoder.add(row, value)).isInstanceOf(CorruptValueException.class);
  }

  private static HashValue storedHash(int fields) {
    HashValue hash = HashValue.create();
    for (int number = 0; number < fields; number++) {
      hash.put(word(number), word(number), EXPANDED);
    }
    hash.markRowsStored();
    return hash;
  }

  private static ListValue storedList(int elements, EncodingLimits limits) {
    ListValue list = ListValue.create();
    for (int number = 0; number < elements; number++) {
      list.pushLast(word(number), limits);
    }
    assertThat(list.isPacked()).isFalse();
    list.markRowsStored();
    return list;
  }

  private static List<Bytes> elements(ListValue list) {
    List<Bytes> elements = new ArrayList<>();
    list.forEach(0, list.size(), BytesVisitor.into(elements));
    return elements;
  }

  private static List<String> changedRows(CollectionValue value) {
    List<String> rows = new ArrayList<>();
    value.changedRows((row, content) ->
        rows.add(Bytes.of(row) + (content == null ? " deleted" : "=" + Bytes.of(content.clone()))));
    return rows;
  }

  private static Bytes word(int number) {
    return Bytes.utf8("w" + number);
  }
}
