package io.trivet.raft.jraft;

import java.nio.file.Path;
import java.util.List;

/// How one member takes part in the quorum of one group.
///
/// @param groupId name of the Raft group, the same on all members
/// @param self this member
/// @param members all members of a group that begins, this one among them; none for a member that
///   joins a group that runs, and waits to be taken in. What is on disk goes before it
/// @param directory made by `RaftDirectory.create`
/// @param electionTimeoutMs silence of the leader after which a member wants another one
/// @param answerTimeoutMs after which a proposal is unknown and a read unconfirmed
public record QuorumSettings(
    String groupId,
    PeerAddress self,
    List<PeerAddress> members,
    Path directory,
    int electionTimeoutMs,
    int answerTimeoutMs) {

  public QuorumSettings {
    members = List.copyOf(members);
  }
}
