package io.trivet.raft.model;

import java.util.HashMap;
import java.util.Map;

/// Gives equal immutable objects of the protocol one number each, so that a state is a row of
/// numbers.
final class Interner<T> {
  private final Map<T, Ref<T>> refs = new HashMap<>();

  /// An object and its number, from 1 on. There is one of each, so that they are equal only if they
  /// are the same.
  static final class Ref<T> {
    private final T value;
    private final int id;

    private Ref(T value, int id) {
      this.value = value;
      this.id = id;
    }

    T value() {
      return value;
    }

    int id() {
      return id;
    }
  }

  Ref<T> of(T value) {
    Ref<T> known = refs.get(value);
    if (known == null) {
      known = new Ref<>(value, refs.size() + 1);
      refs.put(value, known);
    }
    return known;
  }
}
