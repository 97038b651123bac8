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
