package io.trivet.raft.agent;

import io.trivet.raft.GroupConfig;
import io.trivet.raft.group.EpochFence;
import io.trivet.raft.group.NominationRule.Verdict;
import org.jspecify.annotations.Nullable;

/// The agent at one moment, for INFO and metrics. Immutable.
///
/// @param role what the node does
/// @param config the newest configuration known: epoch, primary, in-sync set
/// @param fence what the node has promised
/// @param lastVerdict on this node's last nomination; null if it has not thought of one
public record AgentStatus(
    Role role, GroupConfig config, EpochFence fence, @Nullable Verdict lastVerdict) {

  /// What a node with a copy does in its group.
  public enum Role {
    STARTING("asks the quorum for the configuration"),
    WAITING("no primary to follow"),
    FOLLOWING("follows the primary"),
    STANDING("asks to be primary"),
    APPOINTED("primary, does not serve yet"),
    SERVING("primary"),
    RELEASED("has handed over");

    private final String words;

    Role(String words) {
      this.words = words;
    }

    /// The role for people.
    public String words() {
      return words;
    }
  }

  /// Whether the node is primary, serving or not.
  public boolean isPrimary() {
    return role == Role.APPOINTED || role == Role.SERVING || role == Role.RELEASED;
  }
}
