package io.trivet.server.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What must hold between the options of a replication group.
///
/// Threads: one.
final class GroupRelations {
  private final ConfigValues values;
  private final ConfigPlaces places;
  private final ConfigProblems problems;
  private final List<GroupMember> members;

  GroupRelations(ConfigValues values, ConfigPlaces places, ConfigProblems problems) {
    this.values = values;
    this.places = places;
    this.problems = problems;
    this.members = values.get(GroupOptions.GROUP_MEMBER);
  }

  /// Notes each relation that the values break.
  void check() {
    int promiseMs = values.get(GroupOptions.GROUP_PROMISE_MS);
    int leaseMs = values.get(GroupOptions.GROUP_LEASE_MS);
    if (promiseMs < leaseMs) {
      problems.add(
          places.last(GroupOptions.GROUP_PROMISE_MS),
          "group-promise-ms: %d is below group-lease-ms, which is %d"
              .formatted(promiseMs, leaseMs));
    }
    if (members.isEmpty()) {
      return;
    }
    checkKinds();
    checkDuplicates();
    checkSelf();
  }

  private void checkKinds() {
    long voters = members.stream().filter(GroupMember::isVoter).count();
    if (members.size() != GroupSettings.MEMBERS || voters != 1) {
      add(
          members.size() - 1,
          "a group is two data members and one voter, not %d and %d"
              .formatted(members.size() - voters, voters));
    }
  }

  private void checkDuplicates() {
    Map<Object, Integer> seen = new HashMap<>();
    for (int i = 0; i < members.size(); i++) {
      GroupMember member = members.get(i);
      for (Object each : List.of(member.id(), member.client(), member.peer())) {
        Integer first = seen.putIfAbsent(each, i);
        if (first != null) {
          String where = first == i ? "twice" : "also of " + place(first);
          add(i, each + " is " + where + ": ids and addresses must differ");
        }
      }
    }
  }

  private void checkSelf() {
    String id = values.get(GroupOptions.NODE_ID);
    if (id.isEmpty()) {
      add(0, "node-id is missing: say which of the members this node is");
      return;
    }
    int at = 0;
    while (at < members.size() && !members.get(at).id().text().equals(id)) {
      at++;
    }
    if (at == members.size()) {
      problems.add(
          places.last(GroupOptions.NODE_ID), "node-id: no group-member line is that of " + id);
    } else {
      checkPorts(at, members.get(at));
    }
  }

  private void checkPorts(int at, GroupMember self) {
    int port = values.get(NetworkOptions.PORT);
    if (self.client().port() != port) {
      add(
          at,
          "this is the node's own line, and its client port %d is not port %d"
              .formatted(self.client().port(), port));
    }
    int peerPort = self.peer().port();
    if (peerPort == port || peerPort == ObservabilityOptions.metricsPort(values)) {
      add(
          at,
          "this is the node's own line, and its peer port %d serves clients or metrics"
              .formatted(peerPort));
    }
  }

  private void add(int member, String reason) {
    problems.add(place(member), "group-member: " + reason);
  }

  private String place(int member) {
    return places.of(GroupOptions.GROUP_MEMBER, member);
  }
}
