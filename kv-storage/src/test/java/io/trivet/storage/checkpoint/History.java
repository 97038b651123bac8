package io.trivet.storage.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// What the keyspace should hold after each frame, and how much of that was promised.
final class History {

  private final TreeMap<Long, KeyspaceModel> states;
  private KeyspaceModel now;

  History(int databases) {
    states = new TreeMap<>();
    now = new KeyspaceModel(databases);
    states.put(0L, now.copy());
  }

  private History(TreeMap<Long, KeyspaceModel> states, KeyspaceModel now) {
    this.states = new TreeMap<>(states);
    this.now = now.copy();
  }

  History copy() {
    return new History(states, now);
  }

  /// The state that the workload changes.
  KeyspaceModel now() {
    return now;
  }

  /// A frame was appended; 0: nothing was.
  void appended(long sequence) {
    if (sequence > 0) {
      states.put(sequence, now.copy());
    }
  }

  /// What a log that ends at `sequence` stands for.
  KeyspaceModel at(long sequence) {
    Map.Entry<Long, KeyspaceModel> state = states.floorEntry(sequence);
    if (state == null) {
      throw new IllegalStateException("nothing at " + sequence);
    }
    return state.getValue();
  }

  /// The end of some frame in `[from, to]`, both of which are such ends.
  long someEnd(long from, long to, RandomGenerator random) {
    List<Long> ends = List.copyOf(states.subMap(from, true, to, true).keySet());
    return ends.isEmpty() ? to : ends.get(random.nextInt(ends.size()));
  }

  /// The log was cut at `sequence`: what came later never was.
  void cutAfter(long sequence) {
    states.tailMap(sequence, false).clear();
    now = at(sequence).copy();
  }
}
