package io.trivet.raft.model;

/// What is demanded of every state.
enum Check {
  /// Every invariant, also those that no client sees broken at once.
  EVERYTHING,
  /// What a client sees: acknowledged records that are not served, two nodes that serve, a name
  /// that means two records.
  SEEN_BY_CLIENTS,
  /// That a serving primary has the floor. All that can be asked where a disk was rolled back.
  FLOOR
}
