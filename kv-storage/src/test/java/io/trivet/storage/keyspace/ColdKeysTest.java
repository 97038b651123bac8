package io.trivet.storage.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trivet.storage.disk.SimDisk;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.log.LogListener;
import io.trivet.storage.log.LogOptions;
import io.trivet.storage.memory.Native;
import io.trivet.storage.value.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keys that only the checkpoint store has, as transactions meet them.
final class ColdKeysTest {
  private static final long HASH_SEED = 5;
  private static final List<Bytes> STORED =
      List.of(Bytes.utf8("{s}1"), Bytes.utf8("{s}2"), Bytes.utf8("{s}3"), Bytes.utf8("{s}4"));
  private static final int SLOT = Slot.of(STORED.getFirst().array());

  private final Keyspace keyspace = new Keyspace(1, HASH_SEED);
  private final Residence residence = new Residence(keyspace);
  private GroupLog log;
  private KeyspaceTxn txn;

  @BeforeEach
  void openKeyspaceOverAStore() throws IOException {
    LogOptions options = LogOptions.defaults().withRingBytes(1 << 16).withSegmentBytes(1 << 16);
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    log = GroupLog.open(disk, options, 0, (s, e, w, a, n) -> {}, new LogListener() {});
    log.openEpoch(1);
    residence.restoreTable(0, SLOT, STORED.size(), 0);
    keyspace.coldKeys(ColdKeysTest::visit);
    txn = keyspace.transaction(log.appender());
    txn.begin(0, 1_000);
    txn.lock(SLOT);
  }

  @AfterEach
  void close() throws IOException {
    txn.commit();
    txn.unlock();
    txn.close();
    log.close();
  }

  @Test
  void allMissingKeysAreToldAtOnce() {
    ColdMissException miss =
        catchThrowableOfType(ColdMissException.class, () -> txn.requireResident(STORED));
    assertThat(miss.keys()).extracting(ColdKey::key).containsExactlyElementsOf(STORED);
  }

  @Test
  void keysThatWereLookedUpAreNotMissedAgain() {
    txn.commit();
    txn.unlock();
    residence.install(new ColdKey(0, SLOT, STORED.getFirst(), 0), null, 1_000);
    txn.begin(0, 1_000);
    txn.lock(SLOT);
    ColdMissException miss =
        catchThrowableOfType(ColdMissException.class, () -> txn.requireResident(STORED));
    assertThat(miss.keys())
        .extracting(ColdKey::key)
        .containsExactlyElementsOf(STORED.subList(1, STORED.size()));
  }

  @Test
  void aWalkShowsThemOnceBesideThoseInMemory() {
    Bytes fresh = Bytes.utf8("{s}fresh");
    txn.commit();
    txn.unlock();
    residence.install(new ColdKey(0, SLOT, fresh, 0), null, 1_000);
    txn.begin(0, 1_000);
    txn.lock(SLOT);
    txn.putString(fresh, Bytes.utf8("v"));
    TreeSet<Bytes> expected = new TreeSet<>(STORED);
    expected.add(fresh);
    for (long count : new long[] {1, 2, Long.MAX_VALUE}) {
      TreeSet<Bytes> shown = new TreeSet<>();
      long cursor = 0;
      do {
        cursor = txn.scan().scan(cursor, count, (key, kind, expiresAtMs) -> shown.add(key));
      } while (cursor != 0);
      assertThat(shown).isEqualTo(expected);
    }
    assertThat(txn.scan().randomKey(new SplittableRandom(3))).isIn(expected);
  }

  private static void visit(
      int space, int slot, long fromOrder, long toOrder, ColdKeys.Visitor visitor) {
    for (Bytes key : STORED) {
      long order = order(key);
      if (space == 0 && slot == SLOT && order >= fromOrder && order < toOrder) {
        visitor.key(key, RecordKind.STRING_RAW, KeyspaceTxn.NEVER);
      }
    }
  }

  private static long order(Bytes key) {
    long address = Native.allocate(key.length());
    Native.copyIn(key.array(), 0, key.length(), address);
    long order = KeyHash.order(KeyHash.of(address, key.length(), HASH_SEED));
    Native.free(address, key.length());
    return order;
  }
}
