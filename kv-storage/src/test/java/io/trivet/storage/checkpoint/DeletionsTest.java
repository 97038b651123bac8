package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.keyspace.EvictionPolicy;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// The policies of a cache: which keys are deleted, how many, and when no more may come.
class DeletionsTest {

  private static final int KEYS = 2_000;
  private static final int VALUE_BYTES = 300;

  /// What a record with its place in the table takes, about.
  private static final int KEY_BYTES = 340;

  @Test
  void deletesWhatWasNotUsedForLongest() throws IOException {
    try (SimCheckpoint node = filled()) {
      node.clock.passMs(60_000);
      read(node, 0, KEYS / 2);
      evict(node, EvictionPolicy.ALLKEYS_LRU, 10, KEYS / 4);
      assertThat(present(node, 0, KEYS / 2)).isGreaterThan(KEYS / 2 - 20);
      assertThat(present(node, KEYS / 2, KEYS)).isBetween(KEYS / 5, KEYS * 2 / 5);
      assertThat(keyspace(node).evictedKeys()).isEqualTo(KEYS - keyspace(node).size(0));
    }
  }

  @Test
  void deletesWhatIsUsedLeastOften() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      keyspace(node).accessClock().countFrequency(true, 0, 1);
      fill(node);
      for (int i = 0; i < 5; i++) {
        read(node, 0, KEYS / 2);
      }
      evict(node, EvictionPolicy.ALLKEYS_LFU, 10, KEYS / 4);
      assertThat(present(node, 0, KEYS / 2)).isGreaterThan(KEYS / 2 - 20);
    }
  }

  @Test
  void deletesTheNextToExpireAndNothingThatLasts() throws IOException {
    try (SimCheckpoint node = filled()) {
      evict(node, EvictionPolicy.VOLATILE_TTL, 20, KEYS / 4);
      int expiring = 0;
      for (int i = 1; i < KEYS; i += 2) {
        expiring += isPresent(node, i) ? 1 : 0;
      }
      assertThat(expiring).as("keys that expire").isBetween(KEYS / 5, KEYS * 2 / 5);
      assertThat(present(node, KEYS * 3 / 4, KEYS)).as("late ones").isGreaterThan(KEYS / 4 - 20);
      assertThat(keyspace(node).size(0)).isEqualTo(KEYS / 2 + expiring);
    }
  }

  @Test
  void isFullWhenNothingMayGo() throws IOException {
    try (SimCheckpoint node = filled()) {
      Evictor evictor = evict(node, EvictionPolicy.VOLATILE_RANDOM, 5, KEYS * 3 / 4);
      node.checkpoint();
      assertThat(keyspace(node).size(0)).isEqualTo(KEYS / 2);
      assertThat(evictor.isFull()).isTrue();
      evictor.maxBytes(0);
      assertThat(evictor.isFull()).isFalse();
    }
  }

  @Test
  void tombstonesThatAwaitACheckpointCountAsFree() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      for (int i = 0; i < KEYS; i++) {
        Bytes key = Bytes.utf8("%0300d".formatted(i));
        node.change(key.toString(), txn -> txn.putString(key, Bytes.utf8("x")));
      }
      node.commit();
      long toFree = KEYS / 4 * KEY_BYTES;
      try (KeyspaceTxn txn = keyspace(node).transaction(node.log().appender())) {
        long maxBytes = Native.allocatedBytes() - toFree;
        Evictor evictor = evictor(node, maxBytes, EvictionPolicy.ALLKEYS_RANDOM, 5);
        Deletions deletions = new Deletions(keyspace(node), txn, node.log(), evictor, () -> 0);
        steps(() -> deletions.step(new SplittableRandom(7), 0));
        assertThat(keyspace(node).size(0)).as("keys left").isBetween(KEYS * 2L / 3, KEYS * 4L / 5);
      }
    }
  }

  /// Deletes until memory for `keys` keys is free; then the tombstones have gone too.
  private static Evictor evict(SimCheckpoint node, EvictionPolicy policy, int samples, int keys)
      throws IOException {
    try (KeyspaceTxn txn = keyspace(node).transaction(node.log().appender())) {
      long maxBytes = Native.allocatedBytes() - (long) keys * KEY_BYTES;
      Evictor evictor = evictor(node, maxBytes, policy, samples);
      Deletions deletions = new Deletions(keyspace(node), txn, node.log(), evictor, () -> 0);
      steps(() -> deletions.step(new SplittableRandom(7), node.clock.wallMs()));
      node.log().endBatch();
      return evictor;
    }
  }

  private static Evictor evictor(
      SimCheckpoint node, long maxBytes, EvictionPolicy policy, int samples) {
    Evictor evictor = new Evictor(keyspace(node), Native::allocatedBytes, 0, () -> {});
    evictor.options(
        HousekeepingOptions.defaults()
            .withMaxMemoryBytes(maxBytes)
            .withPolicy(policy)
            .withSamples(samples));
    return evictor;
  }

  private static void steps(BooleanSupplier step) {
    boolean hasMore = true;
    while (hasMore) {
      hasMore = step.getAsBoolean();
    }
  }

  private static SimCheckpoint filled() throws IOException {
    SimCheckpoint node = new SimCheckpoint();
    fill(node);
    return node;
  }

  /// Every other key expires, the later the higher its number.
  private static void fill(SimCheckpoint node) throws IOException {
    Bytes value = Bytes.of(new byte[VALUE_BYTES]);
    long soonMs = node.clock.wallMs() + 1_000_000;
    for (int i = 0; i < KEYS; i++) {
      Bytes key = key(i);
      long expiresAtMs = i % 2 == 0 ? KeyspaceTxn.NEVER : soonMs + i * 1_000L;
      node.change(key.toString(), txn -> txn.putString(key, value, expiresAtMs));
    }
    node.commit();
  }

  private static void read(SimCheckpoint node, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      Bytes key = key(i);
      node.change(key.toString(), txn -> txn.touch(key));
    }
  }

  private static int present(SimCheckpoint node, int from, int to) throws IOException {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += isPresent(node, i) ? 1 : 0;
    }
    return count;
  }

  private static boolean isPresent(SimCheckpoint node, int number) throws IOException {
    boolean[] found = {false};
    Bytes key = key(number);
    node.change(
        key.toString(),
        txn -> {
          txn.keepAccessClock();
          found[0] = txn.exists(key);
        });
    return found[0];
  }

  private static Bytes key(int number) {
    return Bytes.utf8("key:" + number);
  }

  private static Keyspace keyspace(SimCheckpoint node) {
    return node.recovery.keyspace();
  }
}
