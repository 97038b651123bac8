package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ListEditor;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
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
    try (SimCheckpoint next = restartAheadOfRedo(node)) {
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
    try (SimCheckpoint next = restartAheadOfRedo(node)) {
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
    try (SimCheckpoint next = restartAheadOfRedo(node)) {
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

  private static void change(SimCheckpoint node, Consumer<KeyspaceTxn> work) throws IOException {
    node.change("k", work);
  }

  /// Begins a checkpoint, lets it write its rows, and kills the process before it publishes.
  private static SimCheckpoint restartAheadOfRedo(SimCheckpoint node) throws IOException {
    node.commit();
    node.checkpointer.hurry();
    while (node.store.pending() == 0) {
      node.checkpointer.step();
    }
    assertThat(node.rows(StoreKey.ENTRY)).isZero();
    return node.restart(node.store.pending());
  }
}
