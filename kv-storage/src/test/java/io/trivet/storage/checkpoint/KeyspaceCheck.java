package io.trivet.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.KeyspaceScan;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.CollectionValue;
import io.trivet.storage.value.HashValue;
import io.trivet.storage.value.ListValue;
import io.trivet.storage.value.SetValue;
import io.trivet.storage.value.ZSetValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares a keyspace, what is on disk included, with a model.
final class KeyspaceCheck {

  private final KeyspaceTxn txn;
  private final Workload.Loader loader;

  KeyspaceCheck(KeyspaceTxn txn, Workload.Loader loader) {
    this.txn = txn;
    this.loader = loader;
  }

  /// Fails unless every database has exactly the model's keys and contents, and counts them right.
  void equal(KeyspaceModel model, long nowMs) throws IOException {
    for (int database = 0; database < model.count(); database++) {
      Map<Bytes, KeyspaceModel.Held> expected = model.database(database);
      assertThat(keys(database, nowMs)).as("keys of db %d", database).isEqualTo(expected.keySet());
      assertThat(txn.keyspace().size(database))
          .as("size of db %d", database)
          .isEqualTo(expected.size());
      for (Map.Entry<Bytes, KeyspaceModel.Held> each : expected.entrySet()) {
        assertThat(read(database, each.getKey(), nowMs))
            .as("%s of db %d", each.getKey(), database)
            .isEqualTo(each.getValue());
      }
    }
  }

  private Set<Bytes> keys(int database, long nowMs) {
    Set<Bytes> keys = new TreeSet<>();
    txn.begin(database, nowMs);
    KeyspaceScan scan = txn.scan();
    long cursor = 0;
    do {
      cursor = scan.scan(cursor, 10, (key, kind, expiresAtMs) -> keys.add(key));
    } while (cursor != 0);
    return keys;
  }

  /// What a key holds, by a transaction that leaves no trace.
  KeyspaceModel.@Nullable Held read(int database, Bytes key, long nowMs) throws IOException {
    while (true) {
      txn.begin(database, nowMs);
      txn.readOnly();
      txn.lock(Slot.of(key.array()));
      List<ColdKey> missed;
      try {
        return held(key);
      } catch (ColdMissException e) {
        missed = e.keys();
      } finally {
        txn.commit();
        txn.unlock();
      }
      loader.load(missed);
    }
  }

  private KeyspaceModel.@Nullable Held held(Bytes key) {
    CollectionValue collection = txn.collection(key);
    if (collection != null) {
      return new KeyspaceModel.Held(plain(collection), txn.expiresAtMs(key));
    }
    Bytes string = txn.string(key);
    return string == null ? null : new KeyspaceModel.Held(string, txn.expiresAtMs(key));
  }

  private static Object plain(CollectionValue collection) {
    return switch (collection) {
      case HashValue hash -> {
        Map<Bytes, Bytes> plain = new TreeMap<>();
        hash.forEach((field, fieldFrom, fieldTo, value, valueFrom, valueTo) ->
            plain.put(
                Bytes.copyOf(field, fieldFrom, fieldTo), Bytes.copyOf(value, valueFrom, valueTo)));
        yield plain;
      }
      case ListValue list -> {
        List<Bytes> plain = new ArrayList<>();
        list.forEach(0, list.size(), (array, from, to) -> plain.add(Bytes.copyOf(array, from, to)));
        yield plain;
      }
      case SetValue set -> {
        Set<Bytes> plain = new TreeSet<>();
        set.forEach((array, from, to) -> plain.add(Bytes.copyOf(array, from, to)));
        yield plain;
      }
      case ZSetValue zset -> {
        Map<Bytes, Double> plain = new Workload.Scores();
        zset.forEach(
            0,
            zset.size(),
            (array, from, to, score) -> plain.put(Bytes.copyOf(array, from, to), score));
        yield plain;
      }
    };
  }
}
