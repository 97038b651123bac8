package io.trivet.server.command.server;

import io.trivet.raft.NodeId;
import io.trivet.server.command.GroupFacts;
import io.trivet.server.command.GroupFacts.Link;
import io.trivet.server.command.GroupFacts.LinkState;
import io.trivet.server.command.GroupFacts.LogEnds;
import io.trivet.server.command.GroupFacts.PrimaryChange;
import io.trivet.server.command.GroupFacts.Role;
import io.trivet.server.command.GroupFacts.Standby;
import io.trivet.server.command.HexId;
import io.trivet.server.command.ServerAccess;
import io.trivet.server.config.Config;
import io.trivet.server.config.DurabilityOptions;
import io.trivet.server.config.GroupMember;
import io.trivet.server.config.GroupOptions;
import io.trivet.server.config.NodeAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The sections of INFO about the replication group: first what Redis says of replication, then our
/// own words, from `group_id` on, which a single node does not have.
final class InfoReplication {
  private static final String NO_ID = "0".repeat(40);

  private InfoReplication() {}

  static void replication(InfoText text, ServerAccess server) {
    text.section("Replication");
    GroupFacts group = server.group().facts();
    if (group == null) {
      text.field("role", "master");
      text.zeros("connected_slaves");
      text.field("master_failover_state", "no-failover");
      history(text, server.facts().runId(), server.storage().appendedSequence());
      backlog(text, server, 0, 0);
      return;
    }
    role(text, group);
    text.field("master_failover_state", RoleWords.failover(group.failover()));
    LogEnds log = group.log();
    history(text, HexId.ofHistory(group.settings().groupId(), group.epoch()), log.appended());
    backlog(text, server, log.keptFrom(), log.appended());
    ownFields(text, group, server.config());
  }

  private static void role(InfoText text, GroupFacts group) {
    text.field("role", RoleWords.role(group.role()));
    if (group.role() == Role.STANDBY) {
      primary(text, group);
      link(text, group);
      text.field("slave_priority", 100);
      text.field("slave_read_only", 1);
      text.field("replica_announced", 1);
    }
    text.field("connected_slaves", group.standbys().size());
    int index = 0;
    for (Standby standby : group.standbys()) {
      GroupMember member = group.settings().member(standby.id());
      if (member != null) {
        text.field(
            "slave" + index,
            "ip=%s,port=%d,state=%s,offset=%d,lag=%d"
                .formatted(
                    member.client().host(),
                    member.client().port(),
                    RoleWords.standby(standby.state()),
                    standby.written(),
                    seconds(standby.silenceMs())));
        index++;
      }
    }
  }

  private static void primary(InfoText text, GroupFacts group) {
    GroupMember primary = group.primaryMember();
    text.field("master_host", primary == null ? "" : primary.client().host());
    text.field("master_port", primary == null ? 0 : primary.client().port());
  }

  private static void link(InfoText text, GroupFacts group) {
    Link link = group.link();
    boolean isUp = link.state() == LinkState.CONNECTED;
    boolean isCopying = link.state() == LinkState.COPYING;
    text.field("master_link_status", isUp ? "up" : "down");
    text.field("master_last_io_seconds_ago", isUp ? seconds(link.silenceMs()) : -1);
    text.flag("master_sync_in_progress", isCopying);
    text.field("slave_read_repl_offset", group.log().appended());
    text.field("slave_repl_offset", group.log().applied());
    if (isCopying) {
      long left = Math.max(0, link.copyBytes() - link.copiedBytes());
      double percent = link.copyBytes() == 0 ? 0 : 100.0 * link.copiedBytes() / link.copyBytes();
      text.field("master_sync_total_bytes", link.copyBytes());
      text.field("master_sync_read_bytes", link.copiedBytes());
      text.field("master_sync_left_bytes", left);
      text.field("master_sync_perc", percent, 2);
      text.field("master_sync_last_io_seconds_ago", seconds(link.silenceMs()));
    }
    if (!isUp) {
      text.field("master_link_down_since_seconds", seconds(link.downMs()));
    }
  }

