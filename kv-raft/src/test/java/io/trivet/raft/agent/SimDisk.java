package io.trivet.raft.agent;

import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.Lineage.EpochStart;
import java.util.ArrayList;
import java.util.List;

/// What a node has on its disk and in its page cache: a log of records, one sequence each, and its
/// promises.
final class SimDisk {
  final List<SimRecord> log = new ArrayList<>();
  final List<EpochStart> epochs = new ArrayList<>();
  EpochFence fence = EpochFence.OPEN;
  int synced;

  int size() {
    return log.size();
  }

  Lineage lineage() {
    return new Lineage(epochs, log.size());
  }

  void append(SimRecord record) {
    if (epochs.isEmpty() || epochs.getLast().epoch() < record.epoch()) {
      epochs.add(new EpochStart(record.epoch(), log.size()));
    }
    log.add(record);
  }

  void truncate(int size) {
    log.subList(size, log.size()).clear();
    epochs.removeIf(start -> start.startSequence() >= size);
    synced = Math.min(synced, size);
  }

  void synced(int size) {
    synced = Math.max(synced, Math.min(size, log.size()));
  }

  /// One write, told from all others.
  ///
  /// @param epoch of the primary that made it
  /// @param number of the write
  record SimRecord(int epoch, long number) {}
}
