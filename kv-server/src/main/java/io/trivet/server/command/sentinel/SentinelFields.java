package io.trivet.server.command.sentinel;

import io.trivet.raft.NodeId;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.GroupFacts.LinkState;
import io.trivet.server.command.GroupFacts.PrimaryChange;
import io.trivet.server.command.GroupFacts.Role;
import io.trivet.server.command.GroupFacts.Standby;
import io.trivet.server.command.HexId;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupSettings;
import io.trivet.server.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Redis Sentinel tells of a primary, a standby or another Sentinel: fields and values, all of
/// them texts. What a member cannot know of another one is 0.
///
/// Threads: one.
final class SentinelFields {
  /// A majority of three.
  private static final int QUORUM = 2;

  private final GroupFacts group;
  private final GroupSettings settings;
  private final long nowMs;
  private final List<Reply> fields = new ArrayList<>();

  private SentinelFields(GroupFacts group, long nowMs) {
    this.group = group;
    this.settings = group.settings();
    this.nowMs = nowMs;
  }

  /// The primary; where none is known, a place without an address.
  static Reply primary(GroupFacts group, long nowMs) {
    SentinelFields fields = new SentinelFields(group, nowMs);
    GroupMember primary = group.primaryMember();
    long silenceMs = Math.max(0, group.link().silenceMs());
    fields
        .name(group.settings().groupId(), primary)
        .add("flags", group.isPrimaryHeard() ? "master" : "master,s_down,o_down")
        .link(silenceMs)
        .role("master")
        .add("config-epoch", group.epoch())
        .add("num-slaves", group.settings().dataMembers().size() - 1)
        .add("num-other-sentinels", group.settings().others().size())
        .add("quorum", QUORUM)
        .add(
            "failover-timeout",
            group.settings().promiseMs()
                + group.settings().leaseMs()
                + group.settings().electionTimeoutMs())
        .add("parallel-syncs", 1);
    return Reply.map(fields.fields);
  }

  /// A member with data that is not primary.
  static Reply standby(GroupFacts group, GroupMember member, long nowMs) {
    SentinelFields fields = new SentinelFields(group, nowMs);
    boolean isWell = isWell(group, member.id());
    GroupMember primary = group.primaryMember();
    fields
        .name(member.client().toString(), member)
        .add("flags", isWell ? "slave" : "slave,s_down")
        .link(silenceMs(group, member.id()))
        .role("slave")
        .add("master-link-down-time", isSelf(group, member.id()) ? group.link().downMs() : 0)
        .add("master-link-status", isWell ? "ok" : "err")
        .add("master-host", primary == null ? "?" : primary.client().host())
        .add("master-port", primary == null ? 0 : primary.client().port())
        .add("slave-priority", 100)
        .add("slave-repl-offset", offset(group, member.id()))
        .add("replica-announced", 1);
    return Reply.map(fields.fields);
  }

  /// Another member, which answers as a Sentinel too.
  static Reply sentinel(GroupFacts group, GroupMember member, long nowMs) {
    SentinelFields fields = new SentinelFields(group, nowMs);
    fields
        .name(HexId.ofNode(group.settings().groupId(), member.id().text()), member)
        .add("flags", "sentinel")
        .link(silenceMs(group, member.id()))
        .add("last-hello-message", silenceMs(group, member.id()))
        .add("voted-leader", "?")
        .add("voted-leader-epoch", 0);
    return Reply.map(fields.fields);
  }

  private SentinelFields name(String name, @Nullable GroupMember member) {
    return add("name", name)
        .add("ip", member == null ? "" : member.client().host())
        .add("port", member == null ? 0 : member.client().port())
        .add("runid", member == null ? "" : HexId.ofNode(settings.groupId(), member.id().text()));
  }

  private SentinelFields link(long silenceMs) {
    return add("link-pending-commands", 0)
        .add("link-refcount", 1)
        .add("last-ping-sent", 0)
        .add("last-ok-ping-reply", silenceMs)
        .add("last-ping-reply", silenceMs)
        .add("down-after-milliseconds", settings.promiseMs());
  }

  private SentinelFields role(String role) {
    PrimaryChange change = group.lastChange();
    return add("info-refresh", 0)
        .add("role-reported", role)
        .add("role-reported-time", change == null ? 0 : Math.max(0, nowMs - change.atMs()));
  }

  private SentinelFields add(String name, long value) {
    return add(name, Long.toString(value));
  }

  private SentinelFields add(String name, String value) {
    fields.add(Reply.bulk(name));
    fields.add(Reply.bulk(value));
    return this;
  }

  private static boolean isSelf(GroupFacts group, NodeId id) {
    return group.settings().self().id().equals(id);
  }

  private static @Nullable Standby follower(GroupFacts group, NodeId id) {
    return group.standbys().stream()
        .filter(standby -> standby.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  /// Whether a standby gets the log, as far as this node can tell: the primary and the standby see
  /// the link, the voter the in-sync set.
  private static boolean isWell(GroupFacts group, NodeId id) {
    if (group.role() == Role.PRIMARY) {
      return follower(group, id) != null;
    }
    return isSelf(group, id)
        ? group.link().state() == LinkState.CONNECTED
        : group.inSync().contains(id);
  }

  private static long silenceMs(GroupFacts group, NodeId id) {
    Standby follower = follower(group, id);
    boolean isPrimary = id.equals(group.primary());
    return follower != null
        ? follower.silenceMs()
        : isPrimary ? Math.max(0, group.link().silenceMs()) : 0;
  }

  private static long offset(GroupFacts group, NodeId id) {
    Standby follower = follower(group, id);
    return follower != null ? follower.written() : isSelf(group, id) ? group.log().appended() : 0;
  }
}
