package io.trivet.raft;

/// A change of a group's configuration that its proposer asks the quorum for.
///
/// Each names the configuration that it changes; if another was committed in the meantime it is
/// refused (I2). The floor that rides along is the proposer's committed position (I20).
public sealed interface Proposal {

  /// The configuration that the proposer saw, and that must still be the newest.
  ConfigVersion expected();

  /// Who asks.
  NodeId proposer();

  /// Whether it asks for a new epoch, and so for a primary.
  default boolean beginsEpoch() {
    return this instanceof Appoint || this instanceof Found || this instanceof Force;
  }

  /// Begins a new epoch: at a failover, a hand-over, and at every start of a primary (I1).
  ///
  /// @param primary who nominates itself, as it now is
  /// @param inSync the members it keeps, itself among them; all of the last committed in-sync set
  record Appoint(ConfigVersion expected, Member primary, InSyncSet inSync) implements Proposal {
    @Override
    public NodeId proposer() {
      return primary.node();
    }
  }

  /// Begins a group that never had a primary, with the log of the first one, which may have epochs
  /// already from a time without the group (I1).
  ///
  /// @param expected the configuration of a group without a primary
  /// @param primary who nominates itself
  /// @param epoch to begin: above all of its log
  /// @param policy the group's from then on, until it is changed
  record Found(ConfigVersion expected, Member primary, int epoch, CommitPolicy policy)
      implements Proposal {
    public Found {
      if (expected.epoch() != 0 || epoch < 1) {
        throw new IllegalArgumentException("founds epoch " + epoch + " on " + expected);
      }
    }

    @Override
    public NodeId proposer() {
      return primary.node();
    }
  }

  /// Begins a new epoch at the operator's word, with a copy that nobody vouches for: what was
  /// acknowledged before and is not in its log is lost. That copy alone is in sync then.
  ///
  /// @param primary who is to be primary, as it now is
  /// @param floor the end of its log, which counts as committed from then on; it may be below the
  ///   floor before, and only here
  record Force(ConfigVersion expected, Member primary, LogPosition floor) implements Proposal {
    @Override
    public NodeId proposer() {
      return primary.node();
    }
  }

  /// Takes a member out of the in-sync set; the primary waits for it until this is committed (I3).
  record Shrink(ConfigVersion expected, NodeId proposer, NodeId removed, LogPosition floor)
      implements Proposal {}

  /// Takes a member into the in-sync set, which counts for acknowledgements from the proposal on
  /// (I4).
  record Admit(ConfigVersion expected, NodeId proposer, Member admitted, LogPosition floor)
      implements Proposal {}

  /// Gives the proposer's epoch up, after it has dropped its lease and stopped its intake (I25).
  record Release(ConfigVersion expected, NodeId proposer, LogPosition floor) implements Proposal {}

  /// Changes what it takes to acknowledge a write.
  record ChangePolicy(
      ConfigVersion expected, NodeId proposer, CommitPolicy policy, LogPosition floor)
      implements Proposal {}

  /// Refreshes the lower bound of what is committed, every few seconds (I20).
  record RaiseFloor(ConfigVersion expected, NodeId proposer, LogPosition floor)
      implements Proposal {}
}
