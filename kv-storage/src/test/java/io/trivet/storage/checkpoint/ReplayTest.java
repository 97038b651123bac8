package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.frame.CorruptFrameException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ListEditor;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Replay over a store that is ahead of the redo sequence for some keys and not for others.
class ReplayTest {

  private static final Bytes KEY = Bytes.utf8("k");
  private static final Bytes X = Bytes.utf8("x");
  private static final Bytes Y = Bytes.utf8("y");

  /// The store has the deletion already, so the frames before it meet an absent key: what they
  /// leave must end where the collection was emptied, although it is not empty there (I12).
  @Test
  void aListThatWasEmptiedDoesNotComeBack() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    change(node, txn -> txn.editList(KEY).pushLast(X));
    node.checkpoint();
    change(node, txn -> txn.editList(KEY).pushLast(Y));
    change(node, txn -> txn.editList(KEY).trim(0, 1));
    change(node, txn -> txn.editList(KEY).remove(0, X));
    try (SimCheckpoint next = restartAheadOfRedo(node, 0)) {
      assertThat(next.recovery.report().log().frames()).isEqualTo(3);
      assertThat(next.recovery.keyspace().size(0)).isZero();
      assertThat(next.get("k")).isNull();
    }
  }

  @Test
  void positionsThatDoNotExistThereAreNoError() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    change(
        node,
        txn -> {
          for (int i = 0; i < 10; i++) {
            txn.editList(KEY).pushLast(X);
          }
        });
    node.checkpoint();
    change(node, txn -> txn.editList(KEY).set(7, Y));
    change(node, txn -> txn.editList(KEY).insertAt(9, Y));
    change(node, txn -> txn.editList(KEY).trim(3, 8));
    change(node, txn -> txn.editList(KEY).pop(false, 4));
    change(node, txn -> txn.remove(KEY));
    try (SimCheckpoint next = restartAheadOfRedo(node, 0)) {
      assertThat(next.recovery.keyspace().size(0)).isZero();
    }
  }

  /// A remnant of a list stands where the log goes on with a hash.
  @Test
  void aRemnantOfAnotherTypeGivesWay() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    change(node, txn -> txn.editList(KEY).pushLast(X));
    node.checkpoint();
    change(
        node,
        txn -> {
          txn.editList(KEY).pushLast(Y);
          txn.editList(KEY).trim(0, 1);
          txn.editList(KEY).remove(0, X);
          txn.editHash(KEY).put(X, Y);
        });
    change(node, txn -> txn.editHash(KEY).put(Y, X));
    change(node, txn -> txn.remove(KEY));
    try (SimCheckpoint next = restartAheadOfRedo(node, 0)) {
      assertThat(next.recovery.keyspace().size(0)).isZero();
    }
  }

  /// A command that takes the last element of a list and puts another one keeps the list's expiry;
  /// so does its replay.
  @Test
  void aListThatIsEmptyInTheMiddleOfACommandKeepsItsExpiry() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    long expiresAtMs = node.clock.wallMs() + 1000;
    change(node, txn -> txn.editList(KEY).pushLast(X));
    change(node, txn -> txn.expireAt(KEY, expiresAtMs));
    change(
        node,
        txn -> {
          ListEditor list = txn.editList(KEY);
          list.pop(true);
          list.pushLast(Y);
        });
    node.commit();
    try (SimCheckpoint next = node.restart(0)) {
      long[] seen = new long[1];
      next.change("k", txn -> seen[0] = txn.expiresAtMs(KEY));
      assertThat(seen[0]).isEqualTo(expiresAtMs);
    }
  }

  /// A transaction that empties a list and then begins another under the same key.
  @Test
  void aListThatEndedInTheMiddleOfATransactionLeavesNoExpiry() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    change(node, txn -> txn.editList(KEY).pushLast(X));
    change(node, txn -> txn.expireAt(KEY, node.clock.wallMs() + 1000));
    change(
        node,
        txn -> {
          txn.editList(KEY).pop(true);
          txn.editList(KEY).pushLast(Y);
          assertThat(txn.expiresAtMs(KEY)).isEqualTo(KeyspaceTxn.NEVER);
        });
    node.commit();
    try (SimCheckpoint next = node.restart(0)) {
      long[] seen = new long[1];
      next.change("k", txn -> seen[0] = txn.expiresAtMs(KEY));
      assertThat(seen[0]).isEqualTo(KeyspaceTxn.NEVER);
      assertThat(next.recovery.keyspace().size(0)).isEqualTo(1);
    }
  }

  @Test
  void aStringPutOverAStringIsNotReadBefore() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    node.set("k", "old");
    node.set("other", "old");
    node.checkpoint();
    node.set("k", "new");
    node.commit();
    try (SimCheckpoint next = node.restart(0)) {
      assertThat(next.recovery.report().loadedKeys()).isZero();
      assertThat(next.recovery.keyspace().size(0)).isEqualTo(2);
      assertThat(next.get("k")).isEqualTo("new");
      assertThat(next.get("other")).isEqualTo("old");
      next.remove("k");
      next.checkpoint();
      assertThat(next.rows(StoreKey.ENTRY)).isEqualTo(1);
    }
  }

  /// The store does not count the key any more, so its deletion must not be counted again.
  @Test
  void aStringThatTheStoreHasNoMoreIsNotCounted() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    node.set("k", "one");
    node.set("{k}2", "stays");
    node.checkpoint();
    node.set("{k}2", "still stays");
    node.set("k", "two");
    node.set("k", "three");
    node.remove("k");
    SimCheckpoint next = restartAheadOfRedo(node, 1);
    assertThat(next.recovery.keyspace().size(0)).isEqualTo(1);
    next.checkpoint();
    try (SimCheckpoint last = next.restart(0)) {
      assertThat(last.recovery.keyspace().size(0)).isEqualTo(1);
    }
  }

  /// The store counts one key in the slot, and that is not the one which the log puts first.
  @Test
  void aKeyInTheStoreIsFoundBesideOneThatIsNotThereAnyMore() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    node.set("{slot}gone", "one");
    node.set("{slot}stays", "one");
    node.checkpoint();
    node.set("{slot}gone", "two");
    node.change(
        "{slot}stays", txn -> txn.putRange(Bytes.utf8("{slot}stays"), 3, Bytes.utf8(" two")));
    node.remove("{slot}gone");
    try (SimCheckpoint next = restartAheadOfRedo(node, 1)) {
      assertThat(next.get("{slot}stays")).isEqualTo("one two");
      assertThat(next.recovery.keyspace().size(0)).isEqualTo(1);
    }
  }

  /// A collection takes the place of the string, and its rows are in the store already.
  @Test
  void aCollectionThatReplacedAStringIsRead() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    node.set("k", "one");
    node.checkpoint();
    node.set("k", "two");
    change(node, txn -> txn.remove(KEY));
    change(
        node,
        txn -> {
          for (int i = 0; i < 1000; i++) {
            txn.editSet(KEY).add(Bytes.utf8("member" + i));
          }
        });
    try (SimCheckpoint next = restartAheadOfRedo(node, 1)) {
      assertThat(next.rows(StoreKey.ROW)).isEqualTo(1000);
      next.set("k", "three");
      next.checkpoint();
      assertThat(next.recovery.keyspace().size(0)).isEqualTo(1);
      assertThat(next.rows(StoreKey.ROW)).isZero();
    }
  }

  /// A slot is written piece by piece, its keys change again in between, and only the first pieces
  /// are left: they do not say that what is older than they are is there.
  @Test
  void whatIsMissingOfASlotInPiecesIsReplayed() throws IOException {
    for (String slot : List.of("{a}", "{b}", "{c}", "{d}", "{e}", "{f}", "{g}", "{h}")) {
      int pieces = 1;
      while (restartsAfterPieces(slot, pieces)) {
        pieces++;
      }
      assertThat(pieces).isGreaterThan(5);
    }
  }

  /// False if the checkpoint has not so many pieces.
  private static boolean restartsAfterPieces(String slot, int pieces) throws IOException {
    SimCheckpoint node =
        new SimCheckpoint(SimCheckpoint.OPTIONS.withBatchBytes(60).withLockBytes(1));
    setNine(node, slot, "old");
    node.checkpoint();
    setNine(node, slot, "new");
    node.commit();
    node.checkpointer.hurry();
    String last = "new";
    while (node.store.pending() < pieces) {
      node.checkpointer.step();
      if (node.store.pending() == 3 && last.equals("new")) {
        last = "newer";
        setNine(node, slot, last);
        node.commit();
      }
      if (node.completed.size() > 1) {
        node.close();
        return false;
      }
    }
    try (SimCheckpoint next = node.restart(pieces)) {
      for (int i = 0; i < 9; i++) {
        assertThat(next.get(slot + i)).as("key %d after %d", i, pieces).isEqualTo(last);
      }
      assertThat(next.recovery.keyspace().size(0)).isEqualTo(9);
    }
    return true;
  }

  private static void setNine(SimCheckpoint node, String slot, String value) throws IOException {
    for (int i = 0; i < 9; i++) {
      node.set(slot + i, value);
    }
  }

  /// The store is ahead of the redo sequence for the whole slot.
  @Test
  void whatTheStoreShowsIsNotReadAndNotApplied() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    change(node, txn -> txn.editList(KEY).pushLast(X));
    node.checkpoint();
    change(node, txn -> txn.editList(KEY).pushLast(Y));
    try (SimCheckpoint next = restartAheadOfRedo(node, 1)) {
      assertThat(next.recovery.report().log().frames()).isEqualTo(1);
      assertThat(next.recovery.report().loadedKeys()).isZero();
      int[] size = new int[1];
      next.change("k", txn -> size[0] = txn.list(KEY).size());
      assertThat(size[0]).isEqualTo(2);
    }
  }

  /// A new key is known not to be in the store, which is not asked.
  @Test
  void aStringPutOverNothingIsNotReadBefore() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    node.set("{slot}old", "old");
    node.checkpoint();
    node.set("{slot}new", "new");
    node.commit();
    try (SimCheckpoint next = node.restart(0)) {
      assertThat(next.recovery.report().loadedKeys()).isZero();
      assertThat(next.get("{slot}new")).isEqualTo("new");
      assertThat(next.get("{slot}old")).isEqualTo("old");
      assertThat(next.recovery.keyspace().size(0)).isEqualTo(2);
    }
  }

  /// What the checkpoint shows must be in the log, and nothing new may get a number below it: the
  /// next start would take it for what the checkpoint shows already.
  @Test
  void aLogThatEndsBeforeTheCheckpointIsDamagedAndBeginsAnewBehindIt() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    node.set("k", "one");
    node.checkpoint();
    long end = node.change("other", txn -> txn.putString(Bytes.utf8("other"), X));
    for (int i = 0; i < 9; i++) {
      node.set("k", "two");
    }
    writeAheadOfRedo(node);
    node.kill(node.store.pending());
    node.damageFrame(end);
    assertThatThrownBy(() -> node.start(false))
        .isInstanceOf(CorruptFrameException.class)
        .hasMessageContaining("synced up to sequence " + node.committed());
    SimCheckpoint next = node.start(true);
    assertThat(next.recovery.isLogAnew()).isTrue();
    assertThat(next.get("k")).isEqualTo("two");
    assertThat(next.get("other")).isEqualTo("x");
    next.checkpoint();
    next.set("k", "three");
    next.commit();
    try (SimCheckpoint last = next.restart(0)) {
      assertThat(last.get("k")).isEqualTo("three");
      assertThat(last.get("other")).isEqualTo("x");
    }
  }

  private static void change(SimCheckpoint node, Consumer<KeyspaceTxn> work) throws IOException {
    node.change("k", work);
  }

  private static SimCheckpoint restartAheadOfRedo(SimCheckpoint node, int entries)
      throws IOException {
    writeAheadOfRedo(node);
    assertThat(node.rows(StoreKey.ENTRY)).isEqualTo(entries);
    return node.restart(node.store.pending());
  }

  /// Begins a checkpoint and lets it write its rows, which are not published.
  private static void writeAheadOfRedo(SimCheckpoint node) throws IOException {
    node.commit();
    node.checkpointer.hurry();
    while (node.store.pending() == 0) {
      node.checkpointer.step();
    }
  }
}
