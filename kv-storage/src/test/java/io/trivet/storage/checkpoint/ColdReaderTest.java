package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Loads of keys that only the store has.
class ColdReaderTest {

  @Test
  void loadsInTheBackgroundAndTellsWhenItIsDone() throws IOException {
    try (SimCheckpoint node = cold(50)) {
      node.coldReader.start(2, Thread.ofPlatform().daemon().factory());
      for (int i = 0; i < 50; i++) {
        CompletableFuture<@Nullable StoreException> done = new CompletableFuture<>();
        assertThat(node.coldReader.load(List.of(key(node, i)), done::complete)).isTrue();
        assertThat(done.join()).isNull();
      }
      assertThat(node.coldReader.loadedKeys()).isEqualTo(50);
      node.store.failAt(node.store.calls(), ModelStore.Fault.FAIL);
      for (int i = 0; i < 50; i++) {
        assertThat(node.get("key" + i)).as("memory has it").isEqualTo("value" + i);
      }
      node.coldReader.close();
    }
  }

  @Test
  void refusesWhenTooMuchIsWaiting() throws IOException {
    try (SimCheckpoint node = cold(12)) {
      List<String> done = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        assertThat(node.coldReader.load(List.of(key(node, i)), failure -> done.add("" + failure)))
            .isTrue();
      }
      assertThat(node.coldReader.queuedKeys()).isEqualTo(8);
      assertThat(node.coldReader.load(List.of(key(node, 9)), failure -> done.add("refused")))
          .isFalse();
      node.coldReader.close();
      assertThat(done).hasSize(8).allMatch(text -> text.contains("closing"));
      assertThat(node.coldReader.load(List.of(key(node, 9)), failure -> done.add("" + failure)))
          .isTrue();
      assertThat(done).hasSize(9).last().asString().contains("closing");
    }
  }

  @Test
  void aFailureReachesWhoAsked() throws IOException {
    try (SimCheckpoint node = cold(1)) {
      node.store.failAt(node.store.calls(), ModelStore.Fault.FAIL);
      node.coldReader.start(1, Thread.ofPlatform().daemon().factory());
      CompletableFuture<@Nullable StoreException> done = new CompletableFuture<>();
      node.coldReader.load(List.of(key(node, 0)), done::complete);
      assertThat(done.join()).isInstanceOf(StoreException.class);
      node.coldReader.close();
    }
  }

  @Test
  void whatIsDamagedForOneIsNothingToTheOthers() throws IOException {
    try (SimCheckpoint node = cold(6)) {
      Bytes bad = Bytes.utf8("key3");
      int slot = Slot.of(bad.array());
      node.store.damage(
          new StoreKey().entry(0, slot, order(node, bad), bad.array()).copy(), new byte[3]);
      List<CompletableFuture<@Nullable StoreException>> loads = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        CompletableFuture<@Nullable StoreException> done = new CompletableFuture<>();
        node.coldReader.load(List.of(key(node, i)), done::complete);
        loads.add(done);
      }
      node.coldReader.start(1, Thread.ofPlatform().daemon().factory());
      for (int i = 0; i < 6; i++) {
        if (i == 3) {
          assertThat(loads.get(i).join()).isInstanceOf(CorruptStoreException.class);
        } else {
          assertThat(loads.get(i).join()).isNull();
          assertThat(node.get("key" + i)).isEqualTo("value" + i);
        }
      }
      node.coldReader.close();
    }
  }

  @Test
  void showsTheKeysOfAnOrderRange() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      for (int i = 0; i < 200; i++) {
        node.set("{slot}" + i, "value");
      }
      node.checkpoint();
      int slot = Slot.of(Bytes.utf8("{slot}").array());
      long third = (1L << 32) / 3;
      List<Bytes> all = new ArrayList<>();
      node.coldReader.visit(0, slot, 0, 1L << 32, (key, kind, expiry) -> all.add(key));
      List<Bytes> parts = new ArrayList<>();
      node.coldReader.visit(0, slot, 0, third, (key, kind, expiry) -> parts.add(key));
      assertThat(parts).isNotEmpty().hasSizeLessThan(200);
      node.coldReader.visit(0, slot, third, 1L << 32, (key, kind, expiry) -> parts.add(key));
      assertThat(parts).isEqualTo(all).hasSize(200);
      assertThat(all).isSortedAccordingTo((a, b) -> Long.compare(order(node, a), order(node, b)));
    }
  }

  @Test
  void aDamagedRowEndsAWalk() throws IOException {
    try (SimCheckpoint node = cold(1)) {
      Bytes key = Bytes.utf8("key0");
      int slot = Slot.of(key.array());
      byte[] row = new StoreKey().entry(0, slot, order(node, key), key.array()).copy();
      node.store.damage(row, new byte[3]);
      assertThatThrownBy(
              () -> node.coldReader.visit(0, slot, 0, 1L << 32, (found, kind, expiry) -> {}))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(CorruptStoreException.class);
    }
  }

  private static long order(SimCheckpoint node, Bytes key) {
    return node.residence.order(key);
  }

  private static ColdKey key(SimCheckpoint node, int number) {
    Bytes key = Bytes.utf8("key" + number);
    return node.residence.coldKey(0, Slot.of(key.array()), key);
  }

  /// A node with so many keys, none of them in memory.
  private static SimCheckpoint cold(int keys) throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    for (int i = 0; i < keys; i++) {
      node.set("key" + i, "value" + i);
    }
    node.checkpoint();
    node.evictAll();
    return node;
  }
}
