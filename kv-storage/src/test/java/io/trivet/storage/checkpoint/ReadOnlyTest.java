package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A transaction that reads only: what has expired is absent for it, and stays where it is (I30).
class ReadOnlyTest {

  private static final Bytes KEY = Bytes.utf8("k");
  private static final Bytes VALUE = Bytes.utf8("v");

  @Test
  void whatHasExpiredIsAbsentAndNothingIsDeletedOrLogged() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      long soon = node.clock.wallMs() + 500;
      node.change("k", txn -> txn.putString(KEY, VALUE, soon));
      assertThat(read(node, txn -> txn.string(KEY))).isEqualTo(VALUE);
      node.clock.passMs(500);
      long end = node.log().appendedSequence();
      assertThat(read(node, txn -> txn.string(KEY))).isNull();
      assertThat(read(node, txn -> txn.type(KEY))).isNull();
      assertThat(read(node, txn -> txn.exists(KEY))).isEqualTo(false);
      assertThat(read(node, txn -> txn.expiresAtMs(KEY))).isEqualTo(KeyspaceTxn.NEVER);
      assertThat(read(node, txn -> txn.findString(KEY))).isEqualTo(false);
      assertThat(read(node, txn -> txn.exists(KEY) || txn.exists(KEY)))
          .as("twice")
          .isEqualTo(false);
      assertThat(node.log().appendedSequence()).isEqualTo(end);
      assertThat(node.recovery.keyspace().size(0)).isEqualTo(1);
      assertThat(node.recovery.keyspace().expiredKeys()).isZero();
    }
  }

  @Test
  void anExpiredCollectionIsAbsent() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.change("k", txn -> txn.editHash(KEY).put(KEY, VALUE));
      node.change("k", txn -> txn.expireAt(KEY, node.clock.wallMs() + 500));
      node.clock.passMs(500);
      assertThat(read(node, txn -> txn.hash(KEY))).isNull();
      assertThat(read(node, txn -> txn.collection(KEY))).isNull();
    }
  }

  /// Nobody may take the answer for committed before the expiry itself is.
  @Test
  void theAnswerDependsOnTheVersionOfTheHiddenKey() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      long sequence = node.change("k", txn -> txn.putString(KEY, VALUE, node.clock.wallMs() + 500));
      node.clock.passMs(500);
      Object observed =
          read(
              node,
              txn -> {
                txn.string(KEY);
                return txn.observedSequence();
              });
      assertThat(observed).isEqualTo(sequence);
    }
  }

  @Test
  void nothingCanBeChanged() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.set("k", "v");
      long end = node.log().appendedSequence();
      List<Consumer<KeyspaceTxn>> changes =
          List.of(
              txn -> txn.putString(KEY, VALUE),
              txn -> txn.putRange(KEY, 0, VALUE),
              txn -> txn.remove(KEY),
              txn -> txn.expireAt(KEY, 1),
              txn -> txn.editHash(KEY),
              txn -> txn.editList(KEY),
              txn -> txn.editSet(KEY),
              txn -> txn.editZSet(KEY),
              txn -> txn.copy(KEY, 1, KEY),
              txn -> txn.move(KEY, 1, KEY));
      for (Consumer<KeyspaceTxn> change : changes) {
        assertThatThrownBy(() -> readOnly(node, change)).isInstanceOf(IllegalStateException.class);
      }
      assertThat(node.log().appendedSequence()).isEqualTo(end);
      assertThat(node.get("k")).isEqualTo("v");
    }
  }

  @Test
  void theNextTransactionMayWriteAgain() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.change("k", KeyspaceTxn::readOnly);
      node.set("k", "v");
      assertThat(node.get("k")).isEqualTo("v");
    }
  }

  private static void readOnly(SimCheckpoint node, Consumer<KeyspaceTxn> change) {
    read(
        node,
        txn -> {
          change.accept(txn);
          return 0;
        });
  }

  private static @Nullable Object read(
      SimCheckpoint node, Function<KeyspaceTxn, @Nullable Object> question) {
    try (KeyspaceTxn txn = node.recovery.keyspace().transaction(node.log().appender())) {
      txn.begin(0, node.clock.wallMs());
      txn.readOnly();
      txn.lock(Slot.of(KEY.array()));
      try {
        return question.apply(txn);
      } finally {
        txn.commit();
        txn.unlock();
      }
    }
  }
}
