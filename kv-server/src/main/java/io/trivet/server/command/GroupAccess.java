package io.trivet.server.command;

import io.trivet.server.commit.StandbyCopies;
import org.jspecify.annotations.Nullable;

/// What commands may see and ask of the node's replication group.
///
/// Threads: any.
public interface GroupAccess {
  /// What the node knows of its group now, all of one moment; null for a single node.
  @Nullable GroupFacts facts();

  /// What the node may answer now. Asked for each command, so it is no more than the read of a
  /// volatile field.
  ServingState serving();

  /// What the standbys have acknowledged, for those who wait for it.
  StandbyCopies copies();

  /// Compares the copies.
  default VerifyControl verifications() {
    return VerifyControl.ABSENT;
  }

  /// Changes who is primary.
  FailoverControl failovers();

  /// Makes this node primary at the price of acknowledged writes; null if it keeps no copy of a
  /// group's data.
  @Nullable ForceControl forces();

  /// The group's policy; null for a single node.
  @Nullable PolicyControl policies();
}
