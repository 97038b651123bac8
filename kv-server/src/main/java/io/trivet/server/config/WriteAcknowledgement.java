package io.trivet.server.config;

import io.trivet.raft.WritePolicy;

/// Whose copies an acknowledged write waits for, the value of `write-policy`.
public enum WriteAcknowledgement implements Worded {
  /// Those of the primary and of every standby that is in sync.
  IN_SYNC,
  /// The primary's own.
  PRIMARY;

  WritePolicy policy() {
    return switch (this) {
      case IN_SYNC -> WritePolicy.IN_SYNC;
      case PRIMARY -> WritePolicy.PRIMARY;
    };
  }
}
