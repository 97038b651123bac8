package io.trivet.raft;

/// What became of a proposal.
public sealed interface Outcome {

  /// It is in force.
  ///
  /// @param config what it made
  record Committed(GroupConfig config) implements Outcome {}

  /// It is not in force and will never be.
  ///
  /// @param current the newest committed configuration where it was refused
  /// @param reason why
  record Rejected(GroupConfig current, Refusal reason) implements Outcome {}

  /// It may be in force now, may come into force later, or never. It is dead once the watch shows a
  /// configuration after the one it expected that it did not make.
  record Unknown() implements Outcome {}
}
