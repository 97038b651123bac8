package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.effect.DigestRange;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.StateDigest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The digest of a slot is that of its keys, wherever they are.
final class SlotDigesterTest {
  private static final int KEYS = 2_000;
  private static final int SLOT = Slot.of(Bytes.utf8("{s}").array());
  private static final long FOREIGN_SEED = 12_345;

  @Test
  void digestIsTheSameInMemoryAndInTheStoreAndInBoth() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.recovery.keyspace().limits(Workload.SMALL);
      fill(node);
      StateDigest inMemory = digest(node);
      assertThat(inMemory.keys()).isEqualTo(KEYS + 1);

      node.checkpoint();
      node.evictAll();
      assertEqual(digest(node), inMemory);

      for (int i = 0; i < KEYS; i += 3) {
        assertThat(node.change(name(i), txn -> txn.type(Bytes.utf8("{s}0")))).isZero();
      }
      assertEqual(digest(node), inMemory);
    }
  }

  @Test
  void changedAndDeletedKeysAreNotReadFromTheStore() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      fill(node);
      node.checkpoint();
      node.evictAll();
      StateDigest before = digest(node);
      node.set(name(0), "changed");
      node.remove(name(5));
      StateDigest after = digest(node);

      assertThat(after.keys()).isEqualTo(before.keys() - 1);
      node.checkpoint();
      node.evictAll();
      assertEqual(digest(node), after);
    }
  }

  @Test
  void rangesOfAnotherNodesOrderCoverTheSlotOnce() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      fill(node);
      StateDigest own = digest(node);
      for (boolean isCold : new boolean[] {false, true}) {
        if (isCold) {
          node.checkpoint();
          node.evictAll();
        }
        long keys = 0;
        long sum = 0;
        for (long part = 0; part < 7; part++) {
          long from = DigestRange.ORDER_END / 7 * part;
          long to = part == 6 ? DigestRange.ORDER_END : DigestRange.ORDER_END / 7 * (part + 1);
          StateDigest digest = digest(node, new DigestRange(SLOT, FOREIGN_SEED, from, to));
          keys += digest.keys();
          sum += digest.sum();
        }
        assertThat(keys).isEqualTo(own.keys());
        assertThat(sum).isEqualTo(own.sum());
      }
    }
  }

  @Test
  void flushedDatabaseIsEmptyAtOnce() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      fill(node);
      node.checkpoint();
      node.evictAll();
      node.flush(0);
      assertThat(digest(node).keys()).isEqualTo(1);
      node.flush(1);
      assertThat(digest(node).sum()).isZero();
    }
  }

  @Test
  void changesBetweenTheTwoStepsAreNotSeen() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      fill(node);
      StateDigest before = digest(node);
      node.checkpoint();
      node.evictAll();
      DigestRange whole = new DigestRange(SLOT, FOREIGN_SEED, 0, DigestRange.ORDER_END);
      try (SlotDigester digester = new SlotDigester(node.recovery.keyspace(), node.store);
          KeyspaceTxn txn = node.recovery.keyspace().replay()) {
        SlotDigester.Begun begun = begin(digester, txn, whole);
        for (int i = 0; i < KEYS; i += 2) {
          node.remove(name(i));
        }
        node.checkpoint();
        node.evictAll();
        assertEqual(begun.finish(), before);
        begun.close();
      }
    }
  }

  @Test
  void damagedRowIsNoMissingKey() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.set("{s}only", "value");
      node.checkpoint();
      node.evictAll();
      byte[] row =
          node.store.rows().keySet().stream()
              .filter(each -> each.at(0) == StoreKey.ENTRY)
              .findFirst()
              .orElseThrow()
              .array();
      StoreBatch damage = new StoreBatch();
      damage.put(row, new byte[] {1, 2, 3});
      node.store.write(damage);
      assertThatThrownBy(() -> digest(node)).isInstanceOf(CorruptStoreException.class);
    }
  }

  private static void assertEqual(StateDigest actual, StateDigest expected) {
    assertThat(actual.keys()).isEqualTo(expected.keys());
    assertThat(actual.sum()).isEqualTo(expected.sum());
  }

  /// The sum over the ranges into which the node divides the slot.
  private static StateDigest digest(SimCheckpoint node) throws StoreException {
    StateDigest whole = new StateDigest();
    long order = 0;
    long keys = 0;
    try (SlotDigester digester = new SlotDigester(node.recovery.keyspace(), node.store);
        KeyspaceTxn txn = node.recovery.keyspace().replay()) {
      whole = digest(node, new DigestRange(SLOT, FOREIGN_SEED, 0, DigestRange.ORDER_END));
      long sum = 0;
      while (order < DigestRange.ORDER_END) {
        txn.begin(0, 0);
        txn.lock(SLOT);
        DigestRange range = digester.range(SLOT, order);
        txn.unlock();
        StateDigest part = digest(node, range);
        keys += part.keys();
        sum += part.sum();
        order = range.toOrder();
      }
      assertThat(keys).isEqualTo(whole.keys());
      assertThat(sum).isEqualTo(whole.sum());
    }
    return whole;
  }

  private static StateDigest digest(SimCheckpoint node, DigestRange range) throws StoreException {
    try (SlotDigester digester = new SlotDigester(node.recovery.keyspace(), node.store);
        KeyspaceTxn txn = node.recovery.keyspace().replay();
        SlotDigester.Begun begun = begin(digester, txn, range)) {
      return begun.finish();
    }
  }

  private static SlotDigester.Begun begin(SlotDigester digester, KeyspaceTxn txn, DigestRange range)
      throws StoreException {
    txn.begin(0, 0);
    txn.lock(SLOT);
    try {
      return digester.begin(range);
    } finally {
      txn.unlock();
    }
  }

  /// Keys of all types and sizes in one slot of database 0, and one of database 1.
  private static void fill(SimCheckpoint node) throws IOException {
    for (int i = 0; i < KEYS; i++) {
      int number = i;
      Bytes key = Bytes.utf8(name(i));
      Bytes value = Bytes.utf8("value " + i);
      node.change(
          name(i),
          txn -> {
            for (int j = 0; j <= number % 9; j++) {
              Bytes element = Bytes.utf8(Integer.toString(j));
              switch (number % 5) {
                case 0 -> txn.putString(key, value, number % 2 == 0 ? 0 : 2_000_000_000_000L);
                case 1 -> txn.editList(key).pushLast(element);
                case 2 -> txn.editSet(key).add(element);
                case 3 -> txn.editHash(key).put(element, value);
                default -> txn.editZSet(key).put(element, j / 3.0);
              }
            }
          });
    }
    node.change(1, name(1), txn -> txn.putString(Bytes.utf8(name(1)), Bytes.utf8("other")));
  }

  private static String name(int number) {
    return "{s}" + number;
  }
}
