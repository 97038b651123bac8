package io.trivet.storage.checkpoint;

import io.trivet.storage.keyspace.ColdKey;
import io.trivet.storage.keyspace.ColdMissException;
import io.trivet.storage.keyspace.HashEditor;
import io.trivet.storage.keyspace.KeyspaceTxn;
import io.trivet.storage.keyspace.ListEditor;
import io.trivet.storage.keyspace.SetEditor;
import io.trivet.storage.keyspace.Slot;
import io.trivet.storage.keyspace.ZSetEditor;
import io.trivet.storage.value.Bytes;
import io.trivet.storage.value.EncodingLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Random changes of a keyspace, made on it and on a model at the same time.
final class Workload {

  /// Limits that collections pass early.
  static final EncodingLimits SMALL = new EncodingLimits(3, 24, 3, 3, 3, 24, 3, 24);

  /// Loads keys that a transaction missed.
  @FunctionalInterface
  interface Loader {
    void load(List<ColdKey> keys) throws IOException;
  }

  private final RandomGenerator random;
  private final int keys;
  private final int maxValueBytes;
  private boolean flushes = true;

  Workload(RandomGenerator random, int keys, int maxValueBytes) {
    this.random = random;
    this.keys = keys;
    this.maxValueBytes = maxValueBytes;
  }

  /// Leaves out FLUSHDB and SWAPDB.
  Workload withoutFlushes() {
    flushes = false;
    return this;
  }

