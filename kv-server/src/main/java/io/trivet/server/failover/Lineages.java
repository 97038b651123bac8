package io.trivet.server.failover;

import io.trivet.raft.group.Lineage;
import io.trivet.raft.group.Lineage.EpochStart;
import io.trivet.storage.log.GroupLog;

/// A log's epochs and end in the words of the group's rules.
final class Lineages {

  private Lineages() {}

  /// Of what the operating system has of the log: what is not written yet was told to nobody.
  static Lineage of(GroupLog log) {
    return new Lineage(
        log.epochs().entries().stream()
            .map(entry -> new EpochStart(entry.epoch(), entry.startSequence()))
            .toList(),
        log.writtenSequence());
  }
}
