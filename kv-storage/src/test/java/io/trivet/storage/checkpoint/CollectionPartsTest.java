package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.keyspace.CheckpointSource;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.HashValue;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A collection that is drained in parts, and what may happen to it between them: the store never
/// shows half of it.
class CollectionPartsTest {

  private static final Bytes KEY = Bytes.utf8("{slot}hash");
  private static final int FIELDS = 400;
  private static final int PART_BYTES = 256 * 50;

  /// Something that happens between two parts.
  @FunctionalInterface
  private interface Between {
    void happens(SimCheckpoint node, DirtyBatch batch) throws IOException;
  }

  @Test
  void allPartsAndTheEntryAreInOneBatch() throws IOException {
    try (SimCheckpoint node = node()) {
      fill(node, FIELDS);
      node.commit();
      node.checkpointer.hurry();
      node.store.beforeWrite(() -> assertThat(node.rows(StoreKey.ROW)).isIn(0L, (long) FIELDS));
      node.steps();
      assertThat(node.rows(StoreKey.ROW)).isEqualTo(FIELDS);
      assertThat(loadedAfresh(node)).isEqualTo(FIELDS);
    }
  }

  @Test
  void aChangeBetweenTheParts() throws IOException {
    try (SimCheckpoint node = node()) {
      fill(node, FIELDS);
      int drains =
          drain(
              node,
              (n, batch) ->
                  n.change(
                      KEY.toString(),
                      txn -> {
                        txn.editHash(KEY).remove(field(batch.rows().count() % FIELDS));
                        txn.editHash(KEY).put(field(FIELDS + batch.rows().count()), KEY);
                      }));
      assertThat(drains).isGreaterThan(7);
      assertThat(loadedAfresh(node)).isEqualTo(FIELDS);
    }
  }

  @Test
  void anEndBetweenTheParts() throws IOException {
    try (SimCheckpoint node = node()) {
      fill(node, FIELDS);
      drain(node, (n, batch) -> n.remove(KEY.toString()));
      assertThat(node.rows(StoreKey.ROW)).isZero();
      assertThat(node.rows(StoreKey.ENTRY)).isZero();
      fill(node, 5);
      node.checkpoint();
      assertThat(loadedAfresh(node)).isEqualTo(5);
    }
  }

  @Test
  void anotherValueBetweenTheParts() throws IOException {
    try (SimCheckpoint node = node()) {
      fill(node, FIELDS);
      drain(node, (n, batch) -> n.set(KEY.toString(), "text"));
      assertThat(node.rows(StoreKey.ROW)).isZero();
      node.evictAll();
      assertThat(node.get(KEY.toString())).isEqualTo("text");
    }
  }

  @Test
  void aNewCollectionBetweenTheParts() throws IOException {
    try (SimCheckpoint node = node()) {
      fill(node, FIELDS);
      drain(
          node,
          (n, batch) -> {
            n.remove(KEY.toString());
            fill(n, FIELDS / 2);
          });
      assertThat(loadedAfresh(node)).isEqualTo(FIELDS / 2);
    }
  }

  /// The table grows, other collections become dirty in front of the open one, and it still ends in
  /// the batch that it was begun in.
  @Test
  void newNeighboursBetweenTheParts() throws IOException {
    try (SimCheckpoint node = node()) {
      for (int i = 0; i < 20; i++) {
        fill(node, Bytes.utf8("{slot}other" + i), 60);
      }
      node.checkpoint(); // now the walk comes to the open one first
      fill(node, FIELDS);
      int[] added = {0};
      drain(
          node,
          (n, batch) -> {
            for (int i = 0; i < 40; i++) {
              n.set("{slot}new" + added[0]++, "x".repeat(PART_BYTES / 8));
            }
            fill(n, Bytes.utf8("{slot}other" + added[0] % 20), 70);
          });
      assertThat(loadedAfresh(node)).isEqualTo(FIELDS);
    }
  }

  @Test
  void aCollectionThatKeepsChangingComesToAnEnd() throws IOException {
    try (SimCheckpoint node = node()) {
      fill(node, FIELDS);
      int drains = drain(node, (n, batch) -> fill(n, FIELDS));
      assertThat(drains).isLessThan(50);
      assertThat(loadedAfresh(node)).isEqualTo(FIELDS);
    }
  }

  private static SimCheckpoint node() throws IOException {
    return new SimCheckpoint(
        SimCheckpoint.OPTIONS.withLockBytes(PART_BYTES).withBatchBytes(PART_BYTES));
  }

  /// Drains the slot to its end as a checkpoint does, in as many batches as it takes, and writes
  /// them; returns how many drains that were.
  private static int drain(SimCheckpoint node, Between between) throws IOException {
    CheckpointSource source = new CheckpointSource(node.recovery.keyspace());
    DirtyBatch batch = new DirtyBatch();
    int slot = Slot.of(KEY.array());
    long position = 0;
    int drains = 0;
    while (position != CheckpointSource.DONE && drains < 10_000) {
      position = source.drain(slot, position, PART_BYTES, batch);
      drains++;
      if (source.isInEntry()) {
        between.happens(node, batch);
      } else {
        node.store.write(batch.rows());
        source.stored(slot);
        batch.clear();
        assertThatNothingIsHalf(node);
      }
    }
    node.checkpoint();
    return drains;
  }

  /// Every entry in the store has as many rows as it says.
  private static void assertThatNothingIsHalf(SimCheckpoint node) {
    long elements = 0;
    for (var row : node.store.rows().entrySet()) {
      EntryRow entry = row.getKey().at(0) == StoreKey.ENTRY ? EntryRow.read(row.getValue()) : null;
      elements += entry != null && entry.kind().isExpanded() ? entry.elements() : 0;
    }
    assertThat(node.rows(StoreKey.ROW)).isEqualTo(elements);
  }

  /// The fields of the hash when it is read from the store.
  private static int loadedAfresh(SimCheckpoint node) throws IOException {
    node.evictAll();
    int slot = Slot.of(KEY.array());
    ColdKey key = node.residence.coldKey(0, slot, KEY);
    node.coldReader.loadNow(List.of(key));
    int[] size = {0};
    node.change(
        KEY.toString(),
        txn -> {
          HashValue hash = txn.hash(KEY);
          size[0] = hash == null ? 0 : hash.size();
        });
    return size[0];
  }

  private static void fill(SimCheckpoint node, int fields) throws IOException {
    fill(node, KEY, fields);
  }

  private static void fill(SimCheckpoint node, Bytes key, int fields) throws IOException {
    node.change(
        key.toString(),
        txn -> {
          for (int i = 0; i < fields; i++) {
            txn.editHash(key).put(field(i), Bytes.utf8("value " + txn.random().nextInt()));
          }
        });
  }

  private static Bytes field(int number) {
    return Bytes.utf8("field" + number);
  }
}
