package io.trivet.storage.keyspace;

import java.util.concurrent.atomic.LongAdder;

/// The content of one numbered database between two flushes: a generation (I13).
///
/// FLUSHDB gives the database a new space, SWAPDB exchanges two. Keys are stored under their space,
/// so that a flush is one change and never a walk over keys. Numbers grow and are never reused.
///
/// Threads: counters may be changed and read by any thread; the sequence of the assignment is read
/// under any slot lock and changed under all of them.
final class Space {

  private final int id;
  private final LongAdder liveKeys = new LongAdder();
  private final LongAdder expiringKeys = new LongAdder();
  private long assignedSequence;

  Space(int id) {
    this.id = id;
  }

  int id() {
    return id;
  }

  /// The sequence of the frame that gave this space to a numbered database last. Whatever is read
  /// there depends on it, and the absence of a key most of all (I21).
  long assignedSequence() {
    return assignedSequence;
  }

  void assignedSequence(long sequence) {
    assignedSequence = Math.max(assignedSequence, sequence);
  }

  /// The frames that assigned it are in a checkpoint, or taken back; under all slot locks.
  void forgetAssignment() {
    assignedSequence = 0;
  }

  /// Keys that exist, in memory or only in the checkpoint store.
  long liveKeys() {
    return liveKeys.sum();
  }

  /// Keys in memory that have an expiry.
  long expiringKeys() {
    return expiringKeys.sum();
  }

  void addLiveKeys(long keys) {
    liveKeys.add(keys);
  }

  void addExpiringKeys(long keys) {
    expiringKeys.add(keys);
  }
}