  /// Makes one frame of one to three changes; returns its sequence, 0 if nothing was changed.
  long step(KeyspaceTxn txn, KeyspaceModel model, Loader loader, long nowMs) throws IOException {
    int database = random.nextInt(model.count());
    if (flushes && random.nextInt(40) == 0) {
      return rearrange(txn, model, database, nowMs);
    }
    Bytes[] chosen = new Bytes[random.nextInt(4) == 0 ? 3 : 1];
    int[] slots = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = key(random.nextInt(keys));
      slots[i] = Slot.of(chosen[i].array());
    }
    while (true) {
      txn.begin(database, nowMs);
      txn.lock(slots, slots.length);
      List<ColdKey> missed;
      try {
        for (Bytes key : chosen) {
          txn.requireResident(key);
        }
        for (Bytes key : chosen) {
          change(txn, model, database, key, nowMs);
        }
        return txn.commit();
      } catch (ColdMissException e) {
        txn.commit();
        missed = e.keys();
      } finally {
        txn.unlock();
      }
      loader.load(missed);
    }
  }

  static Bytes key(int number) {
    return Bytes.utf8("key:" + number);
  }

  private long rearrange(KeyspaceTxn txn, KeyspaceModel model, int database, long nowMs) {
    txn.begin(database, nowMs);
    txn.lockAll();
    try {
      int other = (database + 1) % model.count();
      if (other == database || random.nextBoolean()) {
        txn.flush(database);
        model.flush(database);
      } else {
        txn.swap(database, other);
        model.swap(database, other);
      }
      return txn.commit();
    } finally {
      txn.unlock();
    }
  }

  private void change(KeyspaceTxn txn, KeyspaceModel model, int database, Bytes key, long nowMs) {
    KeyspaceModel.Held held = model.get(database, key);
    int choice = random.nextInt(100);
    if (choice < 12) {
      txn.remove(key);
      model.remove(database, key);
    } else if (choice < 20 && held != null) {
      long expiresAtMs = random.nextBoolean() ? 0 : nowMs + 1_000_000 + random.nextInt(1000);
      txn.expireAt(key, expiresAtMs);
      model.put(database, key, held.value(), expiresAtMs);
    } else if (choice < 35 || held == null) {
      create(txn, model, database, key);
    } else {
      grow(txn, model, database, key, held);
    }
  }

  private void create(KeyspaceTxn txn, KeyspaceModel model, int database, Bytes key) {
    txn.remove(key);
    switch (random.nextInt(5)) {
      case 0 -> {
        Bytes value = value();
        long expiresAtMs = random.nextInt(3) == 0 ? 2_000_000_000_000L + random.nextInt(9) : 0;
        txn.putString(key, value, expiresAtMs);
        model.put(database, key, value, expiresAtMs);
      }
      case 1 -> list(txn, model, database, key, new KeyspaceModel.Held(List.of(), 0));
      case 2 -> hash(txn, model, database, key, new KeyspaceModel.Held(Map.of(), 0));
      case 3 -> set(txn, model, database, key, new KeyspaceModel.Held(Set.of(), 0));
      default -> zset(txn, model, database, key, new KeyspaceModel.Held(new Scores(), 0));
    }
  }

  private void grow(
      KeyspaceTxn txn, KeyspaceModel model, int database, Bytes key, KeyspaceModel.Held held) {
    switch (held.value()) {
      case Bytes _ when random.nextBoolean() -> {
        Bytes value = value();
        txn.putString(key, value);
        model.put(database, key, value, 0);
      }
      case Bytes old -> {
        Bytes added = value();
        byte[] joined = new byte[old.length() + added.length()];
        System.arraycopy(old.array(), 0, joined, 0, old.length());
        System.arraycopy(added.array(), 0, joined, old.length(), added.length());
        if (joined.length < 4 * maxValueBytes) {
          txn.putRange(key, old.length(), added);
          model.put(database, key, Bytes.of(joined), held.expiresAtMs());
        }
      }
      case List<?> _ -> list(txn, model, database, key, held);
      case Scores _ -> zset(txn, model, database, key, held);
      case Map<?, ?> _ -> hash(txn, model, database, key, held);
      default -> set(txn, model, database, key, held);
    }
  }

  @SuppressWarnings("unchecked")
  private void list(
      KeyspaceTxn txn, KeyspaceModel model, int database, Bytes key, KeyspaceModel.Held held) {
    List<Bytes> list = new ArrayList<>((List<Bytes>) held.value());
    ListEditor editor = txn.editList(key);
    for (int i = random.nextInt(6); i >= 0; i--) {
      Bytes element = value();
      switch (list.isEmpty() ? random.nextInt(2) : random.nextInt(7)) {
        case 0 -> {
          editor.pushFirst(element);
          list.addFirst(element);
        }
        case 1, 6 -> {
          editor.pushLast(element);
          list.addLast(element);
        }
        case 2 -> {
          int index = random.nextInt(list.size());
          editor.set(index, element);
          list.set(index, element);
        }
        case 3 -> {
          int index = random.nextInt(list.size() + 1);
          editor.insertAt(index, element);
          list.add(index, element);
        }
        case 4 -> {
          boolean first = random.nextBoolean();
          editor.pop(first, 1);
          list.remove(first ? 0 : list.size() - 1);
        }
        default -> {
          int to = 1 + random.nextInt(list.size());
          int from = random.nextInt(to);
          editor.trim(from, to);
          list = new ArrayList<>(list.subList(from, to));
        }
      }
    }
    keep(model, database, key, list.isEmpty() ? null : List.copyOf(list), held);
  }

  @SuppressWarnings("unchecked")
  private void hash(
      KeyspaceTxn txn, KeyspaceModel model, int database, Bytes key, KeyspaceModel.Held held) {
    TreeMap<Bytes, Bytes> hash = new TreeMap<>((Map<Bytes, Bytes>) held.value());
    HashEditor editor = txn.editHash(key);
    for (int i = random.nextInt(6); i >= 0; i--) {
      Bytes field = member();
      if (random.nextInt(3) == 0) {
        editor.remove(field);
        hash.remove(field);
      } else {
        Bytes value = value();
        editor.put(field, value);
        hash.put(field, value);
      }
    }
    keep(model, database, key, hash.isEmpty() ? null : hash, held);
  }

  @SuppressWarnings("unchecked")
  private void set(
      KeyspaceTxn txn, KeyspaceModel model, int database, Bytes key, KeyspaceModel.Held held) {
    TreeSet<Bytes> set = new TreeSet<>((Set<Bytes>) held.value());
    SetEditor editor = txn.editSet(key);
    for (int i = random.nextInt(6); i >= 0; i--) {
      Bytes member = random.nextInt(4) == 0 ? Bytes.utf8("" + random.nextInt(9)) : member();
      if (random.nextInt(3) == 0) {
        editor.remove(member);
        set.remove(member);
      } else {
        editor.add(member);
        set.add(member);
      }
    }
    keep(model, database, key, set.isEmpty() ? null : set, held);
  }

  private void zset(
      KeyspaceTxn txn, KeyspaceModel model, int database, Bytes key, KeyspaceModel.Held held) {
    Scores scores = new Scores();
    scores.putAll((Scores) held.value());
    ZSetEditor editor = txn.editZSet(key);
    for (int i = random.nextInt(6); i >= 0; i--) {
      Bytes member = member();
      if (random.nextInt(3) == 0) {
        editor.remove(member);
        scores.remove(member);
      } else {
        double score = random.nextInt(100) / 8.0;
        editor.put(member, score);
        scores.put(member, score);
      }
    }
    keep(model, database, key, scores.isEmpty() ? null : scores, held);
  }

  private static void keep(
      KeyspaceModel model,
      int database,
      Bytes key,
      @Nullable Object value,
      KeyspaceModel.Held held) {
    if (value == null) {
      model.remove(database, key);
    } else {
      model.put(database, key, value, held.expiresAtMs());
    }
  }

  private Bytes member() {
    return Bytes.utf8("member" + random.nextInt(24));
  }

  private Bytes value() {
    byte[] bytes = new byte[random.nextInt(maxValueBytes)];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  /// Members with their scores: a type of its own, to tell it from a hash.
  static final class Scores extends TreeMap<Bytes, Double> {
    private static final long serialVersionUID = 1;
  }
}
