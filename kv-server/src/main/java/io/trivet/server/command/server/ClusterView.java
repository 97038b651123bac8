package io.trivet.server.command.server;

import io.trivet.server.command.Call;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.HexId;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.config.GroupMember;
import io.trivet.server.reply.CommandError;
import io.trivet.server.reply.ErrorText;
import io.trivet.server.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/// What CLUSTER says of a group: it has all slots, its primary serves them, and its standby can be
/// read after READONLY. So a client that follows redirects finds its way. A single node refuses.
final class ClusterView {
  private static final int LAST_SLOT = 16_383;

  private ClusterView() {}

  /// CLUSTER INFO.
  static Reply info(Call call, ServerAccess server) {
    GroupFacts group = group(server);
    boolean isOk = group.isPrimaryHeard();
    int slots = LAST_SLOT + 1;
    StringBuilder text = new StringBuilder();
    line(text, "cluster_state", isOk ? "ok" : "fail");
    line(text, "cluster_slots_assigned", slots);
    line(text, "cluster_slots_ok", isOk ? slots : 0);
    line(text, "cluster_slots_pfail", 0);
    line(text, "cluster_slots_fail", isOk ? 0 : slots);
    line(text, "cluster_known_nodes", group.settings().members().size());
    line(text, "cluster_size", 1);
    line(text, "cluster_current_epoch", group.epoch());
    line(text, "cluster_my_epoch", group.epoch());
    return Reply.verbatim(text.toString());
  }

  /// CLUSTER MYID.
  static Reply myId(Call call, ServerAccess server) {
    return Reply.bulk(id(group(server), group(server).settings().self()));
  }

  /// CLUSTER SLOTS: one range, its primary first; nothing while no primary is known.
  static Reply slots(Call call, ServerAccess server) {
    GroupFacts group = group(server);
    GroupMember primary = group.primaryMember();
    if (primary == null) {
      return Reply.emptyArray();
    }
    List<Reply> range = new ArrayList<>();
    range.add(Reply.integer(0));
    range.add(Reply.integer(LAST_SLOT));
    range.add(place(group, primary));
    for (GroupMember member : group.settings().dataMembers()) {
      if (!member.equals(primary)) {
        range.add(place(group, member));
      }
    }
    return Reply.array(Reply.array(range));
  }

  private static Reply place(GroupFacts group, GroupMember member) {
    return Reply.array(
        Reply.bulk(member.client().host()),
        Reply.integer(member.client().port()),
        Reply.bulk(id(group, member)),
        Reply.emptyArray());
  }

  private static String id(GroupFacts group, GroupMember member) {
    return HexId.ofNode(group.settings().groupId(), member.id().text());
  }

  private static GroupFacts group(ServerAccess server) {
    GroupFacts group = server.group().facts();
    if (group == null) {
      throw new CommandError(ErrorText.CLUSTER_DISABLED);
    }
    return group;
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(name).append(':').append(value).append("\r\n");
  }
}
