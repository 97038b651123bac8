package io.trivet.server.config;

import io.trivet.raft.AckLevel;
import io.trivet.raft.CommitPolicy;
import io.trivet.raft.NodeId;
import io.trivet.raft.WritePolicy;
import java.util.ArrayList;
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
/// @param policy what it takes to acknowledge a write, as the file says: that of a fresh group,
///   whose own it is from then on
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
    return new GroupSettings(
        config.get(GroupOptions.GROUP_ID),
        self,
        members,
        policy(
            config.get(GroupOptions.WRITE_POLICY),
            config.get(DurabilityOptions.APPENDFSYNC),
            config.get(GroupOptions.MIN_IN_SYNC)),
        config.get(GroupOptions.GROUP_LEASE_MS),
        config.get(GroupOptions.GROUP_PROMISE_MS),
        config.get(GroupOptions.GROUP_ELECTION_TIMEOUT_MS));
  }

  /// The policy that options come to.
  static CommitPolicy policy(WriteAcknowledgement whose, AppendFsync sync, int minInSync) {
    AckLevel level = sync == AppendFsync.ALWAYS ? AckLevel.SYNCED : AckLevel.WRITTEN;
    return new CommitPolicy(whose.policy(), level, minInSync);
  }

  /// What must be set so that the options of a node say what the policy of its group is.
  public static List<Setting> followers(Config config, CommitPolicy policy) {
    List<Setting> settings = new ArrayList<>();
    boolean isAlways = config.get(DurabilityOptions.APPENDFSYNC) == AppendFsync.ALWAYS;
    if (isAlways != (policy.ackLevel() == AckLevel.SYNCED)) {
      settings.add(new Setting("appendfsync", isAlways ? "everysec" : "always"));
    }
    if (config.get(GroupOptions.WRITE_POLICY).policy() != policy.writePolicy()) {
      boolean isInSync = policy.writePolicy() == WritePolicy.IN_SYNC;
      settings.add(new Setting("write-policy", isInSync ? "in-sync" : "primary"));
    }
    if (config.get(GroupOptions.MIN_IN_SYNC) != policy.minInSync()) {
      settings.add(new Setting("min-in-sync", Integer.toString(policy.minInSync())));
    }
    return settings;
  }

  /// What a member says after AUTH to another one's client port; empty if it has no password.
  public static List<String> credentials(Config config) {
    String name = config.get(GroupOptions.MASTERUSER);
    String password = config.get(GroupOptions.MASTERAUTH);
    if (password.isEmpty()) {
      return List.of();
    }
    return name.isEmpty() ? List.of(password) : List.of(name, password);
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