  private static void history(InfoText text, String id, long end) {
    text.field("master_replid", id);
    text.field("master_replid2", NO_ID);
    text.field("master_repl_offset", end);
    text.field("second_repl_offset", -1);
  }

  /// The log of a group is a backlog, which a single node does not need.
  private static void backlog(InfoText text, ServerAccess server, long first, long end) {
    text.flag("repl_backlog_active", end > 0);
    text.field("repl_backlog_size", server.config().get(DurabilityOptions.LOG_RING_SIZE));
    text.field("repl_backlog_first_byte_offset", first);
    text.field("repl_backlog_histlen", end - first);
  }

  private static void ownFields(InfoText text, GroupFacts group, Config config) {
    GroupMember primary = group.primaryMember();
    text.field("group_id", group.settings().groupId());
    text.field("node_id", group.settings().self().id().text());
    text.field("member_role", group.role().name().toLowerCase(Locale.ROOT));
    text.field("epoch", group.epoch());
    text.field("primary_id", primary == null ? "" : primary.id().text());
    text.field("primary_address", primary == null ? "" : primary.client().toString());
    text.flag("primary_serves", group.isPrimaryHeard());
    text.field("lease_ms", group.leaseRemainingMs());
    text.field("in_sync", ids(group.inSync()));
    text.field(
        "write_policy",
        config.get(GroupOptions.WRITE_POLICY).name().toLowerCase(Locale.ROOT).replace('_', '-'));
    text.field("min_in_sync", config.get(GroupOptions.MIN_IN_SYNC));
    text.field("committed_sequence", group.log().committed());
    standbys(text, group);
    PrimaryChange change = group.lastChange();
    if (change != null) {
      NodeId from = change.from();
      text.field("last_change_epoch", change.epoch());
      text.field("last_change_from", from == null ? "" : from.text());
      text.field("last_change_to", change.to().text());
      text.field("last_change_at_ms", change.atMs());
      text.flag("last_change_planned", change.isPlanned());
      text.flag("last_change_forced", change.isForced());
    }
  }

  private static void standbys(InfoText text, GroupFacts group) {
    int index = 0;
    for (Standby standby : group.standbys()) {
      text.field(
          "standby" + index,
          "id=%s,in_sync=%d,written=%d,durable=%d,applied=%d,lag_bytes=%d,lag_ms=%d"
              .formatted(
                  standby.id(),
                  group.inSync().contains(standby.id()) ? 1 : 0,
                  standby.written(),
                  standby.durable(),
                  standby.applied(),
                  Math.max(0, group.log().appended() - standby.written()),
                  standby.lagMs()));
      index++;
    }
  }

  /// What Redis Sentinel says of the groups it watches: here it is the one that the node belongs
  /// to.
  static void sentinel(InfoText text, ServerAccess server) {
    GroupFacts group = server.group().facts();
    if (group == null) {
      return;
    }
    GroupMember primary = group.primaryMember();
    NodeAddress address = primary == null ? null : primary.client();
    text.section("Sentinel");
    text.field("sentinel_masters", 1);
    text.zeros("sentinel_tilt");
    text.field("sentinel_tilt_since_seconds", -1);
    text.zeros(
        "sentinel_running_scripts",
        "sentinel_scripts_queue_length",
        "sentinel_simulate_failure_flags");
    text.field(
        "master0",
        "name=%s,status=%s,address=%s,slaves=%d,sentinels=%d"
            .formatted(
                group.settings().groupId(),
                group.isPrimaryHeard() ? "ok" : "odown",
                address == null ? ":0" : address,
                group.settings().dataMembers().size() - 1,
                group.settings().members().size()));
  }

  private static String ids(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::text).collect(Collectors.joining(","));
  }

  private static long seconds(long ms) {
    return ms < 0 ? -1 : TimeUnit.MILLISECONDS.toSeconds(ms);
  }
}
