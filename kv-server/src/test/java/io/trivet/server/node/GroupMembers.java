package io.trivet.server.node;

import io.trivet.server.AllCommands;

/// The members of a group of three, each a node in memory.
public final class GroupMembers {
  private GroupMembers() {}

  /// The member with an id: n1 and n2 keep data, n3 votes. Clients reach them on the ports 7001 to
  /// 7003.
  public static NodeFixture member(String id) {
    return new NodeFixture(
        AllCommands.declared(),
        "--enable-debug-command=local",
        "--node-id=" + id,
        "--port=700" + id.charAt(1),
        "--group-member=n1 data 127.0.0.1:7001 127.0.0.1:17001",
        "--group-member=n2 data 127.0.0.1:7002 127.0.0.1:17002",
        "--group-member=n3 voter 127.0.0.1:7003 127.0.0.1:17003");
  }
}
