package io.trivet.server.dispatch;

import io.trivet.server.command.KeyPositions;
import io.trivet.server.resp.Request;
import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The slots of the keys of one or several requests, collected and then locked together.
///
/// Threads: the owner's. Reused from request to request.
final class KeyLocks {

  private record Key(int database, Bytes key) {}

  private final List<Key> keys = new ArrayList<>();
  private int[] slots = new int[8];
  private int count;

  void clear() {
    keys.clear();
    count = 0;
  }

  void add(Request request, KeyPositions positions, int database) {
    for (int i = 0; i < positions.count(); i++) {
      add(database, request.word(positions.word(i)));
    }
  }

  void add(int database, Bytes key) {
    if (count == slots.length) {
      slots = Arrays.copyOf(slots, 2 * count);
    }
    slots[count++] = Slot.of(key.array());
    keys.add(new Key(database, key));
  }

  List<Bytes> keys() {
    return keys.stream().map(Key::key).toList();
  }

  void lock(KeyspaceTxn txn) {
    if (count > 0 && !txn.holdsAll()) {
      txn.lock(slots, count);
    }
  }

  /// The keys that are neither in memory nor known to be absent; the slots are locked.
  List<ColdKey> missing(KeyspaceTxn txn) {
    List<ColdKey> missing = new ArrayList<>(0);
    int database = txn.database();
    for (Key key : keys) {
      txn.useDatabase(key.database());
      try {
        txn.requireResident(key.key());
      } catch (ColdMissException miss) {
        missing.addAll(miss.keys());
      }
    }
    txn.useDatabase(database);
    return missing;
  }
}
