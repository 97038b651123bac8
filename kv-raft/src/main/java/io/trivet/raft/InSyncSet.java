package io.trivet.raft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The members whose copy counts for commit, the primary among them. Immutable, in the order of
/// their names; each node at most once.
///
/// @param members in the order of their names
public record InSyncSet(List<Member> members) {
  /// More copies than any group has; bounds what a decoder believes.
  public static final int MAX_MEMBERS = 7;

  /// The set of a group that has never had a primary.
  public static final InSyncSet EMPTY = new InSyncSet(List.of());

  public InSyncSet {
    members = members.stream().sorted(Comparator.comparing(Member::node)).toList();
    if (members.size() > MAX_MEMBERS
        || members.stream().map(Member::node).distinct().count() != members.size()) {
      throw new IllegalArgumentException("not an in-sync set: " + members);
    }
  }

  public static InSyncSet of(Member... members) {
    return new InSyncSet(List.of(members));
  }

  public int size() {
    return members.size();
  }

  /// The entry of a node; null if it is not in sync.
  public @Nullable Member find(NodeId node) {
    for (Member member : members) {
      if (member.node().equals(node)) {
        return member;
      }
    }
    return null;
  }

  public boolean contains(NodeId node) {
    return find(node) != null;
  }

  /// This set and one member more, whose node must not be in it.
  public InSyncSet with(Member member) {
    List<Member> more = new ArrayList<>(members);
    more.add(member);
    return new InSyncSet(more);
  }

  /// This set without that node.
  public InSyncSet without(NodeId node) {
    return new InSyncSet(members.stream().filter(member -> !member.node().equals(node)).toList());
  }

  @Override
  public String toString() {
    return members.stream().map(Member::node).toList().toString();
  }
}
