package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.checkpoint.Checkpointer.Step;
import io.trivet.storage.keyspace.ColdEntry;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.RecordKind;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// The checkpointer, step by step.
class CheckpointerTest {

  @Test
  void waitsUntilWhatItDrainedIsCommitted() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.set("a", "1");
      node.commit();
      node.checkpointer.hurry();
      assertThat(node.checkpointer.step()).isEqualTo(Step.WORKED); // begins
      node.set("b", "2");
      assertThat(node.steps()).isEqualTo(Step.AWAITS_COMMIT);
      assertThat(node.rows(StoreKey.ENTRY)).isZero();
      node.commit();
      assertThat(node.steps()).isEqualTo(Step.IDLE);
      assertThat(node.rows(StoreKey.ENTRY)).isEqualTo(2);
    }
  }

  /// Otherwise a reader would find the key absent and not know of the deletion it has to wait for
  /// (I21).
  @Test
  void waitsForTheDeletionOfAKeyThatWasNeverStored() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.set("a", "1");
      node.commit();
      node.checkpointer.hurry();
      assertThat(node.checkpointer.step()).isEqualTo(Step.WORKED);
      node.remove("a");
      assertThat(node.steps()).isEqualTo(Step.AWAITS_COMMIT);
      long[] observed = new long[1];
      node.change(
          "a",
          txn -> {
            assertThat(txn.exists(Bytes.utf8("a"))).isFalse();
            observed[0] = txn.observedSequence();
          });
      assertThat(observed[0]).isGreaterThan(node.committed());
      node.commit();
      assertThat(node.steps()).isEqualTo(Step.IDLE);
    }
  }

  @Test
  void waitsUntilTheAssignmentOfDatabasesIsCommitted() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.set("a", "1");
      node.commit();
      node.flush(0);
      node.checkpointer.hurry();
      assertThat(node.steps()).isEqualTo(Step.AWAITS_COMMIT);
      assertThat(CheckpointManifest.read(node.store).spaces()).containsExactly(0, 1);
      node.commit();
      assertThat(node.steps()).isEqualTo(Step.IDLE);
      assertThat(CheckpointManifest.read(node.store).spaces()).containsExactly(2, 1);
    }
  }

  @Test
  void aKeyThatChangesAllTheTimeHoldsNothingUp() throws IOException {
    try (SimCheckpoint node =
        new SimCheckpoint(SimCheckpoint.OPTIONS.withLockBytes(64).withBatchBytes(200))) {
      for (int i = 0; i < 500; i++) {
        node.set("{slot}" + i, "value " + i);
      }
      node.commit();
      long redo = node.committed();
      node.checkpointer.hurry();
      int steps = 0;
      while (node.completed.isEmpty()) {
        node.set("{slot}" + steps % 3, "hot " + steps);
        node.commit();
        node.checkpointer.step();
        steps++;
      }
      assertThat(node.completed.getFirst().redoSequence()).isGreaterThanOrEqualTo(redo);
      assertThat(node.rows(StoreKey.ENTRY)).isEqualTo(500);
      assertThat(steps).isLessThan(5000);
    }
  }

  @Test
  void publishesTheRedoSequenceWhenAllIsFlushed() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.set("a", "1");
      node.commit();
      node.checkpointer.hurry();
      while (node.completed.isEmpty()) {
        assertThat(node.checkpointer.redoSequence()).isZero();
        node.checkpointer.step();
      }
      assertThat(node.store.pending()).isZero();
      assertThat(node.checkpointer.redoSequence()).isEqualTo(node.committed());
      assertThat(CheckpointManifest.read(node.store).redoSequence()).isEqualTo(node.committed());
    }
  }

  /// What is on its way to the store is nowhere else: it must neither be evicted nor forgotten.
  @Test
  void everythingIsFoundWhileABatchIsWritten() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      for (int i = 0; i < 50; i++) {
        node.set("key" + i, "old");
      }
      node.checkpoint();
      for (int i = 0; i < 50; i += 2) {
        node.remove("key" + i);
        node.set("key" + (i + 1), "new");
      }
      node.commit();
      node.checkpointer.hurry();
      int[] writes = {0};
      node.store.beforeWrite(() -> {
        writes[0]++;
        node.evictAll();
        for (int i = 0; i < 50; i += 2) {
          assertThat(node.get("key" + i)).isNull();
          assertThat(node.get("key" + (i + 1))).isEqualTo("new");
        }
      });
      assertThat(node.steps()).isEqualTo(Step.UNCHANGED);
      assertThat(writes[0]).isPositive();
    }
  }

  /// Reader one asks the store; meanwhile reader two loads the key, changes it, and it is stored
  /// and evicted: memory looks as before, but what one has read is old.
  @Test
  void aLoadThatWasOvertakenIsRefused() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.set("a", "old");
      node.checkpoint();
      node.evictAll();
      Bytes key = Bytes.utf8("a");
      ColdKey asked = node.residence.coldKey(0, Slot.of(key.array()), key);
      ColdEntry read =
          new ColdEntry(node.committed(), RecordKind.STRING_EMBSTR, 0, Bytes.utf8("old"), null);
      node.set("a", "new");
      node.checkpoint();
      node.evictAll();
      node.residence.install(asked, read, 0);
      assertThat(node.get("a")).isEqualTo("new");

      ColdKey again = node.residence.coldKey(0, Slot.of(key.array()), key);
      node.remove("a");
      node.checkpoint();
      node.evictAll();
      node.residence.install(again, read, 0);
      assertThat(node.get("a")).isNull();
    }
  }

  @Test
  void beginsWhenTheIntervalIsOverOrTheLogIsLong() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint(SimCheckpoint.OPTIONS.withRedoBytes(5000))) {
      assertThat(node.checkpointer.step()).isEqualTo(Step.UNCHANGED);
      node.set("a", "1");
      node.commit();
      assertThat(node.checkpointer.step()).isEqualTo(Step.IDLE);
      node.clock.passMs(1000);
      assertThat(node.steps()).isEqualTo(Step.UNCHANGED);
      assertThat(node.completed).hasSize(1);
      node.set("a", "x".repeat(6000));
      node.commit();
      assertThat(node.steps()).isEqualTo(Step.UNCHANGED);
      assertThat(node.completed).hasSize(2);
      node.clock.passMs(5000);
      assertThat(node.checkpointer.step()).as("nothing is new").isEqualTo(Step.UNCHANGED);
    }
  }

  @Test
  void waitsForMoreLogWhereTheSameKeyChangesOverAndOver() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint(SimCheckpoint.OPTIONS.withRedoBytes(40_000))) {
      setOverAndOver(node, 15_000);
      assertThat(node.completed).as("a quarter is enough at first").hasSize(1);
      setOverAndOver(node, 30_000);
      assertThat(node.completed).as("most of it").hasSize(1);
      setOverAndOver(node, 15_000);
      assertThat(node.completed).as("all of it").hasSize(2);
    }
  }

  private static void setOverAndOver(SimCheckpoint node, int logBytes) throws IOException {
    long end = node.log().appendedSequence() + logBytes;
    while (node.log().appendedSequence() < end) {
      node.set("a", "value");
    }
    node.commit();
    node.steps();
  }

  @Test
  void aRequestIsAnsweredByACheckpointThatBeginsAfterIt() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      CompletableFuture<CheckpointReport> nothing = node.checkpointer.request();
      assertThat(node.steps()).isEqualTo(Step.UNCHANGED);
      assertThat(nothing).isCompletedWithValueMatching(report -> report.redoSequence() == 0);
      node.set("a", "1");
      node.commit();
      node.checkpointer.hurry();
      node.checkpointer.step();
      node.set("b", "2");
      node.commit();
      CompletableFuture<CheckpointReport> request = node.checkpointer.request();
      while (node.completed.isEmpty()) {
        node.checkpointer.step();
      }
      assertThat(request).isNotDone();
      node.steps();
      assertThat(request)
          .isCompletedWithValueMatching(report -> report.redoSequence() == node.committed());
    }
  }

  @Test
  void rowsOfAFlushedDatabaseGo() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.change(
          "h",
          txn -> {
            for (int i = 0; i < 300; i++) {
              txn.editHash(Bytes.utf8("h")).put(Bytes.utf8("f" + i), Bytes.utf8("v"));
            }
          });
      node.set("a", "1");
      node.checkpoint();
      assertThat(node.rows(StoreKey.ROW)).isEqualTo(300);
      node.flush(0);
      node.set("b", "2");
      node.checkpoint();
      assertThat(node.rows(StoreKey.ROW)).isZero();
      assertThat(node.rows(StoreKey.ENTRY)).isEqualTo(1);
      assertThat(node.rows(StoreKey.COUNT)).isEqualTo(1);
      assertThat(node.recovery.keyspace().heapBytes()).isZero();
      assertThat(node.get("a")).isNull();
      assertThat(node.get("b")).isEqualTo("2");
    }
  }

  @Test
  void flushesWithoutEndStillGiveTheirRowsBack() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      for (int round = 0; round < 10; round++) {
        node.set("a" + round, "1");
        node.commit();
        node.checkpointer.hurry();
        node.checkpointer.step();
        node.flush(0); // behind the redo sequence of the checkpoint that runs
        node.commit();
        node.steps();
      }
      assertThat(node.rows(StoreKey.ENTRY)).isLessThan(4);
      node.checkpoint();
      node.clock.passMs(1000);
      node.steps();
      assertThat(node.rows(StoreKey.ENTRY)).isZero();
      assertThat(node.rows(StoreKey.COUNT)).isZero();
    }
  }

  @Test
  void staleExpiriesAreDroppedAndOthersKept() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      long soon = node.clock.wallMs() + 500;
      for (int i = 0; i < 10; i++) {
        Bytes key = Bytes.utf8("key" + i);
        node.change("key" + i, txn -> txn.putString(key, key, soon));
      }
      node.checkpoint();
      assertThat(node.rows(StoreKey.EXPIRY)).isEqualTo(10);
      node.remove("key0");
      node.change("key1", txn -> txn.expireAt(Bytes.utf8("key1"), soon + 10_000));
      node.checkpoint();
      assertThat(node.rows(StoreKey.EXPIRY)).as("not due yet").isEqualTo(11);
      node.clock.passMs(1000);
      node.set("other", "1");
      node.checkpoint();
      assertThat(node.rows(StoreKey.EXPIRY)).isEqualTo(9);
    }
  }

  @Test
  void aStoreThatFailsStopsTheCheckpoint() throws IOException, InterruptedException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      node.set("a", "1");
      node.commit();
      CompletableFuture<CheckpointReport> request = node.checkpointer.request();
      node.store.failAt(node.store.calls(), ModelStore.Fault.FAIL);
      CheckpointThread thread = new CheckpointThread(node.checkpointer);
      thread.run();
      assertThat(node.failures).hasSize(1).first().isInstanceOf(StoreException.class);
      assertThatThrownBy(request::join).hasRootCauseInstanceOf(StoreException.class);
      assertThat(node.checkpointer.request()).isCompletedExceptionally();
      assertThat(node.completed).isEmpty();
    }
  }
}
