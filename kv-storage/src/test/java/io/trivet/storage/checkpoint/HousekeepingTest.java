package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.keyspace.EvictionPolicy;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Expiry that nobody asks for, and eviction.
class HousekeepingTest {

  private static final int KEYS = 600;

  @Test
  void keysExpireInMemory() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      fill(node);
      turns(node, true);
      assertThat(keyspace(node).size(0)).as("not due").isEqualTo(KEYS);
      node.clock.passMs(1000);
      turns(node, true);
      assertThat(keyspace(node).size(0)).isEqualTo(KEYS / 2);
      assertThat(keyspace(node).expiredKeys()).isEqualTo(KEYS / 2);
    }
  }

  @Test
  void keysExpireThatOnlyTheStoreHas() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      fill(node);
      node.checkpoint();
      node.evictAll();
      node.clock.passMs(1000);
      turns(node, true);
      assertThat(keyspace(node).size(0)).isEqualTo(KEYS / 2);
      node.checkpoint();
      node.set("other", "1");
      node.checkpoint();
      assertThat(node.rows(StoreKey.ENTRY)).isEqualTo(KEYS / 2 + 1);
      assertThat(node.rows(StoreKey.EXPIRY)).isEqualTo(KEYS / 2);
    }
  }

  @Test
  void aStandbyExpiresNothing() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      fill(node);
      node.clock.passMs(1000);
      turns(node, false);
      assertThat(keyspace(node).size(0)).isEqualTo(KEYS);
    }
  }

  /// The primary's deletions reach it through the log; until then it keeps below its limit by what
  /// the store has anyway.
  @Test
  void aStandbyLetsCleanEntriesGoWhateverThePolicy() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      fill(node);
      node.checkpoint();
      Evictor evictor = new Evictor(keyspace(node), () -> 10, 5, () -> {});
      evictor.options(
          HousekeepingOptions.defaults()
              .withPolicy(EvictionPolicy.ALLKEYS_LRU)
              .withMaxMemoryBytes(5));
      long end = node.log().appendedSequence();
      turns(node, evictor, false);
      assertThat(keyspace(node).cooledKeys()).isEqualTo(KEYS);
      assertThat(keyspace(node).size(0)).isEqualTo(KEYS);
      assertThat(node.log().appendedSequence()).isEqualTo(end);
    }
  }

  @Test
  void evictionAsksForACheckpointWhenNothingIsClean() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      fill(node);
      node.commit();
      int[] asked = {0};
      Evictor evictor = new Evictor(keyspace(node), () -> 10, 5, () -> asked[0]++);
      assertThat(evictor.step(new SplittableRandom(1), 0)).isFalse();
      assertThat(asked[0]).isEqualTo(1);
      node.checkpoint();
      assertThat(evictor.step(new SplittableRandom(1), 0)).as("all gone").isFalse();
      assertThat(asked[0]).isEqualTo(2);
      assertThat(keyspace(node).size(0)).isEqualTo(KEYS);
    }
  }

  @Test
  void evictionEndsAtTheLimit() throws IOException {
    try (SimCheckpoint node = new SimCheckpoint()) {
      fill(node);
      node.checkpoint();
      long[] used = {100};
      Evictor evictor = new Evictor(keyspace(node), () -> used[0]--, 90, () -> used[0] = -1);
      assertThat(evictor.step(new SplittableRandom(1), 0)).isFalse();
      assertThat(used[0]).isBetween(85L, 90L);
      evictor.maxBytes(0);
      assertThat(evictor.isAbove()).isFalse();
    }
  }

  private static void fill(SimCheckpoint node) throws IOException {
    long soon = node.clock.wallMs() + 500;
    for (int i = 0; i < KEYS; i++) {
      Bytes key = Bytes.utf8((i % 3 == 0 ? "{one}" : "") + i);
      long expiresAtMs = i % 2 == 0 ? soon : soon + 100_000;
      node.change(key.toString(), txn -> txn.putString(key, key, expiresAtMs));
    }
  }

  private static void turns(SimCheckpoint node, boolean mayWrite) throws IOException {
    turns(node, new Evictor(keyspace(node), () -> 0, 0, () -> {}), mayWrite);
  }

  private static void turns(SimCheckpoint node, Evictor evictor, boolean mayWrite)
      throws IOException {
    try (KeyspaceTxn txn = keyspace(node).transaction(node.log().appender());
        VerificationStep verification =
            new VerificationStep(keyspace(node), txn, node.log(), node.store, node.clock)) {
      ExpiryCycle cycle =
          new ExpiryCycle(keyspace(node), txn, node.log(), node.store, node.coldReader);
      Housekeeping housekeeping =
          new Housekeeping(
              evictor,
              new Deletions(keyspace(node), txn, node.log(), evictor, () -> 0),
              cycle,
              verification,
              new DiskReserve(
                  new SimDisk(new SplittableRandom(1)), 0, node.clock, new StorageListener() {}),
              node.log(),
              node.clock,
              new SplittableRandom(1),
              () -> mayWrite);
      for (int i = 0; i < 40; i++) {
        housekeeping.turn();
      }
    }
  }

  private static Keyspace keyspace(SimCheckpoint node) {
    return node.recovery.keyspace();
  }
}
