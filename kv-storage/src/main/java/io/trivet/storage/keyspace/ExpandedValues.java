package io.trivet.storage.keyspace;

import io.trivet.storage.value.CollectionValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The expanded collections of one slot table, by the number that their records hold.
///
/// Threads: guarded by the slot's lock. Invariants: a number that is not free holds a value.
final class ExpandedValues {

  private final List<@Nullable CollectionValue> values = new ArrayList<>(0);
  private final List<Integer> free = new ArrayList<>(0);

  int add(CollectionValue value) {
    if (free.isEmpty()) {
      values.add(value);
      return values.size() - 1;
    }
    int id = free.removeLast();
    values.set(id, value);
    return id;
  }

  CollectionValue get(int id) {
    CollectionValue value = values.get(id);
    if (value == null) {
      throw new IllegalStateException("expanded value " + id + " is gone");
    }
    return value;
  }

  void remove(int id) {
    values.set(id, null);
    free.add(id);
  }

  /// Estimated heap bytes of all values.
  long heapBytes() {
    long bytes = 0;
    for (CollectionValue value : values) {
      bytes += value == null ? 0 : value.heapBytes();
    }
    return bytes;
  }

  void clear() {
    values.clear();
    free.clear();
  }
}
