package io.trivet.server.command.server;

import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// A walk over all keys of all databases for their digest. It goes in batches, and a batch whose
/// keys have to be loaded from disk first is begun again when they are there, so the walk needs
/// never hold more than a batch in memory.
///
/// It is no picture of one moment: what changes meanwhile is seen or not. It changes nothing
/// itself, on no node: a key whose time has come is absent.
///
/// Threads: one, a worker's.
final class DigestWalk {
  private static final int BATCH = 1000;

  private final KeyDigest all = new KeyDigest();
  private final List<Bytes> batch = new ArrayList<>();
  private int database;
  private long cursor;
  private boolean isDatabaseBegun;
  private boolean isScanned;

  /// Goes on where it stopped; on return it is complete.
  ///
  /// @throws io.trivet.storage.keyspace.ColdMissException if keys must be loaded before it goes on
  String run(KeyspaceTxn txn) {
    long nowMs = txn.nowMs();
    int databases = txn.keyspace().databaseCount();
    txn.commit();
    txn.unlock();
    while (database < databases) {
      if (batch.isEmpty() && !isScanned) {
        scan(txn, nowMs);
      }
      if (!batch.isEmpty()) {
        add(txn, nowMs);
      }
      if (isScanned) {
        nextDatabase();
      }
    }
    txn.begin(0, nowMs);
    txn.observeAll();
    return all.toString();
  }

  private void scan(KeyspaceTxn txn, long nowMs) {
    begin(txn, nowMs);
    cursor = txn.scan().scan(cursor, BATCH, (key, kind, expiresAtMs) -> batch.add(key));
    isScanned = cursor == 0;
    txn.commit();
    txn.unlock();
  }

  private void add(KeyspaceTxn txn, long nowMs) {
    if (!isDatabaseBegun) {
      all.mix(database);
      isDatabaseBegun = true;
    }
    begin(txn, nowMs);
    lock(txn);
    txn.requireResident(batch);
    for (Bytes key : batch) {
      if (txn.type(key) != null) {
        KeyDigest one = new KeyDigest();
        one.mix(key.array());
        one.mixValue(key, txn);
        all.add(one);
      }
    }
    batch.clear();
    txn.commit();
    txn.unlock();
  }

  private void begin(KeyspaceTxn txn, long nowMs) {
    txn.begin(database, nowMs);
    txn.readOnly();
    txn.keepAccessClock();
  }

  private void lock(KeyspaceTxn txn) {
    int[] slots = new int[batch.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Slot.of(batch.get(i).array());
    }
    txn.lock(slots, slots.length);
  }

  private void nextDatabase() {
    database++;
    cursor = 0;
    isScanned = false;
    isDatabaseBegun = false;
  }
}
