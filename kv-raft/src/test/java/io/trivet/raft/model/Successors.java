package io.trivet.raft.model;

/// Takes the states that one state may become.
@FunctionalInterface
interface Successors {

  /// Called for each; the state is the taker's.
  ///
  /// @param actor index of the node that acts; -1 for the quorum
  void add(ModelState next, Step step, int actor);
}
