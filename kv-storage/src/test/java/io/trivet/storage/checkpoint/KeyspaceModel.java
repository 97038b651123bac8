package io.trivet.storage.checkpoint;

import io.trivet.storage.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the databases of a keyspace should hold, in plain Java collections.
///
/// Contents are replaced and never changed, so a copy of the maps is a snapshot.
final class KeyspaceModel {

  /// The content of a key.
  ///
  /// @param value Bytes, a `List<Bytes>`, a `Map<Bytes, Bytes>`, a `Set<Bytes>` or a `Map<Bytes,
  ///   Double>`
  record Held(Object value, long expiresAtMs) {}

  private final List<Map<Bytes, Held>> databases = new ArrayList<>();

  KeyspaceModel(int count) {
    for (int database = 0; database < count; database++) {
      databases.add(new TreeMap<>());
    }
  }

  int count() {
    return databases.size();
  }

  KeyspaceModel copy() {
    KeyspaceModel copy = new KeyspaceModel(0);
    databases.forEach(database -> copy.databases.add(new TreeMap<>(database)));
    return copy;
  }

  Map<Bytes, Held> database(int number) {
    return databases.get(number);
  }

  @Nullable Held get(int database, Bytes key) {
    return databases.get(database).get(key);
  }

  void put(int database, Bytes key, Object value, long expiresAtMs) {
    databases.get(database).put(key, new Held(value, expiresAtMs));
  }

  void remove(int database, Bytes key) {
    databases.get(database).remove(key);
  }

  void flush(int database) {
    databases.set(database, new TreeMap<>());
  }

  void swap(int one, int other) {
    Map<Bytes, Held> first = databases.get(one);
    databases.set(one, databases.get(other));
    databases.set(other, first);
  }
}
