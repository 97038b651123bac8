package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.ExpirySource;
import io.trivet.storage.keyspace.Keyspace;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Residence;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.log.GroupLog;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Expires keys that nobody asks for, in memory and in the store, in bounded steps.
///
/// A key is expired by meeting it in a transaction: that logs its deletion. So this is for the node
/// that may write, the primary (I30).
///
/// Threads: the housekeeping's.
final class ExpiryCycle {

  private static final int CELLS_AT_ONCE = 512;
  private static final int CELLS_A_STEP = 20_000;
  private static final int COLD_KEYS_A_STEP = 256;
  private static final int FRAME_BYTES = 64 << 10;

  private final Keyspace keyspace;
  private final KeyspaceTxn txn;
  private final GroupLog log;
  private final ExpirySource source;
  private final Residence residence;
  private final ExpiryWalk coldWalk;
  private final ColdReader reader;
  private volatile int effort = 1;
  private int slot;
  private long position;

  ExpiryCycle(
      Keyspace keyspace, KeyspaceTxn txn, GroupLog log, CheckpointStore store, ColdReader reader) {
    this.keyspace = keyspace;
    this.txn = txn;
    this.log = log;
    this.source = new ExpirySource(keyspace);
    this.residence = new Residence(keyspace);
    this.coldWalk = new ExpiryWalk(store, residence);
    this.reader = reader;
  }

  /// Changes how much a step searches: so many times the least.
  void effort(int times) {
    effort = times;
  }

  /// Whether a key in memory can expire.
  boolean hasExpiringKeys() {
    return source.hasExpiringKeys();
  }

  /// Looks at some keys in memory and expires those whose time has passed; returns how many.
  int stepInMemory(long nowMs) {
    if (!hasExpiringKeys()) {
      return 0;
    }
    int expired = 0;
    int cells = 0;
    int most = CELLS_A_STEP * effort;
    for (int slots = 0; slots < Slot.COUNT && cells < most; slots++) {
      if (source.isIdle(slot)) {
        nextSlot();
        continue;
      }
      List<ColdKey> due = new ArrayList<>();
      int here = slot;
      position =
          source.walk(
              here,
              position,
              CELLS_AT_ONCE,
              nowMs,
              (space, key) -> due.add(new ColdKey(space, here, key, 0)));
      cells += CELLS_AT_ONCE;
      if (position == ExpirySource.DONE) {
        nextSlot();
      }
      expired += expire(due, nowMs);
    }
    return expired;
  }

  /// Loads some keys from the store whose time has passed, and expires them; returns how many.
  int stepInStore(long nowMs) throws StoreException {
    List<ColdKey> due = new ArrayList<>();
    for (ExpiryWalk.Due each : coldWalk.step(nowMs, COLD_KEYS_A_STEP * effort)) {
      int space = each.expiry().space();
      if (!each.isStale() && keyspace.databaseOf(space) >= 0) {
        due.add(residence.coldKey(space, each.expiry().slot(), each.expiry().key()));
      }
    }
    if (due.isEmpty()) {
      return 0;
    }
    reader.loadNow(due);
    return expire(due, nowMs);
  }

  private int expire(List<ColdKey> due, long nowMs) {
    int expired = 0;
    for (ColdKey key : due) {
      int database = keyspace.databaseOf(key.space());
      if (database >= 0 && log.hasRoom(FRAME_BYTES)) {
        expired += expire(database, key.slot(), key.key(), nowMs) ? 1 : 0;
      }
    }
    return expired;
  }

  private boolean expire(int database, int keySlot, Bytes key, long nowMs) {
    txn.begin(database, nowMs);
    txn.keepAccessClock();
    txn.lock(keySlot);
    try {
      txn.requireResident(key);
      return txn.commit() > 0;
    } catch (ColdMissException e) {
      txn.commit();
      return false; // evicted meanwhile: the list of the store has it
    } finally {
      txn.unlock();
    }
  }

  private void nextSlot() {
    slot = (slot + 1) % Slot.COUNT;
    position = 0;
  }
}
