package io.trivet.raft.agent;

/// What came of a planned hand-over.
public enum HandOver {
  /// Nothing was given up: this node goes on as it was, if it was primary.
  REFUSED,
  /// The epoch is released, and the successor asked for by its sight.
  RELEASED,
  /// The epoch is given up by this node, which no longer serves; who is next will be seen.
  UNDECIDED
}
