package io.trivet.raft.jraft;

import java.nio.file.Path;
import java.util.List;

/// How one member takes part in the quorum of one group.
///
/// @param groupId name of the Raft group, the same on all members
/// @param self this member
/// @param members all members, this one among them. A member of generation 0 begins with them, one
///   of a higher generation asks them to take it in; what is on disk goes before it
/// @param directory made by [FreshMember]
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
