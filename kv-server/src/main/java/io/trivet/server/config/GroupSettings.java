package io.trivet.server.config;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The replication group of this node, as its configuration has it.
///
/// Invariants: what [GroupRelations] checks: two members with data and one voter, `self` among
/// them, no id and no address twice.
///
/// @param groupId the group's name
/// @param self the member that this node is
/// @param members all of them, in the order of their lines
/// @param policy what it takes to acknowledge a write
/// @param leaseMs for which a primary may answer after a majority confirmed it
/// @param promiseMs of silence after which a standby stands, and a standby is given up
/// @param electionTimeoutMs of silence after which the quorum elects another leader
public record GroupSettings(
    String groupId,
    GroupMember self,
    List<GroupMember> members,
    CommitPolicy policy,
    int leaseMs,
    int promiseMs,
    int electionTimeoutMs) {

  /// Members of a group.
  static final int MEMBERS = 3;

  public GroupSettings {
    members = List.copyOf(members);
  }

  /// The group of a node; null if it is a single node.
  public static @Nullable GroupSettings of(Config config) {
    List<GroupMember> members = config.get(GroupOptions.GROUP_MEMBER);
    String id = config.get(GroupOptions.NODE_ID);
    for (GroupMember member : members) {
      if (member.id().text().equals(id)) {
        return of(config, member, members);
      }
    }
    return null;
  }

  private static GroupSettings of(Config config, GroupMember self, List<GroupMember> members) {
    boolean isSynced = config.get(DurabilityOptions.APPENDFSYNC) == AppendFsync.ALWAYS;
    return new GroupSettings(
        config.get(GroupOptions.GROUP_ID),
        self,
        members,
        new CommitPolicy(
            config.get(GroupOptions.WRITE_POLICY).policy(),
            isSynced ? AckLevel.SYNCED : AckLevel.WRITTEN,
            config.get(GroupOptions.MIN_IN_SYNC)),
        config.get(GroupOptions.GROUP_LEASE_MS),
        config.get(GroupOptions.GROUP_PROMISE_MS),
        config.get(GroupOptions.GROUP_ELECTION_TIMEOUT_MS));
  }

  /// The member with an id; null if there is none.
  public @Nullable GroupMember member(NodeId id) {
    return members.stream().filter(member -> member.id().equals(id)).findFirst().orElse(null);
  }

  /// The members that keep data.
  public List<GroupMember> dataMembers() {
    return members.stream().filter(member -> !member.isVoter()).toList();
  }

  /// The other members.
  public List<GroupMember> others() {
    return members.stream().filter(member -> !member.equals(self)).toList();
  }
}
